// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.report.analysis;

import java.util.Arrays;

/**
 * Whether something was freed that had been kept for long, beyond what is always under way.
 *
 * @param share share of what was live a while ago that was freed since; below 0 when more is under way now
 * @param score by how many standard errors {@code share} is above 0
 */
record Shrinkage(double share, double score) {
    /*
     * Implementation notes
     *
     * Decay may also come from a leak that grew worse: then the oldest retain less because less was leaked, not because
     * something was freed. So the freeing itself is looked for. What was live at an earlier moment and is not now is
     *
     *     endLive[c] - sum of live[i], i <= c,
     *
     * and of a leak that is what was under way at that moment. So its mean over the second quarter of the window, or a little more,
     * is set against its mean over the last eighth, where nothing old can have gone yet; 1.3 times that, in proportion to
     * the traffic then and now, is granted. Means, because what is under way wanders. What is under way for long, but for less
     * than a third of the window, has not gone yet of the last eighth: then the eighth before the last third is taken.
     *
     * Where the garbage collector frees, what is under way is all garbage since it last ran, at one moment much and at the
     * next nothing. It shows by most bytes being freed in a few epochs. Then only moments count at which it had just
     * run: what was live then and is not now was let go later, but for what the same epoch allocated. Where there is no such
     * moment early enough, there is nothing to be told.
     */
    private static final double GRANTED = 1.3;

    /** Variance of a mean of what is under way, in units, for each unit that is: neighbouring epochs hold the same blocks. */
    private static final double NOISE = 0.5;

    private static final double LEAST_NOISE = 0.1;

    /** What is freed comes in lumps when a sixth of the epochs hold more than two thirds of it. */
    private static final int LUMPY_PART = 6;

    private static final double LUMPY_SHARE = 2.0 / 3;

    /** Units in a lump, on the average: a few that are strewn at random leave most epochs without any. */
    private static final double LEAST_LUMP = 4;

    /** @param endsInTime whether what is under way is so for long, but not for a third of the window */
    static Shrinkage of(History history, double unit, boolean endsInTime) {
        double[] freed = freed(history, history.end);
        double lump = lump(freed, unit);
        return lump > 0 ? afterLumps(history, unit, freed, lump) : ofMeans(history, unit, endsInTime);
    }

    /** {@return whether most is freed at a few moments, as by the garbage collector, those after the window included} */
    static boolean isLumpy(History history, double unit) {
        double[] freed = freed(history, history.count);
        double[] untilNow = Arrays.copyOf(freed, freed.length + 1);
        untilNow[freed.length] = Math.max(0, history.endLive(history.count - 1) - history.live(0, history.count));
        return lump(untilNow, unit) > 0;
    }

    /** {@return bytes from which on what an epoch frees is a lump, or 0 where there are none} */
    private static double lump(double[] freed, double unit) {
        double[] sorted = freed.clone();
        Arrays.sort(sorted);
        int lumps = Math.max(1, sorted.length / LUMPY_PART);
        double inLumps = sum(sorted, sorted.length - lumps, sorted.length);
        boolean lumpy = inLumps > LUMPY_SHARE * sum(sorted, 0, sorted.length) && inLumps > LEAST_LUMP * lumps * unit;
        return lumpy ? Math.max(unit, sorted[sorted.length - lumps] / 2) : 0;
    }

    /** {@return bytes freed in each epoch from the window's first on, as the ends of the epochs show} */
    private static double[] freed(History history, int to) {
        double[] freed = new double[to - history.first];
        double before = history.first == 0 ? 0 : history.endLive(history.first - 1);
        for (int i = 0; i < freed.length; i++) {
            int epoch = history.first + i;
            freed[i] = Math.max(0, before + history.allocated(epoch) - history.endLive(epoch));
            before = history.endLive(epoch);
        }
        return freed;
    }

    private static Shrinkage afterLumps(History history, double unit, double[] freed, double lump) {
        Shrinkage least = null;
        double live = history.live(0, history.first);
        for (int epoch = history.first; epoch < half(history); epoch++) {
            live += history.live(epoch);
            if (epoch >= history.first + eighth(history) && freed[epoch - history.first] >= lump) {
                double young = history.allocated(epoch);
                double gone = Math.max(0, history.endLive(epoch) - live) - GRANTED * young;
                Shrinkage shrinkage = of(gone, history.endLive(epoch), young, unit);
                least = least == null || shrinkage.share < least.share ? shrinkage : least;
            }
        }
        return least == null ? new Shrinkage(0, 0) : least;
    }

    private static Shrinkage ofMeans(History history, double unit, boolean endsInTime) {
        int last = endsInTime ? history.end - (history.end - history.first) / 3 : history.end - 1;
        int quarter = history.first + (history.end - history.first) / 4;
        double recent = meanFreedSince(history, Math.max(0, last - eighth(history)), last);
        double gone = meanFreedSince(history, quarter, half(history)) - GRANTED * recent * traffic(history);
        return of(gone, meanHeld(history, quarter, half(history)), recent, unit);
    }

    private static Shrinkage of(double gone, double held, double underWay, double unit) {
        return new Shrinkage(
                held > 0 ? gone / held : 0, gone / unit / Math.sqrt(NOISE * underWay / unit + LEAST_NOISE));
    }

    private static int half(History history) {
        return history.middleFrom + (history.youngFrom - history.middleFrom) / 2;
    }

    private static int eighth(History history) {
        return Math.max(2, (history.end - history.first) / 8);
    }

    /** {@return bytes that were live at the end of an epoch and were freed since, on the average over a range of epochs} */
    static double meanFreedSince(History history, int from, int to) {
        double sum = 0;
        double live = history.live(0, from);
        for (int i = from; i < to; i++) {
            live += history.live(i);
            sum += Math.max(0, history.endLive(i) - live);
        }
        return to > from ? sum / (to - from) : 0;
    }

    private static double meanHeld(History history, int from, int to) {
        double sum = 0;
        for (int i = from; i < to; i++) {
            sum += history.endLive(i);
        }
        return to > from ? sum / (to - from) : 0;
    }

    /** {@return traffic around the middle third's begin against that of now, within reason} */
    private static double traffic(History history) {
        int length = eighth(history);
        int from = history.middleFrom - length / 2;
        double then = history.allocated(from, Math.min(history.end, from + length)) / length;
        double now = history.allocated(history.end - length, history.end) / length;
        return now > 0 ? Math.max(0.25, Math.min(4, then / now)) : 4;
    }

    private static double sum(double[] values, int from, int to) {
        double sum = 0;
        for (int i = from; i < to; i++) {
            sum += values[i];
        }
        return sum;
    }
}
