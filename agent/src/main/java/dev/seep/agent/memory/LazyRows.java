// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.agent.memory;

import jdk.internal.misc.Unsafe;

/**
 * Off-heap rows of one size, by number; a row takes memory only from when it is first asked for.
 *
 * <p>Thread-safe and lock-free, but for {@link #free}. What is in a row is its users' business.
 */
public final class LazyRows {
    /*
     * Implementation notes
     *
     * A directory of segments of eight rows each, both made when first needed and set by CAS: numbers are dense, and a
     * segment that two threads make at a time is given back by the one that comes second. Nothing ever moves.
     */
    private static final int SEGMENT_SHIFT = 3;
    private static final int SEGMENT_ROWS = 1 << SEGMENT_SHIFT;

    private static final Unsafe UNSAFE = Unsafe.getUnsafe();
    private static final long DIRECTORY = UNSAFE.objectFieldOffset(LazyRows.class, "directory");

    private final int maxRows;
    private final long rowBytes;

    /** Address of the segments' addresses, or 0. Changed by CAS. */
    private volatile long directory;

    /**
     * Makes an empty table, which takes no memory yet.
     *
     * @param maxRows rows have numbers below it
     * @param rowBytes size of a row, a multiple of 8
     */
    public LazyRows(int maxRows, long rowBytes) {
        this.maxRows = maxRows;
        this.rowBytes = rowBytes;
    }

    /** {@return the address of a row, or 0 if nobody has asked {@link #findOrMake} for it or one beside it} */
    public long find(int row) {
        long segments = directory;
        if (segments == 0 || row >= maxRows) {
            return 0;
        }
        long segment = UNSAFE.getLongAcquire(null, entry(segments, row)); // pairs with the CAS in make()
        return segment == 0 ? 0 : segment + (row & (SEGMENT_ROWS - 1)) * rowBytes;
    }

    /** {@return the address of a row, all zero at first, or 0 if there is no memory for it or no such row} */
    public long findOrMake(int row) {
        long address = find(row);
        if (address != 0 || row >= maxRows || !hasDirectory()) {
            return address;
        }
        make(row);
        return find(row);
    }

    private boolean hasDirectory() {
        if (directory != 0) {
            return true;
        }
        long made = OwnMemory.allocate(directoryBytes());
        if (made != 0 && !UNSAFE.compareAndSetLong(this, DIRECTORY, 0, made)) {
            OwnMemory.free(made, directoryBytes()); // nobody has seen it
        }
        return directory != 0;
    }

    private void make(int row) {
        long made = OwnMemory.allocate(segmentBytes());
        if (made != 0 && !UNSAFE.compareAndSetLong(null, entry(directory, row), 0, made)) {
            OwnMemory.free(made, segmentBytes()); // nobody has seen it
        }
    }

    private static long entry(long segments, int row) {
        return segments + Long.BYTES * (long) (row >>> SEGMENT_SHIFT);
    }

    private long segmentBytes() {
        return SEGMENT_ROWS * rowBytes;
    }

    private int segmentCount() {
        return (maxRows + SEGMENT_ROWS - 1) >>> SEGMENT_SHIFT;
    }

    private long directoryBytes() {
        return (long) Long.BYTES * segmentCount();
    }

    /** {@return bytes of memory taken} */
    public long memoryBytes() {
        return directory == 0 ? 0 : directoryBytes() + madeSegments() * segmentBytes();
    }

    private long madeSegments() {
        long made = 0;
        for (int row = 0; row < maxRows; row += SEGMENT_ROWS) {
            made += find(row) == 0 ? 0 : 1;
        }
        return made;
    }

    /** Gives all memory back. When no other thread uses the table, which is as new afterwards. */
    public void free() {
        if (directory == 0) {
            return;
        }
        for (int row = 0; row < maxRows; row += SEGMENT_ROWS) {
            long segment = find(row);
            if (segment != 0) {
                OwnMemory.free(segment, segmentBytes());
            }
        }
        OwnMemory.free(directory, directoryBytes());
        directory = 0;
    }
}
