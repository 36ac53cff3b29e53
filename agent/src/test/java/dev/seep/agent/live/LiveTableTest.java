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
    private static final int KIND = 3;
    private static final long MANY = 1 << 20;

    private final LiveTable table = new LiveTable(MANY);

    @Test
    void put_thenRemove_givesSizeAndKindBackAndLeavesNothing() {
        put(0x1000, 1_000_003);

        long meta = table.remove(0x1000);

        assertThat(LiveTable.size(meta)).isEqualTo(1_000_003);
        assertThat(LiveTable.kind(meta)).isEqualTo(KIND);
        assertThat(table.count()).isZero();
        assertThat(table.total(KIND, LiveTable.ALLOCATED_BYTES)).isEqualTo(1_000_003);
        assertThat(table.total(KIND, LiveTable.LIVE_BYTES)).isZero();
        table.checkInvariants();
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
        assertThat(table.total(KIND, LiveTable.LIVE_BYTES)).isEqualTo(7);
        assertThat(table.total(KIND, LiveTable.ALLOCATED_COUNT)).isEqualTo(2);
        table.checkInvariants();
    }

    @Test
    void restore_afterARemoveThatCopied_givesTheRecordBackWithoutCountingAnAllocation() {
        put(0x1000, 100);
        table.attach(0x1000, 42, 512f);
        long[] record = new long[LiveTable.RECORD_WORDS];
        table.remove(0x1000, record);

        assertThat(table.restore(record)).isEqualTo(LiveTable.PUT);

        assertThat(table.total(KIND, LiveTable.ALLOCATED_COUNT)).isEqualTo(1);
        assertThat(table.total(KIND, LiveTable.LIVE_BYTES)).isEqualTo(100);
        Seen seen = scan();
        assertThat(seen.sizes).containsEntry(0x1000L, 100L);
        assertThat(seen.stackIds).containsEntry(0x1000L, 42);
        assertThat(seen.intervals).containsEntry(0x1000L, 512f);
        table.checkInvariants();
    }

    @Test
    void put_withoutRoom_changesNothing() {
        assertThat(table.put(0x1000, 8, KIND, 0, 0)).isEqualTo(LiveTable.NEEDS_ROOM);

        assertThat(table.count()).isZero();
        assertThat(table.total(KIND, LiveTable.ALLOCATED_COUNT)).isZero();
    }

    @Test
    void sizes_uptoTheLargest_areKept() {
        put(0x1000, 0);
        put(0x2000, (1L << 47) + 1);

        assertThat(LiveTable.size(table.remove(0x2000))).isEqualTo((1L << 47) + 1);
        assertThat(table.remove(0x1000)).as("meta word of an empty block").isNotZero();
    }

    @Test
    void randomPrograms_matchAModel() {
        for (int seed = 0; seed < 20; seed++) {
            Random random = new Random(seed);
            LiveTable tested = new LiveTable(MANY);
            Map<Long, Long> model = new HashMap<>();
            List<Long> addresses = new ArrayList<>();
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
                    assertThat(LiveTable.size(tested.remove(address))).isEqualTo(model.remove(address));
                }
            }
            assertThat(tested.count()).isEqualTo(model.size());
            assertThat(scan(tested).sizes).isEqualTo(model);
            tested.checkInvariants();
            tested.clear();
        }
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

        assertThat(small.thinned()).isEqualTo(32);
        assertThat(small.count()).isBetween(blocks / 32 - 500L, blocks / 32 + 500L);
        assertThat(small.total(KIND, LiveTable.ALLOCATED_COUNT)).isEqualTo(blocks);
        small.checkInvariants();
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
        assertThat(OwnMemory.usedBytes()).isGreaterThan(before + 50_000 * 40L);

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
        assertThat(table.total(KIND, LiveTable.LIVE_BYTES)).isEqualTo(3L * threads * blocks / 2);
        assertThat(table.unknownFrees()).isZero();
        table.checkInvariants();
    }

    private void put(long address, long size) {
        put(table, address, size);
    }

    private static void put(LiveTable table, long address, long size) {
        while (table.put(address, size, KIND, 5, 6) != LiveTable.PUT) {
            assertThat(table.makeRoom(address)).isTrue();
        }
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
        final Map<Long, Float> intervals = new HashMap<>();

        @Override
        public void visit(
                long address, long size, int kind, boolean drawn, int stackId, float interval, int tick, int thread) {
            assertThat(sizes.put(address, size)).as("seen twice").isNull();
            assertThat(kind).isEqualTo(KIND);
            assertThat(tick).isEqualTo(5);
            assertThat(thread).isEqualTo(6);
            stackIds.put(address, stackId);
            intervals.put(address, interval);
        }
    }
}
