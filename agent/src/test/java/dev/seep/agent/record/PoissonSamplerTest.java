// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.agent.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

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
}
