// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.report.analysis;

/** Reads what a history shows. */
final class EvidenceReader {
    /*
     * Implementation notes
     *
     * One block, or of a sampled site one sample, is the unit in which evidence is counted: bytes prove nothing by being
     * many. Retentions are compared by the ratio r of two binomials with k survivors each, whose logarithm has the variance
     * (1 - r1) / k1 + (1 - r2) / k2; half a survivor is added to either, so that none at all can be compared.
     */
    private static final double RISING = 1.64;
    private static final double NEARLY_ALL = 0.9;
    private static final double FADED = 0.3;

    private final History history;
    private final double unit;
    private final boolean endsInTime;

    /**
     * @param history the site's, in which something was allocated
     * @param unitBytes bytes that one block, or one sample, stands for; above 0
     * @param endsInTime whether what is under way is so for long, but not for a third of the window
     */
    EvidenceReader(History history, double unitBytes, boolean endsInTime) {
        this.history = history;
        this.unit = unitBytes;
        this.endsInTime = endsInTime;
    }

    Evidence read() {
        int from = history.judgedFrom;
        int middle = history.middleFrom;
        int to = history.youngFrom;
        double live = history.live(from, to);
        double underWay = underWay();
        double oldest = retention(from, middle);
        double next = retention(middle, to);
        double decay = next > 0 ? oldest / next : Double.NaN;
        double[] curve = history.curve();
        boolean rises = Trend.score(curve) > RISING;
        boolean rising = rises || underWay > live;
        Shrinkage shrinkage = Shrinkage.of(history, unit, endsInTime);
        return new Evidence(
                live / unit,
                spread(from, to),
                evenness(from, to),
                retention(from, to),
                decay,
                decayError(from, middle, to),
                shrinkage.share(),
                shrinkage.score(),
                isPlateau(middle, to) || fades(from, to),
                rising,
                growth(rises, curve));
    }

    private double retention(int from, int to) {
        double allocated = history.allocated(from, to);
        return allocated > 0 ? history.live(from, to) / allocated : 0;
    }

    private double spread(int from, int to) {
        int allocating = 0;
        for (int i = from; i < to; i++) {
            allocating += history.allocated(i) > 0 ? 1 : 0;
        }
        return allocating == 0 ? 0 : (double) history.occupied(from, to) / allocating;
    }

    private double evenness(int from, int to) {
        double survivors = history.live(from, to) / unit;
        double allocated = history.allocated(from, to);
        double expected = 0;
        for (int i = from; i < to; i++) {
            expected += allocated > 0 ? 1 - Math.exp(-survivors * history.allocated(i) / allocated) : 0;
        }
        return expected > 0 ? Math.min(1, history.occupied(from, to) / expected) : 0;
    }

    /** {@return the standard error of the logarithm of decay} */
    private double decayError(int from, int middle, int to) {
        double oldest = history.live(from, middle) / unit + 0.5;
        double next = history.live(middle, to) / unit + 0.5;
        double variance = (1 - retention(from, middle)) / oldest + (1 - retention(middle, to)) / next;
        return Math.sqrt(Math.max(variance, 1e-6));
    }

    /** {@return live bytes that are only under way, as far as the youngest generations and what went of older ones show} */
    private double underWay() {
        int tenth = tenth();
        int from = Math.max(history.first, history.end - tenth);
        double settled = retention(Math.max(history.first, from - tenth), from);
        double excess = Math.max(0, history.live(from, history.end) - settled * history.allocated(from, history.end));
        double freedSince = history.endLive(history.end - 1) - history.live(0, history.end);
        double went = Shrinkage.meanFreedSince(history, history.middleFrom, history.end);
        return Math.max(Math.max(excess, freedSince), went);
    }

    private int tenth() {
        return Math.max(2, (history.end - history.first) / 10);
    }

    /** What the youngest third should keep at the retention of the middle third, against what it keeps, as Poisson counts. */
    private boolean isPlateau(int middle, int to) {
        double byTraffic = retention(middle, to) * history.allocated(to, history.end) / unit;
        double byTime = history.live(middle, to) / Math.max(1, to - middle) * (history.end - to) / unit;
        double expected = Math.min(byTraffic, byTime);
        double base = Math.max(1, history.live(middle, to) / unit);
        double kept = history.live(to, history.end) / unit;
        return kept < expected / 2
                && (expected - kept) / Math.sqrt(Math.max(1, expected + expected * expected / base)) > RISING;
    }

    /** Where next to nothing is freed, whether the youngest third adds much less than the older ones did. */
    private boolean fades(int from, int to) {
        double older = history.live(from, to);
        double expected = older / (to - from) * (history.end - to) / unit;
        double kept = history.live(to, history.end) / unit;
        double variance = expected + expected * expected * unit / Math.max(unit, older);
        return older > NEARLY_ALL * history.allocated(from, to)
                && kept < FADED * expected
                && (expected - kept) / Math.sqrt(Math.max(1, variance)) > RISING;
    }

    /**
     * By the survivors, which no traffic hides; or by the curve where it rises clearly, but less. It rises more where the
     * garbage collector lags behind, and so frees at once what was dropped long ago.
     */
    private double growth(boolean rises, double[] curve) {
        if (history.epochSeconds <= 0) {
            return 0;
        }
        double seconds = (history.youngFrom - history.judgedFrom) * history.epochSeconds;
        if (GrownBlocks.risingShare(history) != null) {
            return Math.max(0, Trend.slope(curve) / history.epochSeconds);
        }
        double survivors = seconds > 0 ? history.live(history.judgedFrom, history.youngFrom) / seconds : 0;
        return rises ? Math.max(0, Math.min(survivors, Trend.slope(curve) / history.epochSeconds)) : survivors;
    }
}
