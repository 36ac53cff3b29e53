// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.benchmarks.fork;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SamplesTest {
    @Test
    void median_ofOddCount_isTheMiddleOne() {
        assertThat(samples(9, 1, 5).median()).isEqualTo(5);
    }

    @Test
    void median_ofEvenCount_isTheMeanOfTheMiddleTwo() {
        assertThat(samples(9, 1, 5, 7).median()).isEqualTo(6);
    }

    @Test
    void over_roundsDisturbedAlike_givesTheUndisturbedRatio() {
        Samples nothing = samples(10, 50, 10);
        Samples tool = samples(30, 150, 30);

        assertThat(tool.over(nothing).median()).isEqualTo(3);
        assertThat(tool.over(nothing).max()).isEqualTo(3);
    }

    @Test
    void minus_isTakenRoundByRound() {
        assertThat(samples(30, 70).minus(samples(10, 20)).range()).isEqualTo("20 - 50");
    }

    private static Samples samples(double... values) {
        Samples samples = new Samples();
        for (double value : values) {
            samples.add(value);
        }
        return samples;
    }
}
