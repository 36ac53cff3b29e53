// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.benchmarks.program;

import dev.seep.allocator.OffHeapAllocator;

/** Keeps 100,000 live blocks of Seep's allocator, of random sizes, and replaces a random one at a time. */
final class PooledReplacement extends AtDepth {
    private static final int LIVE_BLOCKS = 100_000;
    private static final int MIN_BYTES = 8;
    private static final int SIZES = 1024;

    private final OffHeapAllocator allocator = OffHeapAllocator.defaultInstance();
    private final long[] blocks = new long[LIVE_BLOCKS];
    private long random = 0x9e3779b97f4a7c15L * System.identityHashCode(this);

    PooledReplacement() {
        for (int i = 0; i < LIVE_BLOCKS; i++) {
            replace(i, MIN_BYTES + i % SIZES);
        }
    }

    @Override
    void loop(int pairs) {
        for (int i = 0; i < pairs; i++) {
            long number = next();
            replace((int) ((number >>> 32) % LIVE_BLOCKS), MIN_BYTES + (number & 0xffffff) % SIZES);
        }
    }

    private void replace(int victim, long bytes) {
        allocator.free(blocks[victim]);
        blocks[victim] = allocator.allocate(bytes);
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
