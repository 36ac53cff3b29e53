// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.agent.stack;

/** Decides which stacks are kept apart in the report and which are only counted. Thread-safe. */
@FunctionalInterface
public interface StackFilter {
    /** Keeps every stack. */
    StackFilter ALL = new StackFilter() { // not a lambda: those cost start-up time
                @Override
                public boolean keeps(StackTraceElement[] frames) {
                    return true;
                }
            };

    /**
     * {@return whether this stack is kept}
     *
     * <p>Asked once per stack, on the thread that allocates: it must not block.
     *
     * @param frames outwards from the allocation, names normalised
     */
    boolean keeps(StackTraceElement[] frames);
}
