// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.agent.live;

import jdk.internal.misc.Unsafe;

/**
 * Groups of five records in 128 bytes, two neighbouring cache lines: what a search in a page reads, one in most cases.
 *
 * <p>Confined to the holder of the shard's lock.
 */
final class Groups {
    /*
     * Implementation notes
     *
     * Layout: five tags of a byte, 0 where the place is free; a byte that counts the records which found this group full
     * and went on to the next one, so that a search knows where to stop (as in Facebook's F14; 255 stands for many and
     * is never counted down); two bytes that are not used; five records.
     *
     * Tags are compared five at a time: a byte of x is 0 where (x - 0x01...) & ~x & 0x80... has its bit, and the lowest
     * such bit is never wrong ("Determine if a word has a zero byte", Bit Twiddling Hacks). Bits above it may be, so a
     * match is compared again by its record.
     */
    static final int BYTES = 128;
    static final int PLACES = 5;
    private static final int PASSED = 5;
    private static final int PASSED_SHIFT = 8 * PASSED;
    private static final int MANY = 255;
    private static final int RECORDS = 8;
    private static final long ONES = 0x0101010101L;
    private static final long HIGHS = 0x8080808080L;
    private static final Unsafe UNSAFE = Unsafe.getUnsafe();

    private Groups() {}

    /** {@return the first word of a group, to be asked with {@link #matches} and {@link #isPassed}} */
    static long header(long group) {
        return UNSAFE.getLong(group);
    }

    /** {@return a bit mask, a bit in eight, of the places whose tag may be {@code tag}} */
    static long matches(long header, int tag) {
        long x = header ^ tag * ONES;
        return x - ONES & ~x & HIGHS;
    }

    /** {@return the place that the lowest bit of a mask stands for} */
    static int place(long matches) {
        return Long.numberOfTrailingZeros(matches) >>> 3;
    }

    /** {@return whether a record that belongs here may stand in the next group} */
    static boolean isPassed(long header) {
        return (header >>> PASSED_SHIFT & 0xff) != 0;
    }

    static void addPassed(long group, int change) {
        int passed = UNSAFE.getByte(group + PASSED) & 0xff;
        if (passed != MANY) {
            UNSAFE.putByte(group + PASSED, (byte) (passed + change));
        }
    }

    static int passed(long group) {
        return UNSAFE.getByte(group + PASSED) & 0xff;
    }

    /** {@return the memory address of a record} */
    static long record(long group, int place) {
        return group + RECORDS + (long) place * Records.BYTES;
    }

    static void setTag(long group, int place, int tag) {
        UNSAFE.putByte(group + place, (byte) tag);
    }

    static int tag(long group, int place) {
        return UNSAFE.getByte(group + place) & 0xff;
    }
}
