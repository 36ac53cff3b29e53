// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.report.analysis;

import dev.seep.report.snapshot.Figures;
import org.jspecify.annotations.Nullable;

/** The weights of a group's stacks, scaled to the group's exact figures. */
final class ScaledFigures {
    /*
     * Implementation notes
     *
     * Live and freed are scaled, and allocated is their sum: scaled by itself, a stack's allocated bytes could come out
     * below its live bytes. Where every stack was walked the weights are counts and stay as they are; what they leave
     * of the group belongs to no stack. Only counts that exceed the group, as racing counters may, are scaled down.
     *
     * Of a labelled site nothing may be known about the stacks of its live blocks, only about those of freed ones, or the
     * other way round. Then the one is split like the other: a stack of the site is the best guess there is. Unlabelled
     * blocks are not split so, because a wrong guess would name a wrong site.
     */
    private final long[] liveBytes;
    private final long[] liveCount;
    private final long[] freedBytes;
    private final long[] freedCount;

    /**
     * @param total what the stacks have to add up to, live at most allocated
     * @param weights what the stacks weigh
     * @param counted whether the weights are counts
     * @param labelled whether all blocks belong to one site, whatever their stack
     */
    ScaledFigures(Figures total, StackWeights weights, boolean counted, boolean labelled) {
        boolean guess = labelled && !counted;
        liveBytes = scale(total.liveBytes(), weights.liveBytes, guess ? weights.freedBytes : null, counted);
        liveCount = scale(total.liveCount(), weights.liveCount, guess ? weights.freedCount : null, counted);
        freedBytes = scale(total.freedBytes(), weights.freedBytes, guess ? weights.liveBytes : null, counted);
        freedCount = scale(total.freedCount(), weights.freedCount, guess ? weights.liveCount : null, counted);
    }

    private static long[] scale(long total, long[] weights, long @Nullable [] otherwise, boolean counted) {
        long sum = Apportionment.sum(weights);
        if (counted && sum <= total) {
            return weights;
        }
        return Apportionment.split(total, sum == 0 && otherwise != null ? otherwise : weights);
    }

    /** {@return the scaled figures of the stack at {@code index}} */
    Figures get(int index) {
        return new Figures(
                liveBytes[index],
                liveCount[index],
                liveBytes[index] + freedBytes[index],
                liveCount[index] + freedCount[index]);
    }
}
