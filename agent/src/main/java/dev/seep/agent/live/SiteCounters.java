// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.agent.live;

import dev.seep.agent.memory.OwnMemory;
import java.util.Arrays;
import jdk.internal.misc.Unsafe;

/**
 * What one shard has counted of each site: bytes and blocks allocated, bytes and blocks live.
 *
 * <p>Written by the holder of the shard's lock only. Reads may be a few operations old, and then the four figures of a site
 * need not fit together.
 */
final class SiteCounters {
    /*
     * Implementation notes
     *
     * Rows of four words, in segments of SEGMENT_ROWS by site, made when the first of them is needed: a shard sees the
     * blocks of a few threads, and those use few sites.
     */
    static final int WORDS = 4;
    private static final int ROW_BYTES = WORDS * Long.BYTES;
    private static final int SEGMENT_ROWS = 32;
    private static final int SEGMENT_SHIFT = 5;
    private static final long SEGMENT_BYTES = (long) SEGMENT_ROWS * ROW_BYTES;
    private static final int FIRST_LENGTH = 2;
    private static final long[] NOT_NEEDED = {};
    private static final Unsafe UNSAFE = Unsafe.getUnsafe();

    private long[] segments = new long[FIRST_LENGTH];

    /** {@return the address of a site's row, or 0 if there is none yet} */
    long row(int site) {
        int index = site >>> SEGMENT_SHIFT;
        long[] known = segments;
        long segment = index < known.length ? known[index] : 0;
        return segment == 0 ? 0 : segment + (long) (site & SEGMENT_ROWS - 1) * ROW_BYTES;
    }

    static void countAllocated(long row, long size) {
        add(row, LiveTable.ALLOCATED_BYTES, size);
        add(row, LiveTable.ALLOCATED_COUNT, 1);
    }

    static void uncountAllocated(long row, long size) {
        add(row, LiveTable.ALLOCATED_BYTES, -size);
        add(row, LiveTable.ALLOCATED_COUNT, -1);
    }

    static void countLive(long row, long size) {
        add(row, LiveTable.LIVE_BYTES, size);
        add(row, LiveTable.LIVE_COUNT, 1);
    }

    static void countFreed(long row, long size) {
        add(row, LiveTable.LIVE_BYTES, -size);
        add(row, LiveTable.LIVE_COUNT, -1);
    }

    private static void add(long row, int which, long change) {
        long address = row + (long) which * Long.BYTES;
        UNSAFE.putLong(address, UNSAFE.getLong(address) + change);
    }

    static long get(long row, int which) {
        return UNSAFE.getLong(row + (long) which * Long.BYTES);
    }

    /** {@return memory for the segment of a site; to be called without the lock; 0 if it was refused} */
    long takeSegment() {
        return OwnMemory.allocate(SEGMENT_BYTES);
    }

    /** Gives back a segment that {@link #add} did not want. */
    void giveBack(long segment) {
        OwnMemory.free(segment, SEGMENT_BYTES);
    }

    /** {@return an array in which a site would find its segment, or an empty one if there is one already} */
    long[] longerList(int site) {
        int needed = (site >>> SEGMENT_SHIFT) + 1;
        long[] known = segments;
        return needed <= known.length ? NOT_NEEDED : new long[Math.max(needed, 2 * known.length)];
    }

    /** Adds a segment. {@return false if it is there already, or if {@code longer} is too short} */
    boolean add(int site, long segment, long[] longer) {
        int index = site >>> SEGMENT_SHIFT;
        long[] known = segments;
        if (index >= known.length) {
            if (index >= longer.length) {
                return false;
            }
            System.arraycopy(known, 0, longer, 0, known.length);
            longer[index] = segment;
            UNSAFE.fullFence(); // what stands in the list, and the segment's zeros, come before it, for readers
            // without the lock
            segments = longer;
            return true;
        }
        if (known[index] != 0) {
            return false;
        }
        UNSAFE.fullFence(); // the segment's zeros come before its address, for readers without the lock
        known[index] = segment;
        return true;
    }

    /** Adds this shard's figures to {@code sums}, four words a site. */
    void addTo(long[] sums) {
        long[] known = segments;
        for (int index = 0; index < known.length; index++) {
            int first = index << SEGMENT_SHIFT;
            if (known[index] != 0 && (first + SEGMENT_ROWS) * WORDS <= sums.length) {
                for (int i = 0; i < SEGMENT_ROWS * WORDS; i++) {
                    sums[first * WORDS + i] += UNSAFE.getLong(known[index] + (long) i * Long.BYTES);
                }
            }
        }
    }

    void free() {
        for (long segment : segments) {
            if (segment != 0) {
                giveBack(segment);
            }
        }
        Arrays.fill(segments, 0);
    }
}
