// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.benchmarks.program;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DurationsTest {
    private final Durations durations = new Durations();

    @Test
    void quantile_ofShortDurations_isToTenNanoseconds() {
        for (int i = 0; i < 99; i++) {
            durations.add(41);
        }
        durations.add(2_345_678);

        assertThat(durations.quantile(0.5)).isEqualTo(50);
        assertThat(durations.quantile(1)).isEqualTo(2_400_000);
        assertThat(durations.maxNanos()).isEqualTo(2_345_678);
        assertThat(durations.overMillisecond()).isEqualTo(1);
    }
}
