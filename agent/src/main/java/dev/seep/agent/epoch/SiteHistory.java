// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.agent.epoch;

import dev.seep.agent.memory.LazyRows;
import jdk.internal.misc.Unsafe;

/**
 * What each site allocated in each epoch, and how many of its bytes were live at the epoch's end.
 *
 * <p>Thread-safe: written once an epoch by the agent's own thread, read by those that take snapshots.
 */
public final class SiteHistory {
    /*
     * Implementation notes
     *
     * Layout. A row of 129 words off-heap for each site that has allocated: allocated bytes of 64 generations, live bytes at the
     * end of 64 epochs, and the cumulative count of allocated bytes that is in them. At most 16 MiB for all sites
     * there can be.
     *
     * Invariants, for each row:
     *   1. the sum of allocated bytes == the count of allocated bytes at the end of the last epoch, so that nothing is lost
     *      when a row could not be made in time, or an epoch was noticed late;
     *   2. words of generations from `ended` on are 0.
     *
     * Folding. Allocated bytes of a pair add up; of the live bytes the later ones stay.
     */
    private static final int LIVE = Epochs.GENERATIONS;
    private static final int COUNTED = 2 * Epochs.GENERATIONS;
    private static final int ROW_WORDS = COUNTED + 1;

    private static final Unsafe UNSAFE = Unsafe.getUnsafe();

    private final LazyRows rows;
    private int sites; // rows have numbers below it
    private int shift;
    private int ended; // epochs that are over

    /**
     * Makes an empty history, which takes no memory yet.
     *
     * @param maxSites sites have ids below it
     */
    public SiteHistory(int maxSites) {
        rows = new LazyRows(maxSites, (long) ROW_WORDS * Long.BYTES);
    }

    /** Notes the end of an epoch, after {@link Epochs#advance} has said that there is one, or several. */
    public synchronized void endEpoch(Epochs epochs, SiteCounts counts) {
        foldTo(epochs.shift());
        sites = counts.count();
        for (int site = 0; site < sites; site++) {
            long live = counts.liveBytes(site);
            long allocated = counts.allocatedBytes(site);
            long row = allocated == 0 ? 0 : rows.findOrMake(site);
            if (row != 0) {
                put(row, epochs.firstEnded(), get(row, epochs.firstEnded()) + allocated - get(row, COUNTED));
                put(row, COUNTED, allocated);
                for (int generation = epochs.firstEnded(); generation <= epochs.lastEnded(); generation++) {
                    put(row, LIVE + generation, live);
                }
            }
        }
        ended = epochs.lastEnded() + 1;
    }

    private void foldTo(int newShift) {
        for (; shift < newShift && ended > 0; shift++) {
            for (int site = 0; site < sites; site++) {
                long row = rows.find(site);
                if (row != 0) {
                    fold(row);
                }
            }
            ended = ended + 1 >>> 1;
        }
        shift = newShift;
    }

    private void fold(long row) {
        for (int pair = 0; pair < Epochs.GENERATIONS / 2; pair++) {
            int later = Math.min(2 * pair + 1, ended - 1);
            put(row, pair, get(row, 2 * pair) + get(row, 2 * pair + 1));
            put(row, LIVE + pair, 2 * pair < ended ? get(row, LIVE + later) : 0);
        }
        long half = Epochs.GENERATIONS / 2 * (long) Long.BYTES;
        UNSAFE.setMemory(row + half, half, (byte) 0);
        UNSAFE.setMemory(row + LIVE * (long) Long.BYTES + half, half, (byte) 0);
    }

    /** {@return the binary logarithm of an epoch's length in ticks, as of the last epoch that has ended} */
    public synchronized int shift() {
        return shift;
    }

    /**
     * {@return the generations of a site, the last of which is under way}
     *
     * @param allocatedBytes what the site has allocated until now, or had a moment ago: what was allocated in all generations
     *     together, even if another epoch has ended since
     */
    public synchronized SiteGenerations read(int site, long allocatedBytes) {
        long row = rows.find(site);
        long[] allocated = new long[ended + 1];
        long[] endLive = new long[ended];
        for (int generation = 0; row != 0 && generation < ended; generation++) {
            allocated[generation] = get(row, generation);
            endLive[generation] = get(row, LIVE + generation);
        }
        allocated[ended] = allocatedBytes - (row == 0 ? 0 : get(row, COUNTED));
        carryBack(allocated);
        return new SiteGenerations(shift, allocated, endLive);
    }

    /** Takes what the last generation lacks from those before it. */
    private static void carryBack(long[] allocated) {
        for (int generation = allocated.length - 1; generation > 0 && allocated[generation] < 0; generation--) {
            allocated[generation - 1] += allocated[generation];
            allocated[generation] = 0;
        }
        allocated[0] = Math.max(0, allocated[0]);
    }

    private static long get(long row, int word) {
        return UNSAFE.getLong(row + (long) word * Long.BYTES);
    }

    private static void put(long row, int word, long value) {
        UNSAFE.putLong(row + (long) word * Long.BYTES, value);
    }

    /** {@return bytes of memory taken} */
    public long memoryBytes() {
        return rows.memoryBytes();
    }

    /** Gives all memory back. When no other thread uses the history. */
    public synchronized void clear() {
        rows.free();
        sites = 0;
        shift = 0;
        ended = 0;
    }
}
