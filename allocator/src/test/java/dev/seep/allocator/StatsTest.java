// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.allocator;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.management.JMX;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;
import org.junit.jupiter.api.Test;

class StatsTest {
    private static final long MIB = 1 << 20;

    @Test
    void stats_afterAllocationsAndFrees_areExact() {
        try (OffHeapAllocator allocator =
                OffHeapAllocator.builder().name("counted").build()) {
            long first = allocator.allocate(100);
            allocator.allocate(112);
            long large = allocator.allocate(3 * MIB);
            long direct = allocator.allocate(40 * MIB);
            allocator.free(first);
            allocator.free(large);
            allocator.free(direct);
            AllocatorStats stats = allocator.stats();

            assertThat(stats.name()).isEqualTo("counted");
            assertThat(stats.liveBlocks()).isEqualTo(1);
            assertThat(stats.liveBytes()).isEqualTo(112);
            assertThat(stats.allocatedBlocks()).isEqualTo(4);
            assertThat(stats.allocatedBytes()).isEqualTo(43 * MIB + 224);
            assertThat(stats.freedBlocks()).isEqualTo(3);
            assertThat(stats.freedBytes()).isEqualTo(43 * MIB + 112);
            assertThat(stats.largeBlocks()).isZero();
            assertThat(stats.dirtyBytes()).isEqualTo(3 * MIB);
            assertThat(stats.mappedBytes()).isEqualTo(64 * MIB);
            assertThat(stats.sizeClasses()).hasSize(1);
            assertThat(stats.sizeClasses().getFirst().blockBytes()).isEqualTo(112);
            assertThat(stats.sizeClasses().getFirst().freedBlocks()).isEqualTo(1);
        }
    }

    @Test
    void largeBlock_thatItsThreadKeeps_isCachedAndNotLive() {
        try (OffHeapAllocator allocator = OffHeapAllocator.create()) {
            long address = allocator.allocate(200_000);
            allocator.free(address);
            AllocatorStats kept = allocator.stats();
            long again = allocator.allocate(198_000);
            AllocatorStats used = allocator.stats();
            allocator.free(again);
            allocator.purge();
            AllocatorStats purged = allocator.stats();

            assertThat(again).isEqualTo(address);
            assertThat(kept.liveBytes()).isZero();
            assertThat(kept.threadCacheBytes()).isEqualTo(204_800);
            assertThat(used.liveBytes()).isEqualTo(204_800);
            assertThat(used.internalFragmentation()).isBetween(0.033, 0.034); // 6,800 of 204,800 bytes
            assertThat(used.threadCacheBytes()).isZero();
            assertThat(purged.allocatedBlocks()).isEqualTo(2);
            assertThat(purged.liveBlocks() + purged.residentBytes() + purged.mappedBytes())
                    .isZero();
        }
    }

    @Test
    void growth_ofALargeBlock_isCounted() {
        try (OffHeapAllocator allocator = OffHeapAllocator.create()) {
            long address = allocator.allocate(80 * MIB);
            address = allocator.reallocate(address, 90 * MIB);
            address = allocator.reallocate(address, 40 * MIB);
            AllocatorStats stats = allocator.stats();

            assertThat(stats.allocatedBytes()).isEqualTo(90 * MIB);
            assertThat(stats.freedBytes()).isEqualTo(50 * MIB);
            assertThat(stats.liveBytes()).isEqualTo(40 * MIB);
            allocator.free(address);
        }
    }

    @Test
    void mxBean_showsFiguresAndPurges_untilTheAllocatorIsClosed() throws Exception {
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        ObjectName name = new ObjectName("dev.seep:type=Allocator,name=shown");
        OffHeapAllocator allocator = OffHeapAllocator.builder()
                .name("shown")
                .mxBean(true)
                .purgeDelay(Duration.ofDays(1))
                .build();
        long kept = allocator.allocate(1000);
        allocator.free(allocator.allocate(5 * MIB));

        AllocatorMXBean bean = JMX.newMXBeanProxy(server, name, AllocatorMXBean.class);
        assertThat(bean.getName()).isEqualTo("shown");
        assertThat(bean.getLiveBytes()).isEqualTo(1024);
        assertThat(bean.getResidentBytes()).isGreaterThan(5 * MIB);
        bean.purge();
        assertThat(bean.getResidentBytes()).isLessThan(MIB);
        CompositeData stats = (CompositeData) server.getAttribute(name, "Stats");
        assertThat(stats.get("liveBlocks")).isEqualTo(1L);
        CompositeData[] sizeClasses = (CompositeData[]) stats.get("sizeClasses");
        Map<Object, Object> live = List.of(sizeClasses).stream()
                .collect(Collectors.toMap(sizeClass -> sizeClass.get("blockBytes"), s -> s.get("liveBlocks")));
        assertThat(live).containsEntry(1024, 1L);
        allocator.free(kept);
        allocator.close();
        assertThat(server.isRegistered(name)).isFalse();
    }

    @Test
    void mxBean_nameWithSpecialCharacters_isQuoted() throws Exception {
        try (OffHeapAllocator allocator =
                OffHeapAllocator.builder().name("a,b=c*").mxBean(true).build()) {
            assertThat(allocator.name()).isEqualTo("a,b=c*");
            assertThat(ManagementFactory.getPlatformMBeanServer()
                            .isRegistered(new ObjectName("dev.seep:type=Allocator,name=\"a,b=c\\*\"")))
                    .isTrue();
        }
    }
}
