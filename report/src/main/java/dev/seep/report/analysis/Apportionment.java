// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.report.analysis;

import java.math.BigInteger;
import java.util.Arrays;

/** Splits a whole number in proportion to estimates, so that the parts add up to it to the last byte. */
final class Apportionment {
    /*
     * Implementation notes
     *
     * Largest remainder (Hamilton): every part is rounded down, and the units that are then missing, fewer than there
     * are parts, go to the largest remainders, ties to the first. Products that do not fit 64 bits go through
     * BigInteger; a double would lose the last bytes of a total above 2^53.
     */
    private Apportionment() {}

    /**
     * Splits {@code total} in proportion to {@code estimates}.
     *
     * @param total what to split; below 0 counts as 0
     * @param estimates one weight a part; below 0 counts as 0
     * @return one part an estimate, none negative, which add up to {@code total}; all 0 when no estimate is above 0
     */
    static long[] split(long total, long[] estimates) {
        long[] weights = summable(estimates);
        long sum = sum(weights);
        long[] parts = new long[weights.length];
        if (total <= 0 || sum == 0) {
            return parts;
        }
        long[] remainders = new long[weights.length];
        long missing = total;
        for (int i = 0; i < weights.length; i++) {
            long weight = weights[i];
            if (Math.multiplyHigh(weight, total) == 0 && weight * total >= 0) {
                long product = weight * total;
                parts[i] = product / sum;
                remainders[i] = product % sum;
            } else {
                BigInteger[] quotient = BigInteger.valueOf(weight)
                        .multiply(BigInteger.valueOf(total))
                        .divideAndRemainder(BigInteger.valueOf(sum));
                parts[i] = quotient[0].longValueExact();
                remainders[i] = quotient[1].longValueExact();
            }
            missing -= parts[i];
        }
        distribute(Math.toIntExact(missing), remainders, parts);
        return parts;
    }

    /** {@return the sum of the values above 0, or {@link Long#MAX_VALUE} if it is larger than that} */
    static long sum(long[] values) {
        long sum = 0;
        for (long value : values) {
            sum += Math.max(0, value);
            if (sum < 0) {
                return Long.MAX_VALUE;
            }
        }
        return sum;
    }

    private static long[] summable(long[] estimates) {
        boolean tooLarge = sum(estimates) == Long.MAX_VALUE;
        int shift = tooLarge ? Long.SIZE - Long.numberOfLeadingZeros(estimates.length) : 0;
        long[] weights = new long[estimates.length];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = Math.max(0, estimates[i]) >> shift;
        }
        return weights;
    }

    private static void distribute(int units, long[] remainders, long[] parts) {
        if (units == 0) {
            return;
        }
        long[] sorted = remainders.clone();
        Arrays.sort(sorted);
        long threshold = sorted[sorted.length - units];
        int left = units;
        for (int i = 0; i < parts.length; i++) {
            if (remainders[i] > threshold) {
                parts[i]++;
                left--;
            }
        }
        for (int i = 0; i < parts.length && left > 0; i++) {
            if (remainders[i] == threshold) {
                parts[i]++;
                left--;
            }
        }
    }
}
