// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.allocator;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicLongArray;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Blocks and threads. */
class ThreadsTest {
    private static final MemorySegment ALL = MemorySegment.NULL.reinterpret(Long.MAX_VALUE);
    private static final long RACE_NANOS = Long.getLong("seep.race.seconds", 2) * 1_000_000_000;

    private final OffHeapAllocator allocator =
            OffHeapAllocator.builder().leakCheck(true).build();

    @AfterEach
    void close() {
        allocator.checkInvariants();
        allocator.close();
    }

    /** Runs a task on each of some new threads, and waits until they have ended. */
    private static void onThreads(int count, ThreadFactory factory, Task task) throws Exception {
        ConcurrentLinkedQueue<Throwable> thrown = new ConcurrentLinkedQueue<>();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int index = i;
            threads.add(factory.newThread(() -> {
                try {
                    task.run(index);
                } catch (Throwable t) {
                    thrown.add(t);
                }
            }));
        }
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(thrown).isEmpty();
    }

    private interface Task {
        void run(int index) throws Exception;
    }

    @Test
    void eightThreads_100000BlocksEach_leaveNothing() throws Exception {
        onThreads(8, Thread.ofPlatform().factory(), index -> allocateAndFree(index, 100_000));

        AllocatorStats stats = allocator.stats();
        assertThat(stats.allocatedBlocks()).isEqualTo(800_000);
        assertThat(stats.freedBlocks()).isEqualTo(800_000);
        assertThat(stats.liveBlocks()).isZero();
        allocator.purge();
        assertThat(allocator.stats().residentBytes()).isZero();
    }

    @Test
    void virtualThreads_1000_leaveNothing() throws Exception {
        onThreads(1000, Thread.ofVirtual().factory(), index -> allocateAndFree(index, 300));

        assertThat(allocator.stats().allocatedBlocks()).isEqualTo(300_000);
        assertThat(allocator.stats().liveBlocks()).isZero();
        allocator.purge();
        assertThat(allocator.stats().residentBytes()).isZero();
    }

    private void allocateAndFree(int seed, int count) {
        SplittableRandom random = new SplittableRandom(seed);
        long[] blocks = new long[count];
        for (int i = 0; i < count; i++) {
            blocks[i] = allocator.allocate(random.nextInt(8, 1033));
            ALL.set(ValueLayout.JAVA_LONG, blocks[i], blocks[i] ^ seed);
        }
        for (int i = 0; i < count; i++) {
            assertThat(ALL.get(ValueLayout.JAVA_LONG, blocks[i])).isEqualTo(blocks[i] ^ seed);
            allocator.free(blocks[i]);
        }
    }

    @Test
    void oneMillionBlocks_freedInRandomOrder_leaveNothingResident() {
        int count = 1_000_000;
        SplittableRandom random = new SplittableRandom(17);
        long[] blocks = new long[count];
        for (int i = 0; i < count; i++) {
            blocks[i] = allocator.allocate(random.nextInt(1, 200));
            ALL.set(ValueLayout.JAVA_BYTE, blocks[i], (byte) 1);
        }
        assertThat(allocator.stats().liveBlocks()).isEqualTo(count);
        for (int i = count - 1; i >= 0; i--) {
            int other = random.nextInt(i + 1);
            long block = blocks[other];
            blocks[other] = blocks[i];
            allocator.free(block);
        }

        assertThat(allocator.stats().liveBlocks()).isZero();
        allocator.purge();
        assertThat(allocator.stats().residentBytes()).isZero();
        assertThat(allocator.stats().mappedBytes()).isZero();
    }

    /** Sixteen threads put blocks into each other's slots and free what they find there. */
    @Test
    void blocks_handedBetween16Threads_neverOverlap() throws Exception {
        AtomicLongArray slots = new AtomicLongArray(16 * 256);
        long end = System.nanoTime() + RACE_NANOS;
        onThreads(16, Thread.ofPlatform().factory(), index -> handOver(slots, index, end));
        for (int i = 0; i < slots.length(); i++) {
            freeStamped(slots.get(i));
        }

        assertThat(allocator.stats().liveBlocks()).isZero();
        allocator.purge();
        assertThat(allocator.stats().residentBytes()).isZero();
    }

    private void handOver(AtomicLongArray slots, int seed, long end) {
        SplittableRandom random = new SplittableRandom(seed);
        while (System.nanoTime() - end < 0) {
            for (int i = 0; i < 1000; i++) {
                long size = random.nextInt(16) == 0 ? random.nextLong(16, 300_000) : random.nextLong(16, 2000);
                long block = allocator.allocate(size);
                stamp(block, size);
                freeStamped(slots.getAndSet(random.nextInt(slots.length()), block));
            }
        }
    }

    /** The size at the start, and at the end a number that no other live block of that size can have. */
    private static void stamp(long block, long size) {
        ALL.set(ValueLayout.JAVA_LONG, block, size);
        ALL.set(ValueLayout.JAVA_LONG_UNALIGNED, block + size - Long.BYTES, block ^ size << 48);
    }

    private void freeStamped(long block) {
        if (block != 0) {
            long size = ALL.get(ValueLayout.JAVA_LONG, block);
            boolean known = size >= 16 && size < 300_000;
            if (!known || ALL.get(ValueLayout.JAVA_LONG_UNALIGNED, block + size - Long.BYTES) != (block ^ size << 48)) {
                throw new AssertionError("overwritten: block=0x" + Long.toHexString(block) + ", size=" + size);
            }
            allocator.free(block);
        }
    }

    @Test
    void memoryOfThreadsThatEnded_isUsedAgain() throws Exception {
        for (int round = 0; round < 50; round++) {
            int seed = round;
            onThreads(2, Thread.ofPlatform().factory(), index -> allocateAndFree(seed, 10_000));
        }

        assertThat(allocator.stats().mappedBytes()).isEqualTo(64 << 20);
        assertThat(allocator.stats().residentBytes()).isLessThan(20 << 20);
        assertThat(allocator.stats().allocatedBlocks()).isEqualTo(1_000_000);
    }

    @Test
    void blocksOfAThreadThatEnded_canBeFreed() throws Exception {
        long[] blocks = new long[1000];
        onThreads(1, Thread.ofPlatform().factory(), index -> {
            for (int i = 0; i < blocks.length; i++) {
                blocks[i] = allocator.allocate(i);
            }
        });
        for (long block : blocks) {
            allocator.free(block);
        }

        assertThat(allocator.stats().liveBlocks()).isZero();
        allocator.purge();
        assertThat(allocator.stats().residentBytes()).isZero();
    }
}
