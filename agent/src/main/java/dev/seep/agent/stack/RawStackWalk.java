// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.agent.stack;

import jdk.internal.misc.Unsafe;

/** Walks by recording the stack of an exception that is never thrown. */
final class RawStackWalk implements StackWalk {
    /*
     * Implementation notes
     *
     * A Throwable is the cheapest complete walk that Java code can start (figures in docs/benchmarks.md). It is made
     * without its constructor: constructors of Throwable report to JFR, and the application's exception statistics
     * would count our stacks. fillInStackTrace() then wants the field stackTrace to hold anything but null.
     *
     * Who wants a stack calls the JDK's fillInStackTrace() itself, because each frame of our own between costs as much as
     * one of the application's.
     */
    private static final Unsafe UNSAFE = Unsafe.getUnsafe();
    private static final long STACK_TRACE_OFFSET = UNSAFE.objectFieldOffset(Throwable.class, "stackTrace");
    private static final StackTraceElement[] NOT_DECODED = {};

    @Override
    public WalkedStack newStack() {
        RawStack stack = (RawStack) UNSAFE.allocateInstance(RawStack.class);
        UNSAFE.putReference(stack, STACK_TRACE_OFFSET, NOT_DECODED);
        return stack;
    }

    @Override
    public String name() {
        return "raw";
    }
}
