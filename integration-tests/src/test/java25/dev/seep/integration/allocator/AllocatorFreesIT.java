// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.integration.allocator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seep.allocator.OffHeapAllocator;
import dev.seep.integration.report.Figures;
import dev.seep.integration.report.Report;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Frees, reallocations, refusals and misuse: what is left is what the program has left. */
class AllocatorFreesIT {
    @Test
    void crossThreadFrees_areSeen() throws Exception {
        Report report = AllocatorFork.report("", FreesOnAnotherThread.class);

        assertThat(report.siteAt("seep", FreesOnAnotherThread.class, "allocate").figures())
                .isEqualTo(new Figures(1_009, 1, 1_009_000, 1_000, 1_007_991, 999));
    }

    @Test
    void reallocation_isAFreeAndAnAllocation_atItsLine() throws Exception {
        Report report = AllocatorFork.report("", Reallocates.class);

        assertThat(figures(report, Reallocates.class, "begin")).isEqualTo(new Figures(0, 0, 16, 1, 16, 1));
        // 32, 64, ... 2^27: each step frees the one before; the largest is left
        long all = (1L << 28) - 32;
        assertThat(figures(report, Reallocates.class, "grow")).isEqualTo(new Figures(0, 0, all, 23, all, 23));
        assertThat(figures(report, Reallocates.class, "shrink")).isEqualTo(new Figures(5, 1, 5, 1, 0, 0));
        assertThat(figures(report, Reallocates.class, "growInPlace"))
                .isEqualTo(new Figures(200_003, 1, 300_004, 2, 100_001, 1));
        assertThat(figures(report, Reallocates.class, "shrinkInPlace"))
                .isEqualTo(new Figures(40_000_003, 1, 90_000_020, 2, 50_000_017, 1));
    }

    @Test
    void refusals_leaveBlocksAsTheyWere_andLabelNothingElse() throws Exception {
        Report report = AllocatorFork.report("interval=1", IsRefused.class);

        assertThat(figures(report, IsRefused.class, "begin")).isEqualTo(new Figures(1_009, 1, 1_009, 1, 0, 0));
        assertThat(report.sitesAt("seep", IsRefused.class, "refused")).isEmpty();
        assertThat(report.kind("seep").liveBytes()).isEqualTo(1_009 + 1_013 * 4);
    }

    @Test
    void misuse_changesNothing() throws Exception {
        Report report = AllocatorFork.report("", Misuses.class);

        assertThat(figures(report, Misuses.class, "mine")).isEqualTo(new Figures(1_009, 1, 2_018, 2, 1_009, 1));
        assertThat(figures(report, Misuses.class, "others")).isEqualTo(new Figures(1_013, 1, 1_013, 1, 0, 0));
        assertThat(report.totals().unknownFreeCount()).isLessThan(10); // what the JDK took before the agent came
    }

    private static Figures figures(Report report, Class<?> type, String method) {
        return report.siteAt("seep", type, method).figures();
    }

    /** Frees all but one of the blocks of another thread. */
    static final class FreesOnAnotherThread {
        public static void main(String[] args) throws InterruptedException {
            OffHeapAllocator allocator = OffHeapAllocator.create();
            List<Long> blocks = new ArrayList<>();
            Thread producer = new Thread(() -> {
                for (int i = 0; i < 1_000; i++) {
                    blocks.add(allocate(allocator));
                }
            });
            producer.start();
            producer.join();
            blocks.subList(1, 1_000).forEach(allocator::free);
        }

        private static long allocate(OffHeapAllocator allocator) {
            return allocator.allocate(1_009);
        }
    }

    /** Lets blocks grow from a size class to a mapping of their own, and shrink again. */
    static final class Reallocates {
        private static final OffHeapAllocator ALLOCATOR = OffHeapAllocator.create();

        public static void main(String[] args) {
            long block = begin();
            for (long size = 32; size <= 1L << 27; size *= 2) {
                block = grow(block, size);
            }
            shrink(block);
            boolean resized = growInPlace() && shrinkInPlace();
            if (!resized) {
                throw new AssertionError("not in place");
            }
        }

        private static long begin() {
            return ALLOCATOR.allocate(16);
        }

        private static long grow(long block, long size) {
            return ALLOCATOR.reallocate(block, size);
        }

        private static void shrink(long block) {
            ALLOCATOR.reallocate(block, 5);
        }

        private static boolean growInPlace() {
            return ALLOCATOR.tryReallocateInPlace(ALLOCATOR.allocate(100_001), 200_003);
        }

        private static boolean shrinkInPlace() {
            return ALLOCATOR.tryReallocateInPlace(ALLOCATOR.allocate(50_000_017), 40_000_003);
        }
    }

    /** Asks for more than the limit, in every way. */
    static final class IsRefused {
        private static final OffHeapAllocator ALLOCATOR =
                OffHeapAllocator.builder().maxBytes(64L << 20).build();
        private static final long TOO_LARGE = 65L << 20;

        public static void main(String[] args) throws Exception {
            long block = begin();
            Method unlabelled = OffHeapAllocator.class.getMethod("allocate", long.class);
            for (int i = 0; i < 4; i++) {
                refused(block, i);
                unlabelled.invoke(ALLOCATOR, 1_013L);
            }
        }

        private static long begin() {
            return ALLOCATOR.allocate(1_009);
        }

        private static void refused(long block, int way) {
            try {
                long address = switch (way) {
                    case 0 -> ALLOCATOR.allocate(TOO_LARGE);
                    case 1 -> ALLOCATOR.tryAllocateZeroed(TOO_LARGE);
                    case 2 -> ALLOCATOR.tryReallocate(block, TOO_LARGE);
                    default -> ALLOCATOR.tryReallocateInPlace(block, TOO_LARGE) ? 1 : 0;
                };
                if (address != 0) {
                    throw new AssertionError("not refused: way=" + way);
                }
            } catch (OutOfMemoryError e) {
                System.out.println("as expected: " + e.getMessage());
            }
        }
    }

    /** Frees what is free, and what another allocator has. */
    static final class Misuses {
        public static void main(String[] args) {
            OffHeapAllocator allocator = OffHeapAllocator.create();
            OffHeapAllocator other = OffHeapAllocator.create();
            long live = mine(allocator);
            long free = mine(allocator);
            long foreign = others(other);
            allocator.free(free);
            allocator.free(0);
            OffHeapAllocator closed = OffHeapAllocator.create();
            closed.close();
            for (int i = 0; i < 100; i++) {
                refuse(() -> allocator.free(free));
                refuse(() -> allocator.free(live + 16));
                refuse(() -> allocator.free(foreign));
                refuse(() -> allocator.reallocate(foreign, 2_000));
                refuse(() -> allocator.reallocate(live, -1));
                refuse(() -> allocator.tryReallocateInPlace(foreign, 1));
                refuse(() -> closed.free(live));
                refuse(() -> closed.reallocate(live, 1));
            }
        }

        private static long mine(OffHeapAllocator allocator) {
            return allocator.allocate(1_009);
        }

        private static long others(OffHeapAllocator allocator) {
            return allocator.allocate(1_013);
        }

        private static void refuse(Runnable misuse) {
            try {
                misuse.run();
            } catch (IllegalArgumentException | IllegalStateException e) {
                return;
            }
            throw new AssertionError("misuse was not refused");
        }
    }
}
