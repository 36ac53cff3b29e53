// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.report.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class LiveErrorTest {
    private static final long INTERVAL = 512 * 1024;
    private static final long TOTAL = 1_000_000_000;

    @Test
    void halfWidth_whenTheOnlySampleFellIntoThePart_is43Percent() {
        LiveError error = small(1);

        assertThat(error.halfWidth(TOTAL, 1000, INTERVAL, square(INTERVAL)))
                .isCloseTo(TOTAL * 43 / 100, within(TOTAL / 200));
    }

    @Test
    void halfWidth_whenAllOf100SamplesFellIntoThePart_isNearTheRuleOfThree() {
        LiveError error = small(100);

        assertThat(error.halfWidth(TOTAL, 1000, 100.0 * INTERVAL, 100 * square(INTERVAL)))
                .isCloseTo(TOTAL * 26 / 1000, within(TOTAL / 1000));
    }

    @Test
    void halfWidth_whenNoneOf100SamplesFellIntoThePart_isTheSame() {
        LiveError error = small(100);

        assertThat(error.halfWidth(0, 0, 0, 0)).isCloseTo(TOTAL * 26 / 1000, within(TOTAL / 1000));
    }

    @Test
    void halfWidth_ofManySamples_isTheBinomials() {
        LiveError error = small(10_000);

        long halfWidth = error.halfWidth(TOTAL / 2, 1000, 5000.0 * INTERVAL, 5000 * square(INTERVAL));

        assertThat(halfWidth).isCloseTo(Math.round(1.96 * TOTAL * 0.5 / 100), within(TOTAL / 10_000));
    }

    @Test
    void halfWidth_whenEveryBlockWasDrawnForCertain_isNothing() {
        LiveError error = new LiveError(TOTAL, TOTAL, 0, true, INTERVAL, 1);

        assertThat(error.halfWidth(TOTAL / 3, 1, TOTAL / 3.0, 0)).isZero();
    }

    @Test
    void halfWidth_ofVarianceThatIsNone_countsItAsNothing() {
        LiveError error = new LiveError(TOTAL, TOTAL, 0, true, INTERVAL, 1);

        assertThat(error.halfWidth(TOTAL / 3, 1, TOTAL / 3.0, -1)).isZero();
        assertThat(error.halfWidth(TOTAL / 3, 1, TOTAL / 3.0, Double.NaN)).isZero();
    }

    @Test
    void halfWidth_ofInfiniteVariance_endsAtNoneOrAll() {
        LiveError error = small(10);

        assertThat(error.halfWidth(TOTAL / 4, 1, 1e6, Double.POSITIVE_INFINITY)).isEqualTo(TOTAL - TOTAL / 4);
    }

    @Test
    void halfWidth_ofNothingLive_isNothing() {
        assertThat(new LiveError(0, 0, 0, false, INTERVAL, 1).halfWidth(0, 0, 0, 0))
                .isZero();
    }

    @Test
    void halfWidth_withoutAnySampleOfTheKind_isHalfOfIt() {
        LiveError error = new LiveError(TOTAL, 0, 0, false, INTERVAL, 1);

        assertThat(error.halfWidth(0, 0, 0, 0)).isCloseTo(TOTAL * 49 / 100, within(TOTAL / 100));
    }

    @Test
    void halfWidth_whenThinned_growsByWhatTheRecordsHide() {
        LiveError error = new LiveError(TOTAL, TOTAL, 0, true, 1, 4);

        // 1.96 * sqrt(3 * bytes^2 / 10,000)
        assertThat(error.halfWidth(TOTAL / 2, 10_000, TOTAL / 2.0, 0))
                .isCloseTo(Math.round(1.96 * Math.sqrt(3) * TOTAL / 2 / 100), within(10L));
    }

    @Test
    void halfWidth_overManySimulatedRuns_coversTheTruthIn95PercentOfThem() {
        long blockBytes = 64 * 1024;
        int partBlocks = 300;
        int otherBlocks = 700;
        double drawn = 1 - Math.exp(-(double) blockBytes / INTERVAL);
        Random random = new Random(42);
        int covered = 0;
        for (int run = 0; run < 2000; run++) {
            int part = binomial(random, partBlocks, drawn);
            int other = binomial(random, otherBlocks, drawn);
            double estimate = part * blockBytes / drawn;
            double all = (part + other) * blockBytes / drawn;
            double oneVariance = square(blockBytes) * (1 - drawn) / (drawn * drawn);
            long total = (partBlocks + otherBlocks) * blockBytes;
            long scaled = Math.round(estimate * total / all);

            long halfWidth = new LiveError(total, all, (part + other) * oneVariance, false, INTERVAL, 1)
                    .halfWidth(scaled, part, estimate, part * oneVariance);

            covered += Math.abs(scaled - partBlocks * blockBytes) <= halfWidth ? 1 : 0;
        }

        assertThat(covered).isBetween(1860, 1980);
    }

    /** A kind of which {@code samples} small blocks were drawn. */
    private static LiveError small(int samples) {
        return new LiveError(TOTAL, (double) samples * INTERVAL, samples * square(INTERVAL), false, INTERVAL, 1);
    }

    private static double square(double value) {
        return value * value;
    }

    private static int binomial(Random random, int trials, double probability) {
        int hits = 0;
        for (int i = 0; i < trials; i++) {
            hits += random.nextDouble() < probability ? 1 : 0;
        }
        return hits;
    }
}
