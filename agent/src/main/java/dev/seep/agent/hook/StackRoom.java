// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.agent.hook;

/**
 * Finds out whether there is stack left for taking back what is said before a call, should the call overflow the stack.
 *
 * <p>Otherwise the hook in the handler would overflow it as well, and what was said would be used by somebody else's block.
 */
final class StackRoom {
    /*
     * Implementation notes
     *
     * Calls deeper than any of Hooks.leave and Hooks.clear, with larger frames. In the interpreter each call takes its
     * frame. A method compiled by C2 looks for room only if it makes calls itself, and then for as much as all that is
     * inlined into it would take in the interpreter (HotSpot's Compile::bang_size_in_bytes): so one call has to stay a
     * call, and a method is inlined into itself once only (MaxRecursiveInlineLevel).
     */
    private static final int CALLS = 4;

    private StackRoom() {}

    /** Returns if there is room. @throws StackOverflowError if there is none */
    static void require() {
        call(CALLS, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
    }

    private static void call(
            int calls, long a, long b, long c, long d, long e, long f, long g, long h, long i, long j) {
        if (calls > 1) {
            call(calls - 1, a, b, c, d, e, f, g, h, i, j);
        }
    }
}
