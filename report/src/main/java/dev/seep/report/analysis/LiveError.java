// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.report.analysis;

/**
 * Judges how far the live bytes of one part of a sampled kind may be off, given that the kind's total is known.
 *
 * <p>A figure that was counted has no error, and is none of this class's business.
 */
final class LiveError {
    /*
     * Implementation notes
     *
     * A part's estimate E of variance V is scaled to T / S, where S is the sum of the kind's estimates, of variance W,
     * and T the exact total. By the delta method the variance of E * T / S is
     *
     *     (T / S)^2 * ((1 - p)^2 * V + p^2 * (W - V)),    p = E / S.
     *
     * For blocks much smaller than the sampling interval this is the binomial T^2 * p * (1 - p) / n, and has the
     * binomial's flaw: no error at all where all n samples, or none, fell into the part, although others may have gone
     * undrawn. Agresti and Coull's remedy (The American Statistician 52, 1998) is to add two samples on either side.
     * One sample of small blocks stands for one interval, so two weigh 2 * interval with variance 2 * interval^2. With
     * n = 100 of 100 samples this gives 2.6 % of T, near the rule of three; with a single sample 43 %.
     *
     * Where every live block of the kind was drawn, as few large ones usually are, none can have gone undrawn, and nothing is
     * added.
     *
     * Thinning hides all but one in `thinned` blocks by address, which the total knows no better than its parts: it adds
     * (thinned - 1) * bytes^2 / blocks, as for blocks of equal size.
     */
    private static final double Z_95 = 1.96;

    private static final double ADDED_SAMPLES = 2;

    private final long totalBytes;
    private final double estimateSum;
    private final double varianceSum;
    private final double added;
    private final double addedVariance;
    private final long thinned;

    /**
     * @param totalBytes live bytes of the kind
     * @param estimateSum estimated live bytes of the kind
     * @param varianceSum variance of {@code estimateSum}, in square bytes
     * @param allDrawn whether every live block of the kind was drawn
     * @param sampleIntervalBytes average number of bytes between two samples
     * @param thinned blocks that each record stands for
     */
    LiveError(
            long totalBytes,
            double estimateSum,
            double varianceSum,
            boolean allDrawn,
            long sampleIntervalBytes,
            long thinned) {
        this.totalBytes = Math.max(0, totalBytes);
        this.estimateSum = estimateSum;
        this.varianceSum = varianceSum;
        this.added = allDrawn ? 0 : ADDED_SAMPLES * Math.max(1, sampleIntervalBytes);
        this.addedVariance = added * Math.max(1, sampleIntervalBytes);
        this.thinned = Math.max(1, thinned);
    }

    /** {@return half the width of the 95 % interval around bytes of which one in {@code thinned} blocks was counted} */
    static long ofThinned(long liveBytes, long liveCount, long thinned) {
        double halfWidth = Z_95 * Math.sqrt(hidden(liveBytes, liveCount, thinned));
        return halfWidth < liveBytes ? Math.round(halfWidth) : liveBytes;
    }

    private static double hidden(long liveBytes, long liveCount, long thinned) {
        return (Math.max(1, thinned) - 1) * ((double) liveBytes * liveBytes) / Math.max(1, liveCount);
    }

    /**
     * Computes half the width of the 95 % interval around a part's live bytes.
     *
     * @param liveBytes the part, after scaling
     * @param liveCount its blocks, after scaling
     * @param estimate the part, before scaling
     * @param variance variance of {@code estimate}; not a number or below 0 counts as 0
     * @return bytes, at most what takes the interval to 0 or to the kind's total, whichever is further
     */
    long halfWidth(long liveBytes, long liveCount, double estimate, double variance) {
        if (totalBytes == 0) {
            return 0;
        }
        double own = variance > 0 ? variance : 0;
        double others = Math.max(0, varianceSum - own);
        double sum = Math.max(1, Math.max(estimate, estimateSum) + 2 * added);
        double share = (estimate + added) / sum;
        double scale = totalBytes / sum;
        double sampled = scale
                * scale
                * ((1 - share) * (1 - share) * (own + addedVariance) + share * share * (others + addedVariance));
        double halfWidth = Z_95 * Math.sqrt(sampled + hidden(liveBytes, liveCount, thinned));
        long most = Math.max(liveBytes, totalBytes - liveBytes); // from none of the kind to all of it
        return halfWidth < most ? Math.round(halfWidth) : most;
    }
}
