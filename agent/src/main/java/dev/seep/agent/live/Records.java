// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.agent.live;

import jdk.internal.misc.Unsafe;

/**
 * The records of one shard: fixed places in segments, found by number.
 *
 * <p>Confined to the holder of the shard's lock.
 */
final class Records implements Growing {
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

    private final Segments segments = new Segments(SEGMENT_BYTES, false);
    private int used; // numbers up to here have been given out at some time
    private int firstFree = NONE;

    @Override
    public boolean hasRoom() {
        return firstFree != NONE || used < segments.count() * SEGMENT_RECORDS;
    }

    @Override
    public Segments segments() {
        return segments;
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
        return segments.at(index >>> SEGMENT_SHIFT) + (long) (index & (SEGMENT_RECORDS - 1)) * RECORD_BYTES;
    }

    /** {@return the number of places up to the last one ever used} */
    int used() {
        return used;
    }

    /** Copies the records of a segment. {@return how many places there are in the copy} */
    int copySegment(int segment, long target) {
        int places = Math.min(SEGMENT_RECORDS, used - segment * SEGMENT_RECORDS);
        if (places > 0) {
            UNSAFE.copyMemory(segments.at(segment), target, (long) places * RECORD_BYTES);
        }
        return Math.max(0, places);
    }

    void free() {
        segments.free();
        used = 0;
        firstFree = NONE;
    }
}
