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
     * frame. Compiled code inlines all of this into the code of the caller, down to a test that is never true: there it
     * would have to go on in the interpreter, and so, where the caller's method is entered, it touches as much of the stack as all those
     * frames would take (HotSpot's Compile::bang_size_in_bytes).
     */
    private static boolean overflows; // never, but no compiler knows

    private StackRoom() {}

    /** Returns if there is room. @throws StackOverflowError if there is none */
    static void require() {
        second(0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
    }

    private static void second(long a, long b, long c, long d, long e, long f, long g, long h, long i, long j) {
        third(a, b, c, d, e, f, g, h, i, j);
    }

    private static void third(long a, long b, long c, long d, long e, long f, long g, long h, long i, long j) {
        fourth(a, b, c, d, e, f, g, h, i, j);
    }

    private static void fourth(long a, long b, long c, long d, long e, long f, long g, long h, long i, long j) {
        fifth(a, b, c, d, e, f, g, h, i, j);
    }

    private static void fifth(long a, long b, long c, long d, long e, long f, long g, long h, long i, long j) {
        sixth(a, b, c, d, e, f, g, h, i, j);
    }

    private static void sixth(long a, long b, long c, long d, long e, long f, long g, long h, long i, long j) {
        if (overflows) {
            overflows = a + b + c + d + e + f + g + h + i + j == 0;
            throw new StackOverflowError();
        }
    }
}
