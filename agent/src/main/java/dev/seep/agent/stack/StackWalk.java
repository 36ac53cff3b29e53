// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.agent.stack;

/**
 * Captures the calling thread's stack.
 *
 * <p>Thread-safe. There are two ways to do it, and {@link #choose} knows which one works in this JVM.
 */
public interface StackWalk {
    /** {@return an empty stack, to be filled by {@link WalkedStack#fillInStackTrace}} */
    WalkedStack newStack();

    /**
     * Captures the stack of the calling thread, whatever its depth.
     *
     * <p>Takes no off-heap memory and blocks on nothing. May throw {@code StackOverflowError} or
     * {@code OutOfMemoryError}, as any call may.
     */
    default WalkedStack walk() {
        WalkedStack stack = newStack();
        stack.fillInStackTrace();
        return stack;
    }

    /** {@return the name of this way to walk, for the report: {@code raw} or {@code stackwalker}} */
    String name();

    /**
     * Chooses the fastest walk that tells the truth in this JVM. Never throws.
     *
     * @return the raw walk if the JVM lays stacks out as it expects, otherwise the one over {@code StackWalker}
     */
    static StackWalk choose() {
        try {
            BacktraceCheck.run();
            return new RawStackWalk();
        } catch (Throwable unexpectedLayout) { // LinkageErrors included: an unknown JVM, or a package that is not open
            return new FrameStackWalk();
        }
    }
}
