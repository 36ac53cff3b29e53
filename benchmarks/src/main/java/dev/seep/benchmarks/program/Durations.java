// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.benchmarks.program;

/** Counts durations by length: in steps of 10 ns up to a millisecond, of 100 us up to a second. Confined. */
public final class Durations {
    private static final int FINE_NANOS = 10;
    private static final int LIMIT_NANOS = 1_000_000;
    private static final int FINE_STEPS = LIMIT_NANOS / FINE_NANOS;
    private static final int COARSE_NANOS = 100_000;
    private static final int COARSE_STEPS = 10_000;

    private final int[] counts = new int[FINE_STEPS + COARSE_STEPS];
    private long count;
    private long maxNanos;
    private int overLimit;

    /** Adds one, in ns. */
    public void add(long nanos) {
        count++;
        counts[step(nanos)]++;
        if (nanos >= LIMIT_NANOS) {
            overLimit++;
        }
        if (nanos > maxNanos) {
            maxNanos = nanos;
        }
    }

    private static int step(long nanos) {
        if (nanos < LIMIT_NANOS) {
            return (int) Math.max(0, nanos) / FINE_NANOS;
        }
        return FINE_STEPS + (int) Math.min(COARSE_STEPS - 1, nanos / COARSE_NANOS);
    }

    /** {@return the duration that this share of all does not exceed, in ns, to the step} */
    public long quantile(double share) {
        long below = (long) Math.ceil(share * count);
        int step = 0;
        while (step < counts.length - 1 && below > counts[step]) {
            below -= counts[step++];
        }
        return step < FINE_STEPS ? (step + 1L) * FINE_NANOS : (step - FINE_STEPS + 1L) * COARSE_NANOS;
    }

    /** {@return the longest, in ns} */
    public long maxNanos() {
        return maxNanos;
    }

    /** {@return how many took a millisecond or longer} */
    public int overMillisecond() {
        return overLimit;
    }
}
