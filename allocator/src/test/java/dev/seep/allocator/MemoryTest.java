// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.allocator;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Bytes in use or kept for the next block, over the bytes asked for. */
class MemoryTest {
    private static final MemorySegment ALL = MemorySegment.NULL.reinterpret(Long.MAX_VALUE);
    private static final int BLOCKS = 100_000;

    @Test
    void residentBytes_of100000RandomBlocks_areAtMostATenthMore() {
        try (OffHeapAllocator allocator = OffHeapAllocator.create()) {
            double asked = allocate(allocator, new long[BLOCKS], 1);

            assertThat(allocator.stats().residentBytes() / asked).isBetween(1.0, 1.10);
        }
    }

    @Test
    void residentBytes_afterReplacingThemAll_areAtMostAQuarterMore() {
        try (OffHeapAllocator allocator = OffHeapAllocator.create()) {
            long[] blocks = new long[BLOCKS];
            allocate(allocator, blocks, 1);
            SplittableRandom random = new SplittableRandom(2);
            for (int i = 0; i < 5 * BLOCKS; i++) {
                int slot = random.nextInt(BLOCKS);
                allocator.free(blocks[slot]);
                blocks[slot] = allocator.allocate(random.nextInt(8, 1033));
            }
            allocator.purge();
            AllocatorStats stats = allocator.stats();

            assertThat(stats.residentBytes() / (double) stats.liveBytes()).isBetween(1.0, 1.25);
        }
    }

    @Test
    void residentBytes_of2ThreadsThatEnded_areAtMost15PercentMore() throws Exception {
        try (OffHeapAllocator allocator = OffHeapAllocator.create()) {
            double[] asked = new double[2];
            Thread[] threads = new Thread[2];
            for (int i = 0; i < threads.length; i++) {
                int index = i;
                threads[i] = new Thread(() -> asked[index] = allocate(allocator, new long[BLOCKS / 2], index));
                threads[i].start();
            }
            for (Thread thread : threads) {
                thread.join();
            }

            assertThat(allocator.stats().residentBytes() / (asked[0] + asked[1]))
                    .isBetween(1.0, 1.15);
        }
    }

    private static double allocate(OffHeapAllocator allocator, long[] blocks, int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double asked = 0;
        for (int i = 0; i < blocks.length; i++) {
            int size = random.nextInt(8, 1033);
            blocks[i] = allocator.allocate(size);
            ALL.set(ValueLayout.JAVA_LONG, blocks[i], size);
            asked += size;
        }
        return asked;
    }
}
