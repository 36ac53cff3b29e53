// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.report.analysis;

import dev.seep.report.snapshot.Figures;
import dev.seep.report.snapshot.StackFigures;
import java.util.List;

/** What the stacks of one group weigh against each other: live and freed, bytes and blocks. */
final class StackWeights {
    /*
     * Implementation notes
     *
     * A stack weighs its estimate, but never less than what was walked with it, drawn or not: a site of which nothing was
     * drawn has its first few walks to go by. They are a handful of blocks beside what a drawn one stands for.
     *
     * Where the walked blocks are all there are, they are the figures, and no weight is an estimate.
     */
    final long[] liveBytes;
    final long[] liveCount;
    final long[] freedBytes;
    final long[] freedCount;
    final boolean allWalked;

    /**
     * @param total what the stacks have to add up to, live at most allocated
     * @param stacks the stacks of the group
     * @param thinned blocks that each record stands for
     */
    StackWeights(Figures total, List<StackFigures> stacks, long thinned) {
        int size = stacks.size();
        liveBytes = new long[size];
        liveCount = new long[size];
        freedBytes = new long[size];
        freedCount = new long[size];
        allWalked = thinned <= 1 && total.allocatedCount() > 0 && isAllWalked(total, stacks);
        for (int i = 0; i < size; i++) {
            StackFigures stack = stacks.get(i);
            raise(i, stack.walked());
            if (!allWalked) {
                raise(i, stack.estimate());
            }
        }
    }

    private static boolean isAllWalked(Figures total, List<StackFigures> stacks) {
        Figures walked = Figures.ZERO;
        for (StackFigures stack : stacks) {
            walked = walked.plus(stack.walked());
        }
        return walked.liveBytes() == total.liveBytes()
                && walked.liveCount() == total.liveCount()
                && walked.allocatedBytes() == total.allocatedBytes()
                && walked.allocatedCount() == total.allocatedCount();
    }

    private void raise(int index, Figures figures) {
        liveBytes[index] = Math.max(liveBytes[index], figures.liveBytes());
        liveCount[index] = Math.max(liveCount[index], figures.liveCount());
        freedBytes[index] = Math.max(freedBytes[index], freed(figures.allocatedBytes(), figures.liveBytes()));
        freedCount[index] = Math.max(freedCount[index], freed(figures.allocatedCount(), figures.liveCount()));
    }

    private static long freed(long allocated, long live) {
        return Math.max(0, allocated) - Math.min(Math.max(0, live), Math.max(0, allocated));
    }
}
