// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.report.analysis;

import dev.seep.report.snapshot.Figures;
import org.jspecify.annotations.Nullable;

/** Whether blocks of a site grew by being reallocated, rather than became more. */
final class GrownBlocks {
    /*
     * Implementation notes
     *
     * A reallocated block keeps its first time. So what is live of the generations up to an epoch is more than what was live when that
     * epoch ended by what was added to their blocks since; without reallocation it never is. Had a line grown evenly, that
     * would be half of all after half of the time, and a quarter after three quarters; half as much is asked for. What was cut
     * and grew again has been as large before, so the most that was live up to then must lie as far below. A block that another line allocated and this one
     * reallocated once came as a whole, so that does not count as growth for certain.
     */
    private static final double SINCE_HALF = 1.0 / 4;
    private static final double SINCE_THREE_QUARTERS = 1.0 / 8;
    private static final long OFTEN = 8;

    private GrownBlocks() {}

    /**
     * {@return share of the epochs in which live bytes rose, 0 to 1, where they rise because blocks grow to the last;
     * otherwise null}
     */
    static @Nullable Double risingShare(History history) {
        int length = history.end - history.first;
        double live = history.live(0, history.count);
        if (length < Judge.LEAST_GENERATIONS
                || grownSince(history, history.first + length / 2) < SINCE_HALF * live
                || grownSince(history, history.first + length * 3 / 4) < SINCE_THREE_QUARTERS * live) {
            return null;
        }
        int rising = 0;
        for (int i = history.first + 1; i < history.end; i++) {
            rising += history.endLive(i) > history.endLive(i - 1) ? 1 : 0;
        }
        return (double) rising / (length - 1);
    }

    /** {@return whether each block was reallocated many times, so that none came from another line as it is} */
    static boolean oftenReallocated(Figures figures) {
        return figures.allocatedCount() >= OFTEN * figures.liveCount();
    }

    /** {@return what the blocks that were live when an epoch ended grew by since, beyond what had been live before} */
    private static double grownSince(History history, int epoch) {
        double most = 0;
        for (int i = history.first; i <= epoch; i++) {
            most = Math.max(most, history.endLive(i));
        }
        double grown = history.live(0, epoch + 1) - history.endLive(epoch);
        return Math.min(grown, history.live(0, history.count) - most);
    }
}
