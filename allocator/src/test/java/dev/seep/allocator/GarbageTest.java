// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.allocator;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.util.SplittableRandom;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the raw path leaves on the Java heap: nothing. */
class GarbageTest {
    private static final int PAIRS = 100_000;
    private static final MBeanServer SERVER = ManagementFactory.getPlatformMBeanServer();

    private static long allocatedBytes() throws Exception {
        ObjectName threads = new ObjectName(ManagementFactory.THREAD_MXBEAN_NAME);
        return (long) SERVER.getAttribute(threads, "CurrentThreadAllocatedBytes");
    }

    @ParameterizedTest
    @ValueSource(longs = {16, 1000, 60_000, 300_000, 1 << 20})
    void pairs_ofOneSize_makeNoGarbage(long size) throws Exception {
        try (OffHeapAllocator allocator = OffHeapAllocator.create()) {
            pairs(allocator, size);
            long before = allocatedBytes();
            pairs(allocator, size);
            long garbage = allocatedBytes() - before;

            assertThat(garbage).isLessThan(PAIRS / 10); // what asking for it makes
        }
    }

    private static void pairs(OffHeapAllocator allocator, long size) {
        for (int i = 0; i < PAIRS; i++) {
            allocator.free(allocator.allocate(size));
        }
    }

    @Test
    void randomReplacement_makesNoGarbage() throws Exception {
        try (OffHeapAllocator allocator = OffHeapAllocator.create()) {
            long[] blocks = new long[1000];
            SplittableRandom random = new SplittableRandom(3);
            replace(allocator, blocks, random);
            long before = allocatedBytes();
            replace(allocator, blocks, random);
            long garbage = allocatedBytes() - before;

            assertThat(garbage).isLessThan(PAIRS / 10);
        }
    }

    private static void replace(OffHeapAllocator allocator, long[] blocks, SplittableRandom random) {
        for (int i = 0; i < PAIRS; i++) {
            int slot = random.nextInt(blocks.length);
            allocator.free(blocks[slot]);
            blocks[slot] = allocator.allocate(random.nextInt(8, 1033));
        }
    }
}
