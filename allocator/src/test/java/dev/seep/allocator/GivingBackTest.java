// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.allocator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Memory that goes back without being asked for: that of idle pages, and what a thread has too much in hand. */
@Timeout(60)
class GivingBackTest {
    private static final long MIB = 1 << 20;

    @Test
    void idlePages_afterTheDelay_goBackWhileTheProgramGoesOn() {
        try (OffHeapAllocator allocator =
                OffHeapAllocator.builder().purgeDelay(Duration.ofMillis(20)).build()) {
            allocator.free(allocator.allocate(5 * MIB));
            assertThat(allocator.stats().dirtyBytes()).isEqualTo(5 * MIB);

            while (allocator.stats().dirtyBytes() > 0) { // until the test's timeout
                allocator.free(allocator.allocate(33 * MIB)); // has a mapping of its own
            }
            assertThat(allocator.stats().purgedBytes()).isEqualTo(5 * MIB);
            assertThat(allocator.stats().residentBytes()).isZero();
        }
    }

    @Test
    void idlePages_beforeTheDelay_stay() {
        try (OffHeapAllocator allocator =
                OffHeapAllocator.builder().purgeDelay(Duration.ofDays(1)).build()) {
            allocator.free(allocator.allocate(5 * MIB));
            for (int i = 0; i < 1000; i++) {
                allocator.free(allocator.allocate(33 * MIB));
            }

            assertThat(allocator.stats().dirtyBytes()).isEqualTo(5 * MIB);
            assertThat(allocator.stats().purgedBytes()).isZero();
        }
    }

    /** The limit is looked at when a span is taken: what is freed of that one and the one before, 256 KiB each, comes on top. */
    @Test
    void threadCache_ofAThreadThatUsesManySizes_isBounded() {
        assertThat(mostCached(256 * 1024)).isBetween(256 * 1024L, 3 * 256 * 1024L);
        assertThat(mostCached(64 * MIB)).isGreaterThan(2 * MIB);
    }

    /** {@return the most that the thread had in hand after it had freed all blocks of a size} */
    private static long mostCached(long limit) {
        try (OffHeapAllocator allocator =
                OffHeapAllocator.builder().threadCacheBytes(limit).build()) {
            long most = 0;
            long[] blocks = new long[300];
            for (int size = 16; size <= 2048; size += 16) {
                for (int i = 0; i < blocks.length; i++) {
                    blocks[i] = allocator.allocate(size);
                }
                for (long block : blocks) {
                    allocator.free(block);
                }
                allocator.free(allocator.allocate(70_000)); // a thread's own cache keeps large blocks as well
                most = Math.max(most, allocator.stats().threadCacheBytes());
                allocator.checkInvariants();
            }
            return most;
        }
    }
}
