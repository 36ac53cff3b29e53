// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.report.analysis;

import dev.seep.report.snapshot.Figures;
import dev.seep.report.snapshot.StackFigures;
import java.util.List;

/** A part of one group, added up. Confined to one thread. */
final class Share {
    private final StackGroup group;
    private final boolean whateverStack;
    private Figures figures = Figures.ZERO;
    private double estimate;
    private double variance;

    /**
     * @param group the whole
     * @param whateverStack whether blocks belong here whatever their stack, so that all of the group is no estimate
     */
    Share(StackGroup group, boolean whateverStack) {
        this.group = group;
        this.whateverStack = whateverStack;
    }

    /** Adds the stack at {@code index} of the group. */
    void add(int index) {
        StackFigures stack = group.stack(index);
        figures = figures.plus(group.scaled(index));
        estimate += Math.max(0, stack.estimate().liveBytes());
        variance += Exactness.usable(stack.liveVariance());
    }

    /** Adds what is in none of the group's stacks. */
    void addUnattributed() {
        figures = figures.plus(group.unattributed());
    }

    Figures figures() {
        return figures;
    }

    /** {@return whether the figures are counts} */
    boolean exact() {
        return isWhole() ? group.totalIsExact() : group.exactness().exact();
    }

    /** {@return half the width of the 95 % interval around the live bytes} */
    long errorBytes() {
        return isWhole() ? group.totalErrorBytes() : group.exactness().errorBytes(figures, estimate, variance);
    }

    StackGroup group() {
        return group;
    }

    /** {@return whether all of {@code shares} that hold anything are exact} */
    static boolean exact(List<Share> shares) {
        for (Share share : shares) {
            if (!share.exact() && (shares.size() == 1 || !FigureSums.isNothing(share.figures))) {
                return false;
            }
        }
        return true;
    }

    /** {@return half the width of the 95 % interval around the live bytes of shares of different groups} */
    static long errorBytes(List<Share> shares) {
        if (shares.size() == 1) {
            return shares.get(0).errorBytes();
        }
        double squares = 0;
        for (Share share : shares) {
            double bytes = FigureSums.isNothing(share.figures) ? 0 : share.errorBytes();
            squares += bytes * bytes;
        }
        return Math.round(Math.sqrt(squares));
    }

    static Figures sum(List<Share> shares) {
        Figures sum = Figures.ZERO;
        for (Share share : shares) {
            sum = sum.plus(share.figures);
        }
        return sum;
    }

    private boolean isWhole() {
        return whateverStack && FigureSums.isNothing(FigureSums.minus(group.total(), figures));
    }
}
