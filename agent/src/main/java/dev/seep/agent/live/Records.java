// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.agent.live;

import dev.seep.agent.memory.OwnMemory;
import jdk.internal.misc.Unsafe;

/**
 * The records of one shard: fixed places in segments, found by number.
 *
 * <p>Confined to the holder of the shard's lock.
 */
final class Records {
    /*
     * Implementation notes
     *
     * Layout. A record is five words:
     *
     *    0  address of the block; 0 in a place that is free
     *    8  size (48 bits) | kind (8) | flags (8)
     *   16  stack id (32) | call-site id (32)
     *   24  tick of allocation (32) | thread (32)
     *   32  number of the next record in the bucket, or of the next free place (32) | sampling interval as float (32)
     *
     * Numbers start at 1, so that 0 can end a list. A record never moves: what grows is the list of segments.
     * A segment is not cleared, so that the operating system gives its pages only as they are used.
     */
    static final int RECORD_BYTES = 40;
    static final int WORDS = 5;
    static final int SEGMENT_RECORDS = 512;
    static final int NONE = 0;

    static final int ADDRESS = 0;
    static final int META = 8;
    static final int STACK = 16;
    static final int TICK = 24;
    static final int NEXT = 32;
    static final int INTERVAL = 36;

    private static final int SEGMENT_SHIFT = 9;
    private static final long SEGMENT_BYTES = (long) SEGMENT_RECORDS * RECORD_BYTES;
    private static final Unsafe UNSAFE = Unsafe.getUnsafe();

    private long[] segments = new long[8];
    private int segmentCount;
    private int used; // numbers up to here have been given out at some time
    private int firstFree = NONE;

    static long newSegment() {
        return OwnMemory.allocateUncleared(SEGMENT_BYTES);
    }

    static void freeSegment(long segment) {
        OwnMemory.free(segment, SEGMENT_BYTES);
    }

    /** {@return whether {@link #take} finds a place} */
    boolean hasRoom() {
        return firstFree != NONE || used < segmentCount * SEGMENT_RECORDS;
    }

    /** {@return whether {@link #addSegment} has room in its list} */
    boolean hasRoomForSegment() {
        return segmentCount < segments.length;
    }

    int segmentCount() {
        return segmentCount;
    }

    /** Replaces the list of segments by a longer one, allocated before the lock was taken. */
    void lengthenTo(long[] longer) {
        System.arraycopy(segments, 0, longer, 0, segmentCount);
        segments = longer;
    }

    void addSegment(long segment) {
        segments[segmentCount++] = segment;
    }

    /** {@return the number of a free place, which is taken from now on; there must be one} */
    int take() {
        int number = firstFree;
        if (number != NONE) {
            firstFree = UNSAFE.getInt(at(number) + NEXT);
            return number;
        }
        return ++used;
    }

    void giveBack(int number) {
        long record = at(number);
        UNSAFE.putLong(record + ADDRESS, 0);
        UNSAFE.putInt(record + NEXT, firstFree);
        firstFree = number;
    }

    /** {@return the memory address of a record} */
    long at(int number) {
        int index = number - 1;
        return segments[index >>> SEGMENT_SHIFT] + (long) (index & (SEGMENT_RECORDS - 1)) * RECORD_BYTES;
    }

    /** {@return the number of places up to the last one ever used} */
    int used() {
        return used;
    }

    /** Copies the records of a segment. {@return how many places there are in the copy} */
    int copySegment(int segment, long target) {
        int places = Math.min(SEGMENT_RECORDS, used - segment * SEGMENT_RECORDS);
        if (places > 0) {
            UNSAFE.copyMemory(segments[segment], target, (long) places * RECORD_BYTES);
        }
        return Math.max(0, places);
    }

    void free() {
        for (int i = 0; i < segmentCount; i++) {
            freeSegment(segments[i]);
        }
        segmentCount = 0;
        used = 0;
        firstFree = NONE;
    }
}
