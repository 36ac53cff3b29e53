// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.agent.epoch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PromotionTest {
    private static final long INTERVAL = 524_288;
    private static final int ALWAYS = 19;
    private static final long TICK_NANOS = 50_000_000;
    private static final double WALK_NANOS = 3000;
    private static final int SITE = 33;

    private final FakeCounts counts = new FakeCounts(100);
    private final Promotion promotion = new Promotion(100, 3, INTERVAL, 0.01);
    private long now = 1_000_000_007;
    private double spent;

    @AfterEach
    void clear() {
        promotion.clear();
    }

    @Test
    void siteThatGrows_isPromotedFromTheThirdRiseOn_upToAlways() {
        int[] shifts = new int[10];
        for (int epoch = 0; epoch < shifts.length; epoch++) {
            counts.allocate(SITE, 1, 4096);
            endEpoch();
            shifts[epoch] = promotion.shift(SITE);
        }

        assertThat(shifts).containsExactly(0, 0, 1, 3, 6, 10, 15, 19, 19, 19);
        assertThat(promotion.maxShift()).isEqualTo(ALWAYS);
        assertThat(promotion.promoted()).isEqualTo(1);
        assertThat(promotion.isOverdrawn()).isFalse();
    }

    @Test
    void siteThatCalms_isDemotedStepByStep() {
        grow(SITE, 5);
        assertThat(promotion.shift(SITE)).isEqualTo(6);

        int[] shifts = new int[9];
        for (int epoch = 0; epoch < shifts.length; epoch++) {
            endEpoch();
            shifts[epoch] = promotion.shift(SITE);
        }

        assertThat(shifts).containsExactly(6, 6, 5, 4, 3, 2, 1, 0, 0);
        assertThat(promotion.promoted()).isZero();
    }

    @Test
    void oneEpochWithoutARise_startsTheCountAnew() {
        for (int epoch = 1; epoch <= 30; epoch++) {
            counts.allocate(SITE, epoch % 3 == 0 ? 0 : 1, 4096);
            endEpoch();
        }

        assertThat(promotion.shift(SITE)).isZero();
    }

    @Test
    void onePercentOfTheLayer_isNotEnough() {
        counts.allocate(1, 1, 990_000);
        for (int epoch = 0; epoch < 20; epoch++) {
            counts.allocate(SITE, 1, 500);
            endEpoch();
            assertThat(promotion.shift(SITE)).isZero();
        }

        counts.allocate(SITE, 1, 1);
        endEpoch();

        assertThat(promotion.shift(SITE)).as("1 byte more").isEqualTo(19);
    }

    @Test
    void shareOfALayer_isOfThatLayerAlone() {
        counts.layers[1] = 1;
        counts.allocate(1, 1, 1L << 40);

        grow(SITE, 3);

        assertThat(promotion.shift(SITE)).isEqualTo(1);
    }

    @Test
    void promotedSite_thatFallsBelowOnePercent_isDemotedThoughItGrows() {
        grow(SITE, 4);
        counts.allocate(1, 1, 1L << 40);

        for (int epoch = 0; epoch < 3; epoch++) {
            counts.allocate(SITE, 1, 4096);
            endEpoch();
        }

        assertThat(promotion.shift(SITE)).isZero();
    }

    @Test
    void siteThatAllocatesEverFaster_staysInTheBudget() {
        double perTick = 10;
        double worst = 0;
        int epochs = 2000;
        for (int epoch = 1; epoch <= epochs; epoch++) {
            perTick = Math.min(50_000, perTick * 1.01); // a million a second
            counts.allocate(SITE, (long) perTick, 64);
            double before = spent;
            walk(SITE, (long) perTick, 64);
            worst = Math.max(worst, spent - before);
            endEpoch();
        }

        double share = 0.01 * TICK_NANOS;
        assertThat(spent).isLessThan((epochs + 4) * share + worst);
        assertThat(spent).as("is made use of").isGreaterThan(0.2 * epochs * share);
        assertThat(worst).as("most in one tick").isLessThan(8 * share);
    }

    @Test
    void siteThatAllocatesMuch_leavesRoomForOneThatLeaksSlowly() {
        for (int epoch = 0; epoch < 60; epoch++) {
            counts.allocate(1, 50_000, 64);
            counts.allocate(2, 50_000, 64);
            walk(1, 50_000, 64);
            walk(2, 50_000, 64);
            if (epoch >= 30) {
                counts.allocate(SITE, 1, 10_000_000);
                walk(SITE, 1, 10_000_000);
            }
            endEpoch();
        }

        assertThat(promotion.shift(SITE)).isEqualTo(19);
    }

    @Test
    void overdraft_bringsAllDownAtOnce_andNonePromotedUntilItIsMadeUpFor() {
        grow(SITE, 5);
        grow(SITE + 1, 4);
        assertThat(promotion.shift(SITE + 1)).isEqualTo(3);
        int before = promotion.shift(SITE);

        spent += 4_000_000; // 8 ticks' share, of which the bucket held 4
        endEpoch();

        assertThat(promotion.isOverdrawn()).isTrue();
        assertThat(promotion.shift(SITE)).isEqualTo(Math.max(0, before - 4));
        assertThat(promotion.shift(SITE + 1)).isZero();
        for (int tick = 0; tick < 6; tick++) {
            counts.allocate(SITE + 1, 1, 4096);
            endEpoch();
            assertThat(promotion.isOverdrawn()).isTrue();
            assertThat(promotion.shift(SITE + 1)).isZero();
        }
        endEpoch();
        assertThat(promotion.isOverdrawn()).isFalse();
    }

    @Test
    void longSleep_earnsNoMoreThanTheBurst() {
        endEpoch();
        now += 8L * 3600 * 1_000_000_000;
        endEpoch();

        spent += 2_600_000;
        endEpoch();

        assertThat(promotion.isOverdrawn()).isTrue();
    }

    @Test
    void noBudget_isNoPromotion() {
        Promotion none = new Promotion(100, 3, INTERVAL, 0);
        for (int epoch = 0; epoch < 20; epoch++) {
            counts.allocate(SITE, 1, 4096);
            none.spent(0, now += TICK_NANOS);
            none.endEpoch(counts);
        }

        assertThat(none.shift(SITE)).isZero();
        assertThat(none.memoryBytes()).isZero();
    }

    @Test
    void intervalOfOne_hasNothingToPromote() {
        Promotion always = new Promotion(100, 3, 1, 0.01);

        always.spent(0, now);
        always.endEpoch(counts);

        assertThat(always.maxShift()).isZero();
    }

    @Test
    void manySites_thatAllGrow_shareTheBudget() {
        int sites = 16_416;
        FakeCounts many = new FakeCounts(sites);
        Promotion shared = new Promotion(sites, 3, INTERVAL, 0.01);
        double cost = 0;
        int epochs = 200;
        for (int epoch = 1; epoch <= epochs; epoch++) {
            for (int site = 32; site < 122; site++) {
                many.allocate(site, 100, 1024);
                cost += WALK_NANOS * 100 * extra(shared.shift(site), 1024);
            }
            shared.spent((long) cost, now += TICK_NANOS);
            shared.endEpoch(many);
        }

        assertThat(cost).isLessThan((epochs + 4) * 0.01 * TICK_NANOS);
        assertThat(cost).isGreaterThan(0.2 * epochs * 0.01 * TICK_NANOS);
        shared.clear();
    }

    private void grow(int site, int epochs) {
        for (int epoch = 0; epoch < epochs; epoch++) {
            counts.allocate(site, 1, 4096);
            endEpoch();
        }
    }

    /** Walks as many of the blocks as would be drawn on average. */
    private void walk(int site, long blocks, long size) {
        spent += WALK_NANOS * blocks * extra(promotion.shift(site), size);
    }

    private static double extra(int shift, long size) {
        return Math.exp(-size / (double) INTERVAL) - Math.exp(-Math.scalb((double) size, shift) / INTERVAL);
    }

    private void endEpoch() {
        now += TICK_NANOS;
        promotion.spent((long) spent, now);
        promotion.endEpoch(counts);
    }
}
