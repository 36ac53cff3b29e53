// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.agent.epoch;

import dev.seep.agent.memory.LazyRows;
import jdk.internal.misc.Unsafe;

/** What each site did in the last epoch, and for how many epochs running it has grown. Confined to the agent's own thread. */
final class SiteTrends {
    /*
     * Implementation notes
     *
     * A row of six words off-heap for each site that has allocated: live bytes, allocated bytes and blocks at the end of the last
     * epoch; bytes and blocks allocated in it; the run.
     */
    private static final long LIVE = 0;
    private static final long BYTES = 8;
    private static final long COUNT = 16;
    private static final long EPOCH_BYTES = 24;
    private static final long EPOCH_COUNT = 32;
    private static final long RUN = 40;
    private static final long ROW_BYTES = 48;

    private static final Unsafe UNSAFE = Unsafe.getUnsafe();

    private final LazyRows rows;

    SiteTrends(int maxSites) {
        rows = new LazyRows(maxSites, ROW_BYTES);
    }

    /** Notes the end of an epoch. */
    void endEpoch(int site, SiteCounts counts) {
        long bytes = counts.allocatedBytes(site);
        long row = bytes == 0 ? 0 : rows.findOrMake(site);
        if (row == 0) {
            return;
        }
        long live = counts.liveBytes(site);
        long count = counts.allocatedCount(site);
        long run = UNSAFE.getLong(row + RUN);
        boolean rose = live > UNSAFE.getLong(row + LIVE);
        UNSAFE.putLong(row + RUN, rose ? Math.max(run, 0) + 1 : Math.min(run, 0) - 1);
        UNSAFE.putLong(row + EPOCH_BYTES, bytes - UNSAFE.getLong(row + BYTES));
        UNSAFE.putLong(row + EPOCH_COUNT, count - UNSAFE.getLong(row + COUNT));
        UNSAFE.putLong(row + LIVE, live);
        UNSAFE.putLong(row + BYTES, bytes);
        UNSAFE.putLong(row + COUNT, count);
    }

    /** {@return the number of epochs running in which live bytes rose, or, negative, in which they did not} */
    long run(int site) {
        return word(site, RUN);
    }

    /** {@return live bytes at the end of the last epoch} */
    long live(int site) {
        return word(site, LIVE);
    }

    /** {@return blocks that the site allocated in the last epoch} */
    long epochCount(int site) {
        return word(site, EPOCH_COUNT);
    }

    /** {@return bytes that the site allocated in the last epoch} */
    long epochBytes(int site) {
        return word(site, EPOCH_BYTES);
    }

    private long word(int site, long offset) {
        long row = rows.find(site);
        return row == 0 ? 0 : UNSAFE.getLong(row + offset);
    }

    long memoryBytes() {
        return rows.memoryBytes();
    }

    void clear() {
        rows.free();
    }
}
