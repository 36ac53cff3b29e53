// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.report.analysis;

import dev.seep.report.snapshot.Figures;
import dev.seep.report.snapshot.StackFigures;
import java.util.List;

/** The estimates of a kind's stacks, scaled to the kind's exact figures. */
final class ScaledFigures {
    /*
     * Implementation notes
     *
     * Live and freed are scaled, and allocated is their sum: scaled by itself, a stack's allocated bytes could come out
     * below its live bytes. Where every stack was walked the estimates are counts and stay as they are; what they leave
     * of the kind belongs to no stack. Only counts that exceed the kind, as racing counters may, are scaled down.
     */
    private final long[] liveBytes;
    private final long[] liveCount;
    private final long[] freedBytes;
    private final long[] freedCount;

    /**
     * @param kind what the stacks have to add up to, live at most allocated
     * @param stacks the kind's stacks
     * @param counted whether the estimates are counts
     */
    ScaledFigures(Figures kind, List<StackFigures> stacks, boolean counted) {
        int size = stacks.size();
        long[] bytes = new long[size];
        long[] count = new long[size];
        long[] gone = new long[size];
        long[] goneCount = new long[size];
        for (int i = 0; i < size; i++) {
            Figures estimate = stacks.get(i).estimate();
            bytes[i] = Math.max(0, estimate.liveBytes());
            count[i] = Math.max(0, estimate.liveCount());
            gone[i] =
                    Math.max(0, estimate.allocatedBytes()) - Math.min(bytes[i], Math.max(0, estimate.allocatedBytes()));
            goneCount[i] =
                    Math.max(0, estimate.allocatedCount()) - Math.min(count[i], Math.max(0, estimate.allocatedCount()));
        }
        liveBytes = scale(kind.liveBytes(), bytes, counted);
        liveCount = scale(kind.liveCount(), count, counted);
        freedBytes = scale(kind.freedBytes(), gone, counted);
        freedCount = scale(kind.freedCount(), goneCount, counted);
    }

    private static long[] scale(long total, long[] estimates, boolean counted) {
        return counted && Apportionment.sum(estimates) <= total ? estimates : Apportionment.split(total, estimates);
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
