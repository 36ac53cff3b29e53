// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.benchmarks.program;

/** A program whose allocations have a stack of about 20 frames. */
abstract class AtDepth implements Program {
    /** Frames between {@link #run} and the loop, which bring the allocation to depth 20. */
    private static final int FRAMES_BELOW = 10;

    @Override
    public final void run(int pairs) {
        descend(FRAMES_BELOW, pairs);
    }

    private void descend(int frames, int pairs) {
        if (frames > 0) {
            descend(frames - 1, pairs);
        } else {
            loop(pairs);
        }
    }

    /** Runs {@code pairs} pairs. */
    abstract void loop(int pairs);
}
