// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.agent.hook;

/**
 * Finds out whether there is stack left before something is begun that an overflow must not leave half done.
 *
 * <p>Such are what a hook says before a call and has to take back when the call throws, and what is done under a lock.
 */
public final class StackRoom {
    /*
     * Implementation notes
     *
     * How HotSpot looks for room. The interpreter, for each frame: 80 KiB (StackShadowPages) below it. A compiled method: 80
     * KiB below its caller's frame; and further down only if what is compiled in it would need more than a page in the
     * interpreter (bang_size_in_bytes, generate_stack_overflow_check). One compiled by C2 does not look at all unless
     * it makes calls. So compiled code passes where the code after it, if interpreted, does not, and the other way
     * round.
     *
     * Therefore frames of room() take more than a page: the agent gives it that many local variables when it defines this
     * class (weave.WideFrames). It has none in the source, and costs nothing but one call and two stores. That call is there
     * because C2 inlines a method into itself once only (MaxRecursiveInlineLevel).
     *
     * Measured by a program whose threads overflow their stacks in the middle of allocations, with parts of the path kept from
     * being compiled (DyingThreadsIT): calls as deep as the ones after them, which C2 inlines, left a lock held.
     */
    private static final int CALLS = 2;

    private StackRoom() {}

    /** Returns if there is room for 4 KiB of frames. @throws StackOverflowError if there is none */
    public static void require() {
        room(CALLS);
    }

    private static void room(int calls) {
        if (calls > 0) {
            room(calls - 1);
        }
    }
}
