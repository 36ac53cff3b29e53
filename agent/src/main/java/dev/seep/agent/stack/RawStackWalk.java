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
     * All of it stands in one method, without a bridge (which a more specific return type would make), because each frame of
     * our own costs as much as one of the application's.
     */
    private static final Unsafe UNSAFE = Unsafe.getUnsafe();
    private static final long STACK_TRACE_OFFSET = UNSAFE.objectFieldOffset(Throwable.class, "stackTrace");
    private static final StackTraceElement[] NOT_DECODED = {};

    @Override
    public WalkedStack walk() {
        RawStack stack = (RawStack) UNSAFE.allocateInstance(RawStack.class);
        UNSAFE.putReference(stack, STACK_TRACE_OFFSET, NOT_DECODED);
        stack.fillInStackTrace();
        return stack;
    }

    @Override
    public String name() {
        return "raw";
    }
}
