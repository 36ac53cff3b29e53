// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.agent.epoch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seep.agent.memory.OwnMemory;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SiteHistoryTest {
    private static final int SITE = 3;

    private final Epochs epochs = new Epochs();
    private final FakeCounts counts = new FakeCounts(40);
    private final SiteHistory history = new SiteHistory(40);

    @AfterEach
    void clear() {
        history.clear();
    }

    @Test
    void eachEpoch_keepsWhatWasAllocatedInIt_andLiveAtItsEnd() {
        counts.allocate(SITE, 1, 100);
        endEpochAt(1);
        endEpochAt(2);
        counts.allocate(SITE, 2, 11);
        counts.free(SITE, 100);
        endEpochAt(3);

        SiteGenerations read = history.read(SITE, counts.allocatedBytes(SITE) + 7);

        assertThat(allocated(read)).containsExactly(100, 0, 22, 7);
        assertThat(endLive(read)).containsExactly(100, 100, 22);
        assertThat(read.startSeconds(2)).isEqualTo(0.1);
    }

    @Test
    void siteThatNeverAllocated_hasGenerationsOfNothing() {
        counts.allocate(SITE, 1, 100);
        endEpochAt(1);

        assertThat(allocated(history.read(SITE + 1, 0))).containsExactly(0, 0);
        assertThat(endLive(history.read(SITE + 1, 0))).containsExactly(0);
    }

    @Test
    void the64thEpoch_foldsPairs_andLaterOnesAreTwiceAsLong() {
        for (int tick = 1; tick <= 65; tick++) {
            counts.allocate(SITE, 1, tick);
            endEpochAt(tick);
        }

        SiteGenerations read = history.read(SITE, counts.allocatedBytes(SITE));

        assertThat(history.shift()).isEqualTo(1);
        assertThat(read.count()).isEqualTo(33);
        for (int generation = 0; generation < 32; generation++) {
            int last = 2 * generation + 2;
            assertThat(read.allocatedBytes(generation)).isEqualTo(2 * last - 1);
            assertThat(read.endLiveBytes(generation)).isEqualTo(last * (last + 1) / 2);
        }
        assertThat(read.allocatedBytes(32)).isEqualTo(65);
    }

    @Test
    void skippedTicks_areGivenToTheEpochInWhichTheClockStood() {
        counts.allocate(SITE, 1, 100);
        endEpochAt(5);
        counts.allocate(SITE, 1, 10);
        endEpochAt(20_000);

        SiteGenerations read = history.read(SITE, counts.allocatedBytes(SITE));

        assertThat(read.count()).isEqualTo(40);
        assertThat(read.allocatedBytes(0)).isEqualTo(110);
        assertThat(endLive(read)).containsOnly(110).hasSize(39);
    }

    @Test
    void randomRuns_loseNothing() {
        for (int seed = 0; seed < 50; seed++) {
            Random random = new Random(seed);
            Epochs clock = new Epochs();
            FakeCounts sums = new FakeCounts(2);
            SiteHistory tested = new SiteHistory(2);
            long[] live = new long[400_000];
            int tick = 0;
            for (int step = 0; step < 300; step++) {
                sums.allocate(1, 1, random.nextInt(1000));
                sums.free(1, random.nextInt((int) sums.liveBytes(1) + 1));
                int next = tick + (random.nextInt(10) == 0 ? random.nextInt(10_000) : 1);
                int ended = clock.advance(next);
                if (ended > 0) {
                    tested.endEpoch(clock, sums);
                }
                for (; tick < next; tick++) {
                    live[tick] = sums.liveBytes(1);
                }
                SiteGenerations read = tested.read(1, sums.allocatedBytes(1));
                assertThat(sum(allocated(read))).isEqualTo(sums.allocatedBytes(1));
                assertThat(read.count()).isEqualTo(clock.count()).isLessThanOrEqualTo(64);
                if (ended > 0) {
                    int last = (clock.lastEnded() + 1 << clock.shift()) - 1;
                    assertThat(read.endLiveBytes(clock.lastEnded())).isEqualTo(live[last]);
                }
            }
            tested.clear();
        }
    }

    @Test
    void sumsOfAScan_areBroughtToTheGenerationsOfTheHistory() {
        for (int tick = 1; tick <= 63; tick++) {
            endEpochAt(tick);
        }
        int shift = history.shift();
        long[] scanned = new long[64];
        scanned[0] = 1;
        scanned[1] = 10;
        scanned[62] = 100;
        scanned[63] = 1000;
        endEpochAt(64);

        SiteGenerations read = history.read(SITE, 0);

        assertThat(read.fold(scanned, shift)).hasSize(33).startsWith(11, 0).endsWith(1100, 0);
        assertThat(read.fold(new long[] {5, 6}, 1)).hasSize(33).startsWith(5, 6, 0);
        assertThatThrownBy(() -> read.fold(scanned, 2))
                .hasMessage("sums are of longer epochs than the history: sumsShift=2, shift=1");
    }

    @Test
    void countThatIsOlderThanTheHistory_isTheSumAllTheSame() {
        counts.allocate(SITE, 1, 100);
        endEpochAt(1);
        counts.allocate(SITE, 1, 30);
        endEpochAt(2);
        counts.allocate(SITE, 1, 20);
        endEpochAt(3);

        assertThat(allocated(history.read(SITE, 115))).containsExactly(100, 15, 0, 0);
        assertThat(allocated(history.read(SITE, 0))).containsExactly(0, 0, 0, 0);
    }

    @Test
    void liveBytesThatWereCountedElsewhere_areMovedToTheirGeneration() {
        SiteGenerations counted = new SiteGenerations(0, new long[] {10, 0, 50, 40}, new long[3]);

        assertThat(counted.allocatedBytes(new long[] {10, 0, 50, 40})).containsExactly(10, 0, 50, 40);
        assertThat(counted.allocatedBytes(new long[] {64, 0, 0, 5})).containsExactly(64, 0, 0, 36);
        assertThat(counted.allocatedBytes(new long[] {0, 7, 0, 45})).containsExactly(10, 7, 38, 45);
        assertThat(counted.allocatedBytes(new long[] {200, 0, 0, 0})).containsExactly(100, 0, 0, 0);
    }

    @Test
    void sumsYoungerThanTheHistory_areAddedToTheGenerationUnderWay() {
        endEpochAt(2);

        assertThat(history.read(SITE, 0).fold(new long[] {1, 2, 3, 4}, 0)).containsExactly(1, 2, 7);
    }

    @Test
    void memory_isBounded_andGivenBack() {
        int sites = 16_416;
        long before = OwnMemory.usedBytes();
        FakeCounts all = new FakeCounts(sites);
        SiteHistory full = new SiteHistory(sites);
        assertThat(full.memoryBytes()).isZero();
        for (int site = 0; site < sites; site++) {
            all.allocate(site, 1, 1);
        }
        epochs.advance(1);
        full.endEpoch(epochs, all);

        assertThat(full.memoryBytes()).isEqualTo(16_416L * 129 * 8 + 16_416);
        full.clear();
        assertThat(OwnMemory.usedBytes()).isEqualTo(before);
    }

    private void endEpochAt(int tick) {
        if (epochs.advance(tick) > 0) {
            history.endEpoch(epochs, counts);
        }
    }

    private static long[] allocated(SiteGenerations generations) {
        long[] bytes = new long[generations.count()];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = generations.allocatedBytes(i);
        }
        return bytes;
    }

    private static long[] endLive(SiteGenerations generations) {
        long[] bytes = new long[generations.count() - 1];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = generations.endLiveBytes(i);
        }
        return bytes;
    }

    private static long sum(long[] values) {
        long sum = 0;
        for (long value : values) {
            sum += value;
        }
        return sum;
    }
}
