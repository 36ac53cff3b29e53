// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.report.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ApportionmentTest {
    @Test
    void split_inProportion_isExact() {
        assertThat(Apportionment.split(600, new long[] {1, 2, 3})).containsExactly(100, 200, 300);
    }

    @Test
    void split_withRemainders_givesTheLargestRemaindersOneMore() {
        // 10 * (7, 5, 6) / 18 = 3.89, 2.78, 3.33
        assertThat(Apportionment.split(10, new long[] {7, 5, 6})).containsExactly(4, 3, 3);
    }

    @Test
    void split_withEqualRemainders_givesTheFirstOneMore() {
        assertThat(Apportionment.split(5, new long[] {1, 1, 1})).containsExactly(2, 2, 1);
    }

    @Test
    void split_withoutEstimates_givesNothing() {
        assertThat(Apportionment.split(5, new long[] {})).isEmpty();
        assertThat(Apportionment.split(5, new long[] {0, 0})).containsExactly(0, 0);
    }

    @Test
    void split_ofNothing_givesNothing() {
        assertThat(Apportionment.split(0, new long[] {3, 4})).containsExactly(0, 0);
        assertThat(Apportionment.split(-7, new long[] {3, 4})).containsExactly(0, 0);
    }

    @Test
    void split_withNegativeEstimate_countsItAsNone() {
        assertThat(Apportionment.split(8, new long[] {-5, 1, 3})).containsExactly(0, 2, 6);
    }

    @Test
    void split_ofHugeTotal_losesNoByte() {
        long[] parts = Apportionment.split(Long.MAX_VALUE, new long[] {Long.MAX_VALUE / 4, Long.MAX_VALUE / 4, 1});

        assertThat(parts[0] + parts[1] + parts[2]).isEqualTo(Long.MAX_VALUE);
        assertThat(parts[0] - parts[1]).isBetween(0L, 1L);
    }

    @Test
    void split_whenEstimatesOverflow_keepsTheirProportion() {
        long[] parts = Apportionment.split(1_000_000, new long[] {Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE, 17});

        assertThat(parts).containsExactly(333_334, 333_333, 333_333, 0);
    }

    @Test
    void split_ofRandomEstimates_addsUpAndIsOffByLessThanOne() {
        for (int seed = 0; seed < 500; seed++) {
            Random random = new Random(seed);
            long[] estimates = new long[1 + random.nextInt(50)];
            BigInteger sum = BigInteger.ZERO;
            for (int i = 0; i < estimates.length; i++) {
                estimates[i] = random.nextLong() >>> 7 + random.nextInt(56);
                sum = sum.add(BigInteger.valueOf(estimates[i]));
            }
            long total = random.nextLong() >>> 1 + random.nextInt(62);

            long[] parts = Apportionment.split(total, estimates);

            if (sum.signum() > 0) {
                assertThat(Apportionment.sum(parts)).as("seed %d", seed).isEqualTo(total);
            }
            for (int i = 0; i < parts.length && sum.signum() > 0; i++) {
                BigInteger exact = BigInteger.valueOf(total)
                        .multiply(BigInteger.valueOf(estimates[i]))
                        .divide(sum);
                assertThat(parts[i] - exact.longValueExact())
                        .as("seed %d", seed)
                        .isBetween(0L, 1L);
            }
        }
    }
}
