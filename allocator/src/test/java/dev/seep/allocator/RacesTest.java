// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.allocator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seep.allocator.os.FaultyPageSource;
import java.lang.foreign.Arena;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Threads that do to one block, or to one allocator, what does not go together. */
@Timeout(120)
class RacesTest {
    private static final long MIB = 1 << 20;
    private static final long RACE_NANOS = Long.getLong("seep.race.seconds", 2) * 1_000_000_000;

    /** Whoever comes first, the block is there once or gone, and nothing else is damaged. */
    @ParameterizedTest
    @ValueSource(longs = {100_000, 3 * MIB, 50 * MIB})
    void reallocate_whileAnotherThreadFreesTheBlock_oneIsToldOrBothSucceed(long size) throws Exception {
        FaultyPageSource source = new FaultyPageSource();
        try (OffHeapAllocator allocator =
                OffHeapAllocator.builder().source(source).leakCheck(true).build()) {
            CyclicBarrier barrier = new CyclicBarrier(2);
            AtomicLong shared = new AtomicLong();
            int rounds = 300;
            ConcurrentLinkedQueue<Throwable> thrown = new ConcurrentLinkedQueue<>();
            AtomicLong[] results = {new AtomicLong(), new AtomicLong()};
            Thread other = Thread.ofPlatform().start(() -> {
                try {
                    for (int i = 0; i < rounds; i++) {
                        barrier.await();
                        results[1].set(free(allocator, shared.get()));
                        barrier.await();
                    }
                } catch (Throwable t) {
                    thrown.add(t);
                }
            });
            for (int i = 0; i < rounds; i++) {
                long block = allocator.allocate(size);
                shared.set(block);
                barrier.await();
                long moved = reallocate(allocator, block, i % 2 == 0 ? size * 3 : size / 3);
                barrier.await();
                boolean freed = results[1].get() == 1;

                assertThat(moved != 0 || freed)
                        .as("one of both, in round %d", i)
                        .isTrue();
                if (moved != 0 && !(freed && moved == block)) {
                    assertThat(freed)
                            .as("free of what was reallocated, in round %d", i)
                            .isFalse();
                    allocator.free(moved);
                }
                allocator.checkInvariants();
                assertThat(allocator.stats().liveBlocks()).isZero();
            }
            other.join();
            assertThat(thrown).isEmpty();
            allocator.purge();
            assertThat(allocator.stats().residentBytes()).isLessThan(MIB);
        }
        assertThat(source.mappedBytes()).isZero();
    }

    private static long free(OffHeapAllocator allocator, long block) {
        try {
            allocator.free(block);
            return 1;
        } catch (IllegalStateException | IllegalArgumentException e) {
            return 0;
        }
    }

    private static long reallocate(OffHeapAllocator allocator, long block, long size) {
        try {
            return allocator.reallocate(block, size);
        } catch (IllegalStateException | IllegalArgumentException e) {
            return 0;
        }
    }

