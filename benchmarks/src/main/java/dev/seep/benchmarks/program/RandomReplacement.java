// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.benchmarks.program;

/**
 * Keeps 100,000 live blocks of random sizes and replaces a random one at a time, from one of 1,024 stack paths.
 *
 * <p>Unlike {@link HotPair} it misses the processor's caches, in the allocator as in the tables of a tool.
 */
final class RandomReplacement implements Program {
    private static final int LIVE_BLOCKS = 100_000;
    private static final int TURNS = 10; // into one of two methods each: 1,024 paths
    private static final int MIN_BYTES = 8;
    private static final int SIZES = 1024;

    private final long[] blocks = new long[LIVE_BLOCKS];
    private long random;

    RandomReplacement(int seed) {
        random = 0x9e3779b97f4a7c15L * (seed + 1);
        for (int i = 0; i < LIVE_BLOCKS; i++) {
            replace(i);
        }
    }

    @Override
    public void run(int pairs) {
        for (int i = 0; i < pairs; i++) {
            left(TURNS, next());
        }
    }

    private void left(int turns, long path) {
        if (turns == 0) {
            replace((int) ((path >>> 32) % LIVE_BLOCKS));
        } else if ((path & 1) == 0) {
            left(turns - 1, path >>> 1);
        } else {
            right(turns - 1, path >>> 1);
        }
    }

    private void right(int turns, long path) {
        if (turns == 0) {
            replace((int) ((path >>> 32) % LIVE_BLOCKS));
        } else if ((path & 1) == 0) {
            left(turns - 1, path >>> 1);
        } else {
            right(turns - 1, path >>> 1);
        }
    }

    private void replace(int victim) {
        NativeMemory.UNSAFE.freeMemory(blocks[victim]);
        blocks[victim] = NativeMemory.UNSAFE.allocateMemory(MIN_BYTES + (next() >>> 20) % SIZES);
    }

    /** Xorshift: cheap, and long enough a period. The sign is dropped. */
    private long next() {
        long r = random;
        r ^= r << 13;
        r ^= r >>> 7;
        r ^= r << 17;
        random = r;
        return r & Long.MAX_VALUE;
    }
}
