// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.report.analysis;

import dev.seep.report.snapshot.Figures;
import dev.seep.report.snapshot.Snapshot;
import dev.seep.report.snapshot.StackFigures;
import java.util.List;

/** Stacks that are scaled to one total: those of a labelled site, or of a kind's unlabelled blocks. */
final class StackGroup {
    private final Figures total;
    private final List<StackFigures> stacks;
    private final Exactness exactness;
    private final ScaledFigures scaled;
    private final boolean totalIsExact;
    private final long thinned;

    /**
     * @param total what the stacks have to add up to, live at most allocated
     * @param stacks the stacks, of all roles
     * @param labelled whether all blocks belong to one site, whatever their stack
     */
    StackGroup(Figures total, List<StackFigures> stacks, boolean labelled, Snapshot snapshot) {
        this.total = total;
        this.stacks = stacks;
        StackWeights weights =
                new StackWeights(total, stacks, snapshot.notSeen().thinned());
        exactness = new Exactness(total, stacks, weights, snapshot);
        scaled = new ScaledFigures(total, weights, exactness.counted(), labelled);
        totalIsExact = Exactness.figuresAreExact(snapshot);
        thinned = snapshot.notSeen().thinned();
    }

    int size() {
        return stacks.size();
    }

    StackFigures stack(int index) {
        return stacks.get(index);
    }

    /** {@return the scaled figures of the stack at {@code index}} */
    Figures scaled(int index) {
        return scaled.get(index);
    }

    Figures total() {
        return total;
    }

    /** {@return what of the total is in none of the stacks} */
    Figures unattributed() {
        Figures attributed = Figures.ZERO;
        for (int i = 0; i < stacks.size(); i++) {
            attributed = attributed.plus(scaled.get(i));
        }
        return FigureSums.minus(total, attributed);
    }

    Exactness exactness() {
        return exactness;
    }

    boolean totalIsExact() {
        return totalIsExact;
    }

    /** {@return half the width of the 95 % interval around the total's live bytes} */
    long totalErrorBytes() {
        return LiveError.ofThinned(total.liveBytes(), total.liveCount(), thinned);
    }
}
