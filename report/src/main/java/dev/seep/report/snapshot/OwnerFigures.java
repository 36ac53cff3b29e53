// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.report.snapshot;

/**
 * What became of the owners of one site's blocks, as far as they were watched.
 *
 * @param lostCount live blocks whose owner the garbage collector took, and which no cleaner will free
 * @param freedByGcCount freed blocks that were freed by a Cleaner or finalizer
 * @param closedCount freed blocks that the program freed itself
 * @param pendingCount live blocks whose owner the garbage collector took, and which wait for a cleaner to free them
 */
public record OwnerFigures(long lostCount, long freedByGcCount, long closedCount, long pendingCount) {

    /** Makes figures of owners none of which waits for a cleaner. */
    public OwnerFigures(long lostCount, long freedByGcCount, long closedCount) {
        this(lostCount, freedByGcCount, closedCount, 0);
    }
}
