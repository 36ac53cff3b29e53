// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.agent.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seep.agent.memory.OwnMemory;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LiveTableTest {
    private static final int SITE = 3;
    private static final int SITES = 64;
    private static final long MANY = 1 << 20;

    private final LiveTable table = new LiveTable(MANY);

    @Test
    void put_thenRemove_givesItsRecordBackAndLeavesNothing() {
        put(0x1000, 1_000_003);

        long[] record = new long[RecordCopy.WORDS];
        long removed = table.remove(0x1000, record);

        assertThat(Removed.site(removed)).isEqualTo(SITE);
        assertThat(Removed.tick(removed)).isEqualTo(5);
        assertThat(Removed.isDrawn(removed)).isFalse();
        assertThat(RecordCopy.address(record)).isEqualTo(0x1000);
        assertThat(RecordCopy.size(record)).isEqualTo(1_000_003);
        assertThat(RecordCopy.site(record)).isEqualTo(SITE);
        assertThat(RecordCopy.tick(record)).isEqualTo(5);
        assertThat(table.count()).isZero();
        assertThat(total(table, LiveTable.ALLOCATED_BYTES)).isEqualTo(1_000_003);
        assertThat(total(table, LiveTable.LIVE_BYTES)).isZero();
        table.checkInvariants(SITES);
    }

    @Test
    void remove_ofAnUnknownAddress_isCountedAsUnknownFree() {
        put(0x1000, 16);

        assertThat(table.remove(0x2000)).isZero();

        assertThat(table.unknownFrees()).isEqualTo(1);
        assertThat(table.count()).isEqualTo(1);
    }

    @Test
    void put_ofAnAddressThatIsThere_replacesItBecauseItsFreeWentUnseen() {
        put(0x1000, 100);
        put(0x1000, 7);

        assertThat(table.count()).isEqualTo(1);
        assertThat(total(table, LiveTable.LIVE_BYTES)).isEqualTo(7);
        assertThat(total(table, LiveTable.ALLOCATED_COUNT)).isEqualTo(2);
        table.checkInvariants(SITES);
    }

    @Test
    void restore_afterARemoveThatCopied_givesTheRecordBackWithoutCountingAnAllocation() {
        put(0x1000, 100);
        table.attach(0x1000, LiveTable.attachment(42, true, 7));
        long[] record = new long[RecordCopy.WORDS];
        table.remove(0x1000, record);

        while (table.restore(record) < 0) {
            assertThat(table.makeRoom(0x1000, SITE)).isTrue();
        }

        assertThat(total(table, LiveTable.ALLOCATED_COUNT)).isEqualTo(1);
        assertThat(total(table, LiveTable.LIVE_BYTES)).isEqualTo(100);
        Seen seen = scan();
        assertThat(seen.sizes).containsEntry(0x1000L, 100L);
        assertThat(seen.stackIds).containsEntry(0x1000L, 42);
        assertThat(seen.shifts).containsEntry(0x1000L, 7);
        table.checkInvariants(SITES);
    }

    @Test
    void put_withoutRoom_changesNothing() {
        assertThat(table.put(0x1000, 8, SITE, 0, 0, 0)).isEqualTo(LiveTable.NEEDS_ROOM);

        assertThat(table.count()).isZero();
        assertThat(total(table, LiveTable.ALLOCATED_COUNT)).isZero();
    }

    @Test
    void sizes_uptoTheLargest_areKept() {
        put(0x1000, 0);
        put(0x2000, (1L << 46) + 1);

        long[] record = new long[RecordCopy.WORDS];
        table.remove(0x2000, record);
        assertThat(RecordCopy.size(record)).isEqualTo((1L << 46) + 1);
        assertThat(table.remove(0x1000)).as("an empty block").isNotZero();
    }

    @Test
    void recordsThatNeedASideWord_keepItWhenPagesAreSplit() {
        int blocks = 20_000;
        for (int i = 1; i <= blocks; i++) {
            long size = i % 3 == 0 ? (1L << 21) - 1 + i : i;
            int tick = i % 5 == 0 ? (1 << 26) - 1 + i : i;
            while (table.put(i * 32L, size, SITE, tick, 65_535, 0) < 0) {
                assertThat(table.makeRoom(i * 32L, SITE)).isTrue();
            }
            if (i % 7 == 0) {
                table.attach(i * 32L, LiveTable.attachment((1 << 24) - i, true, i % 64));
            }
        }

        table.checkInvariants(SITES);
        long[] record = new long[RecordCopy.WORDS];
        for (int i = 1; i <= blocks; i++) {
            long removed = table.remove(i * 32L, record);
            assertThat(Removed.isDrawn(removed)).isEqualTo(i % 7 == 0);
            assertThat(RecordCopy.size(record)).isEqualTo(i % 3 == 0 ? (1L << 21) - 1 + i : i);
            assertThat(RecordCopy.tick(record)).isEqualTo(i % 5 == 0 ? (1 << 26) - 1 + i : i);
            assertThat(RecordCopy.thread(record)).isEqualTo(65_535);
            assertThat(RecordCopy.attached(record) >>> 8).isEqualTo(i % 7 == 0 ? (1 << 24) - i : 0);
        }
        assertThat(total(table, LiveTable.LIVE_BYTES)).isZero();
        table.clear();
    }

    @Test
    void randomPrograms_matchAModel() {
        for (int seed = 0; seed < 20; seed++) {
            Random random = new Random(seed);
            LiveTable tested = new LiveTable(MANY);
            Map<Long, Long> model = new HashMap<>();
            List<Long> addresses = new ArrayList<>();
            long[] record = new long[RecordCopy.WORDS];
            for (int step = 0; step < 20_000; step++) {
                if (addresses.isEmpty() || random.nextInt(100) < 55) {
                    long address = 16 * (1L + random.nextInt(100_000));
                    long size = random.nextInt(5000);
                    if (model.put(address, size) == null) {
                        addresses.add(address);
                    }
                    put(tested, address, size);
                } else {
                    long address = addresses.remove(random.nextInt(addresses.size()));
                    assertThat(tested.remove(address, record)).isNotZero();
                    assertThat(RecordCopy.size(record)).isEqualTo(model.remove(address));
                }
            }
            assertThat(tested.count()).isEqualTo(model.size());
            assertThat(scan(tested).sizes).isEqualTo(model);
            tested.checkInvariants(SITES);
            tested.clear();
        }
    }

    @Test
    void scan_ofARange_showsAllBlocksInIt_andPassesMostOthersBy() {
        long region = 64L << 20;
        for (int i = 0; i < 48; i++) {
            put(i * region + 4096, 16);
            put((i + 1) * region - 4096, 16);
        }

        Seen one = new Seen();
        assertThat(table.scan(one, 5 * region, region)).isTrue();
        Seen two = new Seen();
        assertThat(table.scan(two, 16 * region - 4096, 4097)).isTrue();
        Seen all = new Seen();
        assertThat(table.scan(all, 4096, 16 * region)).isTrue();

        assertThat(one.sizes).hasSize(6).containsKeys(5 * region + 4096, 6 * region - 4096);
        assertThat(two.sizes).hasSize(12).containsKeys(16 * region - 4096);
        assertThat(all.sizes).hasSize(96);
    }

    @Test
    void put_ofAnAddressAbove48Bits_isRefused() {
        assertThat(table.put(1L << 48, 8, SITE, 0, 0, 0)).isEqualTo(LiveTable.OUT_OF_RANGE);

        assertThat(table.count()).isZero();
    }

    @Test
    void put_countsTheBlocksOfASite_forSamplesOfAllOfThem() {
        double weights = 0;
        for (int i = 1; i <= 1_000_000; i++) {
            while (table.put(0x1000, 8, SITE, 5, 6, 0) == LiveTable.NEEDS_ROOM) {
                table.makeRoom(0x1000, SITE);
            }
            assertThat(LiveTable.sampleWeight(i)).isIn(0, 1, 64);
            weights += LiveTable.sampleWeight(i);
        }

        assertThat(table.put(0x1000, 8, SITE, 5, 6, 0)).isEqualTo(1_000_001);
        assertThat(LiveTable.sampleWeight(1)).isEqualTo(1);
        assertThat(LiveTable.sampleWeight(LiveTable.NO_RECORD)).isZero();
        assertThat(weights).isBetween(999_000.0, 1_001_000.0);
    }

    @Test
    void sampleWeight_ofAProgramThatAlternates_isFairToBothSteps() {
        long odd = 0;
        long even = 0;
        for (int i = 1; i <= 1_000_000; i += 2) {
            odd += LiveTable.sampleWeight(i);
            even += LiveTable.sampleWeight(i + 1);
        }

        assertThat((double) odd / even).isBetween(0.99, 1.01);
    }

    @Test
    void remove_saysWhetherTheBlockWasDrawn() {
        put(0x1000, 8);
        put(0x2000, 8);
        table.attach(0x1000, LiveTable.attachment(9, true, 0));
        table.attach(0x2000, LiveTable.attachment(9, false, 0));

        assertThat(Removed.isDrawn(table.remove(0x1000))).isTrue();
        assertThat(Removed.isDrawn(table.remove(0x2000))).isFalse();
    }

    @Test
    void thinnedTable_staysInBoundsAndItsFiguresAreScaled() {
        LiveTable small = new LiveTable(64 * 100);
        int blocks = 100_000;
        for (int i = 1; i <= blocks; i++) {
            put(small, i * 4096L, 10);
            if (i % 100 == 0) {
                small.thinIfFull();
            }
        }

        assertThat(small.thinned()).isEqualTo(16);
        assertThat(small.count()).isBetween(blocks / 16 - 500L, blocks / 16 + 150L);
        assertThat(total(small, LiveTable.ALLOCATED_COUNT)).isEqualTo(blocks);
        small.checkInvariants(SITES);
        for (int i = 1; i <= blocks; i++) {
            small.remove(i * 4096L);
        }
        assertThat(small.count()).isZero();
        assertThat(small.unknownFrees())
                .as("frees of blocks that were thinned out")
                .isZero();
        small.clear();
    }

    @Test
    void clear_givesAllMemoryBack() {
        long before = OwnMemory.usedBytes();
        LiveTable filled = new LiveTable(MANY);
        for (int i = 1; i <= 50_000; i++) {
            put(filled, i * 64L, 1);
        }
        assertThat(OwnMemory.usedBytes()).isGreaterThan(before + 50_000 * 24L);

        filled.clear();

        assertThat(OwnMemory.usedBytes()).isEqualTo(before);
    }

    @Test
    void manyThreads_onTheirOwnAddresses_loseNothing() throws InterruptedException {
        int threads = 8;
        int blocks = 20_000;
        List<Thread> running = new ArrayList<>();
        for (int t = 0; t < threads; t++) {
            long base = (t + 1) * (1L << 32);
            Thread thread = new Thread(() -> {
                for (int i = 0; i < blocks; i++) {
                    put(base + i * 16L, 3);
                    if (i % 2 == 0) {
                        table.remove(base + i * 16L);
                    }
                }
            });
            running.add(thread);
            thread.start();
        }
        for (Thread thread : running) {
            thread.join();
        }

        assertThat(table.count()).isEqualTo(threads * blocks / 2);
        assertThat(total(table, LiveTable.LIVE_BYTES)).isEqualTo(3L * threads * blocks / 2);
        assertThat(table.unknownFrees()).isZero();
        table.checkInvariants(SITES);
    }

    private void put(long address, long size) {
        put(table, address, size);
    }

    private static void put(LiveTable table, long address, long size) {
        while (table.put(address, size, SITE, 5, 6, 0) < 0) {
            assertThat(table.makeRoom(address, SITE)).isTrue();
        }
    }

    private static long total(LiveTable table, int which) {
        long[] sums = new long[SITES * LiveTable.FIGURES];
        table.addTo(sums);
        return sums[SITE * LiveTable.FIGURES + which];
    }

    private Seen scan() {
        return scan(table);
    }

    private static Seen scan(LiveTable table) {
        Seen seen = new Seen();
        assertThat(table.scan(seen)).isTrue();
        return seen;
    }

    private static final class Seen implements RecordVisitor {
        final Map<Long, Long> sizes = new HashMap<>();
        final Map<Long, Integer> stackIds = new HashMap<>();
        final Map<Long, Integer> shifts = new HashMap<>();

        @Override
        public void visit(
                long address, long size, int site, boolean drawn, int stackId, int shift, int tick, int thread) {
            assertThat(sizes.put(address, size)).as("seen twice").isNull();
            assertThat(site).isEqualTo(SITE);
            assertThat(tick).isEqualTo(5);
            assertThat(thread).isEqualTo(6);
            stackIds.put(address, stackId);
            shifts.put(address, shift);
        }
    }
}
