// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.integration.allocator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.seep.allocator.OffHeapAllocator;
import dev.seep.integration.program.Marks;
import dev.seep.integration.report.Figures;
import dev.seep.integration.report.Kind;
import dev.seep.integration.report.Report;
import org.junit.jupiter.api.Test;

/** What the allocator maps is base memory, its blocks are in a layer of their own, and closing it ends both. */
class AllocatorSpansIT {
    @Test
    void mappings_areBaseMemory_andBlocksAreNotAddedToThem() throws Exception {
        var jvm = AllocatorFork.withoutAgent().withAgent("").run(HasBlocksOfAllSizes.class);

        Report report = AllocatorFork.reportOf(jvm);
        assertThat(report.kinds())
                .filteredOn(kind -> kind.kind().startsWith("seep"))
                .extracting(Kind::kind, Kind::layer)
                .containsExactlyInAnyOrder(tuple("seep", "pool"), tuple("seep-span", "base"));
        assertThat(report.kind("seep-span").liveBytes()).isEqualTo(jvm.said("mapped"));
        assertThat(report.kind("seep").liveBytes()).isEqualTo(16 + 100_003 + 40_000_003L);
        assertThat(report.totals().pool().figures()).isEqualTo(report.kind("seep"));
        long otherKinds = report.kinds().stream()
                .filter(kind -> kind.layer().equals("base") && !kind.kind().equals("seep-span"))
                .mapToLong(kind -> kind.figures().liveBytes())
                .sum();
        assertThat(report.totals().base().figures().liveBytes()).isEqualTo(jvm.said("mapped") + otherKinds);
    }

    @Test
    void mappingsThatGrowMoveAndShrink_areFollowed() throws Exception {
        var jvm = AllocatorFork.withoutAgent().withAgent("").run(ResizesMappings.class);

        assertThat(AllocatorFork.reportOf(jvm).kind("seep-span").liveBytes()).isEqualTo(jvm.said("mapped"));
    }

    @Test
    void closedAllocator_leavesNoBlockAndNoMapping_ofItsOwn() throws Exception {
        var jvm = AllocatorFork.withoutAgent().withAgent("").run(ClosesAllocators.class);

        Report report = AllocatorFork.reportOf(jvm);
        assertThat(report.siteAt("seep", ClosesAllocators.class, "small").figures())
                .isEqualTo(new Figures(0, 0, 17_000_000, 1_000_000, 17_000_000, 1_000_000));
        assertThat(report.siteAt("seep", ClosesAllocators.class, "large").figures())
                .isEqualTo(new Figures(0, 0, 160_800_042, 12, 160_800_042, 12));
        assertThat(report.siteAt("seep", ClosesAllocators.class, "kept").figures())
                .isEqualTo(new Figures(1_009_000, 1_000, 1_009_000, 1_000, 0, 0));
        assertThat(report.kind("seep-span").liveBytes()).isEqualTo(jvm.said("mapped"));
        assertThat(report.totals().unknownFreeCount()).isLessThan(10);
    }

    /** Three blocks, one of each tier. */
    static final class HasBlocksOfAllSizes {
        public static void main(String[] args) {
            OffHeapAllocator allocator = OffHeapAllocator.create();
            allocator.allocate(16);
            allocator.allocate(100_003);
            allocator.allocate(40_000_003);
            Marks.say("mapped", allocator.stats().mappedBytes());
        }
    }

    /** Reallocates blocks that have a mapping each, and purges. */
    static final class ResizesMappings {
        public static void main(String[] args) {
            OffHeapAllocator allocator = OffHeapAllocator.create();
            long[] blocks = new long[4];
            for (int step = 1; step <= 6; step++) {
                for (int i = 0; i < blocks.length; i++) {
                    blocks[i] = allocator.reallocate(blocks[i], 35_000_011L * step);
                }
            }
            blocks[1] = allocator.reallocate(blocks[1], 36_000_000);
            blocks[2] = allocator.reallocate(blocks[2], 100);
            allocator.free(blocks[3]);
            allocator.purge();
            Marks.say("mapped", allocator.stats().mappedBytes());
        }
    }

    /** Closes allocators that have blocks of every tier, between blocks of one that stays open. */
    static final class ClosesAllocators {
        public static void main(String[] args) {
            OffHeapAllocator open = OffHeapAllocator.create();
            for (int round = 0; round < 4; round++) {
                try (OffHeapAllocator closed = OffHeapAllocator.create()) {
                    for (int i = 0; i < 250_000; i++) {
                        small(closed);
                        if (i % 1_000 == 0) {
                            kept(open);
                        }
                    }
                    large(closed, 100_003);
                    large(closed, 100_003 + round);
                    large(closed, 40_000_003);
                }
            }
            Marks.say("mapped", open.stats().mappedBytes());
        }

        private static void small(OffHeapAllocator allocator) {
            allocator.allocate(17);
        }

        private static void large(OffHeapAllocator allocator, long size) {
            allocator.allocate(size);
        }

        private static void kept(OffHeapAllocator allocator) {
            allocator.allocate(1_009);
        }
    }
}
