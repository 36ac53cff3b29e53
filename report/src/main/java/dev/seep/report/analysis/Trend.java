// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.report.analysis;

import java.util.Arrays;

/** Tests whether a series rises, without assuming how: Mann and Kendall's test, and Theil and Sen's slope. */
final class Trend {
    /*
     * Implementation notes
     *
     * Mann (Econometrica 13, 1945), Kendall (Rank Correlation Methods, 1975): S counts the pairs that rise less those that
     * fall. Without a trend its mean is 0 and its variance (n (n - 1) (2n + 5) - sum t (t - 1) (2t + 5)) / 18, where t are
     * the lengths of runs of equal values. Theil (1950), Sen (JASA 63, 1968): the median of the slopes of all pairs. Neither
     * minds a single outlier. Values of an allocator are correlated from one epoch to the next, which makes the test too
     * sure of itself: it is never the only evidence.
     */
    private Trend() {}

    /** {@return Mann and Kendall's Z: above 1.64 a series rises, with 95 % confidence; 0 for fewer than three values} */
    static double score(double[] values) {
        int n = values.length;
        if (n < 3) {
            return 0;
        }
        double s = 0;
        for (int i = 0; i < n; i++) {
            for (int j = i + 1; j < n; j++) {
                s += Math.signum(values[j] - values[i]);
            }
        }
        double variance = (pairs(n) - ties(values)) / 18;
        if (variance <= 0 || s == 0) {
            return 0;
        }
        return (s - Math.signum(s)) / Math.sqrt(variance);
    }

    private static double ties(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        double ties = 0;
        int start = 0;
        for (int i = 1; i <= sorted.length; i++) {
            if (i == sorted.length || sorted[i] != sorted[start]) {
                ties += pairs(i - start);
                start = i;
            }
        }
        return ties;
    }

    private static double pairs(double n) {
        return n * (n - 1) * (2 * n + 5);
    }

    /** {@return the median of the slopes of all pairs, for each step of the index; 0 for fewer than two values} */
    static double slope(double[] values) {
        int n = values.length;
        if (n < 2) {
            return 0;
        }
        double[] slopes = new double[n * (n - 1) / 2];
        int count = 0;
        for (int i = 0; i < n; i++) {
            for (int j = i + 1; j < n; j++) {
                slopes[count++] = (values[j] - values[i]) / (j - i);
            }
        }
        Arrays.sort(slopes);
        return count % 2 == 1 ? slopes[count / 2] : (slopes[count / 2 - 1] + slopes[count / 2]) / 2;
    }
}
