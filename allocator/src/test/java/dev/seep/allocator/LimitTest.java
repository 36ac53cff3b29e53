// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.allocator;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What happens at the limit: first all that is idle is used, then nothing is left half done. */
class LimitTest {
    private static final MemorySegment ALL = MemorySegment.NULL.reinterpret(Long.MAX_VALUE);
    private static final long MIB = 1 << 20;

    private final OffHeapAllocator allocator = OffHeapAllocator.builder()
            .maxBytes(160 * MIB)
            .purgeDelay(Duration.ofDays(1))
            .leakCheck(true)
            .build();

    @AfterEach
    void close() {
        allocator.checkInvariants();
        allocator.close();
    }

    /** A copy of a block with a mapping of its own would go past the limit; and as long as idle pages count, so would growing. */
    @ParameterizedTest
    @CsvSource({"90, 159", "20, 139", "1, 158"})
    void reallocate_withAllOthersIdle_growsToTheLimit(int mebibytes, int newMebibytes) {
        long size = mebibytes * MIB;
        long newSize = newMebibytes * MIB;
        long address = allocator.allocate(size);
        ALL.set(ValueLayout.JAVA_LONG, address, 4711);
        leaveIdle(160 * MIB - size);
        long grown = allocator.tryReallocate(address, newSize);

        assertThat(grown).isNotZero();
        assertThat(ALL.get(ValueLayout.JAVA_LONG, grown)).isEqualTo(4711);
        assertThat(allocator.stats().liveBytes()).isEqualTo(newSize);
        assertThat(allocator.tryReallocate(grown, 161 * MIB)).isZero();
        assertThat(allocator.usableSize(grown)).isEqualTo(newSize);
        allocator.free(grown);
    }

    /** Leaves so many free pages, which stay in the budget. */
    private void leaveIdle(long bytes) {
        List<Long> blocks = new ArrayList<>();
        for (long block = allocator.tryAllocate(MIB); block != 0; block = allocator.tryAllocate(MIB)) {
            blocks.add(block);
        }
        blocks.forEach(allocator::free);
        assertThat(allocator.stats().residentBytes()).isBetween(bytes - MIB, 160 * MIB);
    }

    @Test
    void everyKindOfAllocation_pastTheLimit_givesZeroAndChangesNothing() {
        long kept = allocator.allocate(155 * MIB);
        AllocatorStats before = allocator.stats();

        assertThat(allocator.tryAllocate(6 * MIB)).isZero();
        assertThat(allocator.tryAllocate(6 * MIB, MIB)).isZero();
        assertThat(allocator.tryAllocate(40 * MIB, 64 * MIB)).isZero();
        assertThat(allocator.tryAllocateZeroed(6 * MIB)).isZero();
        assertThat(allocator.tryAllocateZeroed(6 * MIB, MIB)).isZero();
        assertThat(allocator.tryReallocate(0, 6 * MIB)).isZero();
        assertThat(allocator.tryReallocate(kept, 161 * MIB)).isZero();
        assertThat(allocator.tryReallocateInPlace(kept, 161 * MIB)).isFalse();
        allocator.purge();
        AllocatorStats after = allocator.stats();

        assertThat(after.liveBlocks()).isEqualTo(1);
        assertThat(after.allocatedBlocks()).isEqualTo(before.allocatedBlocks());
        assertThat(after.residentBytes()).isEqualTo(before.residentBytes());
        assertThat(after.mappedBytes()).isEqualTo(before.mappedBytes());
        assertThat(allocator.usableSize(kept)).isEqualTo(155 * MIB);
        allocator.free(kept);
    }

    /** What one virtual thread leaves in the caches that they share, another can have. */
    @Test
    void virtualThreads_oneAfterTheOther_eachGetAllThereIs() throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 20; i++) {
                int size = i % 2 == 0 ? 1000 : 40_000;
                long bytes = threads.submit((Callable<Long>) () -> fillAndEmpty(size))
                        .get();

                assertThat(bytes).as("round %d", i).isGreaterThan(160 * MIB * 97 / 100);
                allocator.checkInvariants();
            }
        }
    }

    private long fillAndEmpty(int size) {
        List<Long> blocks = new ArrayList<>();
        for (long block = allocator.tryAllocate(size); block != 0; block = allocator.tryAllocate(size)) {
            blocks.add(block);
        }
        blocks.forEach(allocator::free);
        return (long) size * blocks.size();
    }

    /** Threads that end at the limit, with blocks in hand. */
    @Test
    void threads_oneAfterTheOther_eachGetAllThereIs() throws Exception {
        for (int i = 0; i < 20; i++) {
            int size = i % 2 == 0 ? 1000 : 40_000;
            long[] bytes = new long[1];
            Thread thread = Thread.ofPlatform().start(() -> bytes[0] = fillAndEmpty(size));
            thread.join();

            assertThat(bytes[0]).as("round %d", i).isGreaterThan(160 * MIB * 97 / 100);
            allocator.checkInvariants();
        }
    }
}
