// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.benchmarks.program;

/** One line that allocates 64 bytes and frees them at once: the cheapest pair there is, so any tool's cost shows. */
final class HotPair implements Program {
    /** Frames between {@link #run} and the loop, which bring the allocation to depth 20. */
    private static final int FRAMES_BELOW = 10;

    private static final long BYTES = 64;

    @Override
    public void run(int pairs) {
        descend(FRAMES_BELOW, pairs);
    }

    private void descend(int frames, int pairs) {
        if (frames > 0) {
            descend(frames - 1, pairs);
        } else {
            loop(pairs);
        }
    }

    private void loop(int pairs) {
        for (int i = 0; i < pairs; i++) {
            NativeMemory.UNSAFE.freeMemory(NativeMemory.UNSAFE.allocateMemory(BYTES));
        }
    }
}