    /** Reallocation moves and cuts mappings, which close() unmaps: none may be unmapped twice. */
    @Test
    void close_whileThreadsReallocateLargeBlocks_unmapsAllOnce() throws Exception {
        FaultyPageSource source = new FaultyPageSource();
        for (int round = 0; round < 150; round++) {
            OffHeapAllocator allocator = OffHeapAllocator.builder()
                    .name("closing")
                    .source(source)
                    .purgeDelay(Duration.ZERO)
                    .build();
            ConcurrentLinkedQueue<Throwable> thrown = new ConcurrentLinkedQueue<>();
            CyclicBarrier barrier = new CyclicBarrier(3);
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                threads.add(Thread.ofPlatform().start(() -> growAndShrink(allocator, barrier, thrown)));
            }
            barrier.await();
            allocator.close();
            for (Thread thread : threads) {
                thread.join();
            }

            assertThat(thrown)
                    .hasSize(2)
                    .allSatisfy(t -> assertThat(t)
                            .isInstanceOf(IllegalStateException.class)
                            .hasMessage("allocator is closed: name=closing"));
            assertThat(source.mappedBytes()).isZero();
        }
    }

    private static void growAndShrink(
            OffHeapAllocator allocator, CyclicBarrier barrier, ConcurrentLinkedQueue<Throwable> thrown) {
        try {
            long block = allocator.allocate(40 * MIB);
            barrier.await();
            for (int i = 0; true; i++) {
                block = allocator.reallocate(block, (40 + 17L * (i % 5)) * MIB);
                if (!allocator.tryReallocateInPlace(block, 33 * MIB)) {
                    allocator.usableSize(block); // throws, as the only reason is that it is closed
                }
            }
        } catch (Throwable t) {
            thrown.add(t);
        }
    }

    /** All that an allocator does, at once, on threads that end and others that come, with calls that are refused. */
    @ParameterizedTest
    @ValueSource(longs = {Long.MAX_VALUE, 2, 3})
    void everything_atOnce_leavesNothing(long refusedEvery) throws Exception {
        FaultyPageSource source = new FaultyPageSource();
        try (OffHeapAllocator allocator = OffHeapAllocator.builder()
                .source(source)
                .maxBytes(96 * MIB)
                .threadCacheBytes(128 * 1024)
                .purgeDelay(Duration.ZERO)
                .leakCheck(true)
                .build()) {
            source.refuseEvery(refusedEvery);
            ConcurrentLinkedQueue<Throwable> thrown = new ConcurrentLinkedQueue<>();
            AtomicBoolean done = new AtomicBoolean();
            long end = System.nanoTime() + RACE_NANOS;
            Thread watcher = Thread.ofPlatform().start(() -> watch(allocator, done, thrown));
            for (int generation = 0; System.nanoTime() - end < 0; generation++) {
                runThreads(allocator, generation, thrown);
            }
            done.set(true);
            watcher.join();
            source.refuseEvery(Long.MAX_VALUE);

            assertThat(thrown).isEmpty();
            allocator.checkInvariants();
            AllocatorStats stats = allocator.stats();
            assertThat(stats.liveBlocks()).isZero();
            assertThat(stats.allocatedBlocks()).isPositive().isEqualTo(stats.freedBlocks());
            allocator.purge();
            allocator.checkInvariants();
            assertThat(allocator.stats().residentBytes()).isZero();
        }
        assertThat(source.mappedBytes()).isZero();
    }

    private static void runThreads(OffHeapAllocator allocator, int generation, ConcurrentLinkedQueue<Throwable> thrown)
            throws InterruptedException {
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            long seed = 31L * generation + i;
            Thread.Builder builder = i < 3 ? Thread.ofPlatform() : Thread.ofVirtual();
            threads.add(builder.start(() -> {
                try {
                    useAll(allocator, new SplittableRandom(seed));
                } catch (Throwable t) {
                    thrown.add(t);
                }
            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
    }

    private static void useAll(OffHeapAllocator allocator, SplittableRandom random) {
        long[] blocks = new long[50];
        for (int i = 0; i < 1000; i++) {
            int slot = random.nextInt(blocks.length);
            long size = size(random);
            switch (random.nextInt(8)) {
                case 0 ->
                    blocks[slot] =
                            replaced(allocator, blocks[slot], allocator.tryAllocate(size, 1L << random.nextInt(18)));
                case 1 -> blocks[slot] = replaced(allocator, blocks[slot], allocator.tryAllocateZeroed(size));
                case 2, 3 -> {
                    long moved = allocator.tryReallocate(blocks[slot], size);
                    blocks[slot] = moved == 0 ? blocks[slot] : moved;
                }
                case 4 -> useArena(allocator, random);
                default -> blocks[slot] = replaced(allocator, blocks[slot], allocator.tryAllocate(size));
            }
        }
        for (long block : blocks) {
            allocator.free(block);
        }
    }

    private static long replaced(OffHeapAllocator allocator, long old, long block) {
        allocator.free(old);
        return block;
    }

    private static void useArena(OffHeapAllocator allocator, SplittableRandom random) {
        try (Arena arena = allocator.pooledArena(random.nextBoolean())) {
            for (int i = random.nextInt(10); i >= 0; i--) {
                arena.allocate(random.nextInt(1000));
            }
        } catch (OutOfMemoryError e) {
            assertThat(e).hasMessageStartingWith("no off-heap memory left");
        }
    }

    private static long size(SplittableRandom random) {
        return switch (random.nextInt(20)) {
            case 0 -> random.nextLong(1, 4 * MIB);
            case 1 -> random.nextInt(8) == 0 ? random.nextLong(32 * MIB, 40 * MIB) : random.nextLong(1, 200_000);
            case 2, 3 -> random.nextLong(1, 64 * 1024);
            default -> random.nextLong(1, 2000);
        };
    }

    private static void watch(OffHeapAllocator allocator, AtomicBoolean done, ConcurrentLinkedQueue<Throwable> thrown) {
        try {
            for (int i = 0; !done.get(); i++) {
                AllocatorStats stats = allocator.stats();
                assertThat(stats.residentBytes()).isBetween(0L, 96 * MIB);
                assertThat(stats.internalFragmentation()).isBetween(0.0, 1.0);
                assertThat(stats.externalFragmentation()).isBetween(0.0, 1.0);
                if (i % 16 == 0) {
                    allocator.purge();
                }
            }
        } catch (Throwable t) {
            thrown.add(t);
        }
    }
}
