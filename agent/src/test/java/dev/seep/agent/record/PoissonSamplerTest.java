// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.agent.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PoissonSamplerTest {
    private static final long INTERVAL = 512 * 1024;
    private static final long SEED = 20_261_121;

    @Test
    void intervalOfOne_drawsEveryAllocation() {
        PoissonSampler sampler = new PoissonSampler(1, SEED);

        for (int i = 0; i < 1000; i++) {
            assertThat(sampler.isDrawn(i % 3, 0, i)).isTrue();
        }
        assertThat(sampler.probability(0, 0)).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 16, 1000, 100_000, 524_288, 5_000_000, 67_108_864})
    void weights_ofDrawnAllocations_addUpToWhatWasAllocated(long size) {
        PoissonSampler sampler = new PoissonSampler(INTERVAL, SEED);
        double probability = sampler.probability(size, 0);
        long drawnWanted = 4000;
        long calls = (long) Math.ceil(drawnWanted / probability);

        long drawn = 0;
        for (long i = 0; i < Math.min(calls, 40_000_000); i++) {
            if (sampler.isDrawn(size, 0, i & 7)) {
                drawn++;
            }
        }

        double n = Math.min(calls, 40_000_000);
        double expected = n * probability;
        double deviation = Math.sqrt(n * probability * (1 - probability)) + 1;
        assertThat((double) drawn).isCloseTo(expected, within(4 * deviation));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 12, 18})
    void weights_ofAPromotedSite_addUpToWhatWasAllocated(int shift) {
        PoissonSampler sampler = new PoissonSampler(INTERVAL, SEED);

        Sum sum = new Sum(sampler);
        for (int i = 0; i < 2_000_000; i++) {
            sum.allocate(16 + i % 1000, shift);
        }

        sum.check();
    }

    @Test
    void weights_ofSizesFrom16BytesTo64MiB_addUp_whilePromotionComesAndGoes() {
        PoissonSampler sampler = new PoissonSampler(INTERVAL, SEED);
        Random random = new Random(SEED);

        Sum sum = new Sum(sampler);
        for (int i = 0; i < 4_000_000; i++) {
            long size = Math.round(16 * Math.pow(2, 22 * random.nextDouble()));
            sum.allocate(size, i / 1000 % 20); // the last one draws all
        }

        sum.check();
    }

    @Test
    void shiftThatMakesTheIntervalOneByte_drawsEveryAllocation() {
        PoissonSampler sampler = new PoissonSampler(512 * 1024, SEED);

        assertThat(sampler.alwaysShift()).isEqualTo(19);
        for (int i = 0; i < 1000; i++) {
            assertThat(sampler.isDrawn(1, 19, i)).isTrue();
        }
        assertThat(sampler.probability(1, 19)).isEqualTo(1);
        assertThat(sampler.interval(3)).isEqualTo(65_536);
    }

    @Test
    void hugeBlock_ofAPromotedSite_isDrawn() {
        PoissonSampler sampler = new PoissonSampler(512 * 1024, SEED);

        assertThat(sampler.isDrawn(1L << 47, 18, 1)).isTrue();
    }

    /** What was allocated, what drawn allocations say of it, and how far the two may be apart. */
    private static final class Sum {
        private final PoissonSampler sampler;
        private double bytes;
        private double estimate;
        private double variance;

        Sum(PoissonSampler sampler) {
            this.sampler = sampler;
        }

        void allocate(long size, int shift) {
            double probability = sampler.probability(size, shift);
            bytes += size;
            variance += (double) size * size * (1 - probability) / probability;
            if (sampler.isDrawn(size, shift, 7)) {
                estimate += size / probability;
            }
        }

        void check() {
            assertThat(estimate).isCloseTo(bytes, within(4 * Math.sqrt(variance) + 1));
            assertThat(variance).isLessThan(bytes * bytes / 100); // else there was nothing to see
        }
    }
}
