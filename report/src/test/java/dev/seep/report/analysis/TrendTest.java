// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.report.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class TrendTest {
    @Test
    void score_ofTenRisingValues_isThatOfKendall() {
        // S = 45, variance = 10 * 9 * 25 / 18 = 125, Z = 44 / sqrt(125)
        assertThat(Trend.score(new double[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})).isCloseTo(3.9355, within(1e-4));
    }

    @Test
    void score_ofTies_isCorrectedForThem() {
        // S = 4, variance = (4 * 3 * 13 - 2 * 2 * 1 * 9) / 18 = 120 / 18, Z = 3 / sqrt(6.667)
        assertThat(Trend.score(new double[] {1, 1, 2, 2})).isCloseTo(1.1619, within(1e-4));
    }

    @Test
    void score_ofConstantOrTooFewValues_isZero() {
        assertThat(Trend.score(new double[] {7, 7, 7, 7})).isZero();
        assertThat(Trend.score(new double[] {1, 2})).isZero();
    }

    @Test
    void slope_withAnOutlier_isThatOfTheOthers() {
        assertThat(Trend.slope(new double[] {0, 3, 6, 1_000_000, 12, 15, 18})).isEqualTo(3);
    }

    @Test
    void slope_ofOneValue_isZero() {
        assertThat(Trend.slope(new double[] {4})).isZero();
    }
}
