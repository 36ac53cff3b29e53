// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.agent.live;

import jdk.internal.misc.Unsafe;

/**
 * Groups of four records in 64 bytes, a cache line: what a search in a page reads, one in most cases.
 *
 * <p>Confined to the holder of the shard's lock.
 */
final class Groups {
    /*
     * Implementation notes
     *
     * Layout: four keys, four values. A group's own bits in its keys are a number of four bits, the lowest in the first
     * key: how many records found this group full and went on to the next one, so that a search knows where to stop (as in
     * Facebook's F14); 15 stands for many and is never counted down.
     *
     * Keys are compared without branches, as nobody could predict them: x - 1 is negative for x = 0 only, as addresses have
     * 48 bits.
     */
    static final int BYTES = 64;
    static final int PLACES = 4;
    private static final int VALUES = PLACES * Long.BYTES;
    private static final int OWN_SHIFT = 15;
    private static final long OWN_BIT = 1L << OWN_SHIFT;
    private static final int MANY = 15;
    private static final Unsafe UNSAFE = Unsafe.getUnsafe();

    private Groups() {}

    /** {@return a bit mask of the places that have the record of a block; for address 0, of the free ones} */
    static int matches(long group, long address) {
        return (int) (isAt(group, 0, address)
                | isAt(group, 1, address) << 1
                | isAt(group, 2, address) << 2
                | isAt(group, 3, address) << 3);
    }

    private static long isAt(long group, int place, long address) {
        return (Records.address(key(group, place)) ^ address) - 1 >>> Long.SIZE - 1;
    }

    /** {@return whether a record that belongs here may stand in the next group} */
    static boolean isPassed(long group) {
        return ((UNSAFE.getLong(group)
                                | UNSAFE.getLong(group + Long.BYTES)
                                | UNSAFE.getLong(group + 2 * Long.BYTES)
                                | UNSAFE.getLong(group + 3 * Long.BYTES))
                        & OWN_BIT)
                != 0;
    }

    static int passed(long group) {
        int number = 0;
        for (int place = 0; place < PLACES; place++) {
            number |= (int) (key(group, place) >>> OWN_SHIFT & 1) << place;
        }
        return number;
    }

    static void addPassed(long group, int change) {
        int number = passed(group);
        if (number == MANY) {
            return;
        }
        for (int place = 0; place < PLACES; place++) {
            long address = group + (long) place * Long.BYTES;
            long own = (long) (number + change >>> place & 1) << OWN_SHIFT;
            UNSAFE.putLong(address, UNSAFE.getLong(address) & ~OWN_BIT | own);
        }
    }

    static boolean isMany(int passed) {
        return passed == MANY;
    }

    static long key(long group, int place) {
        return UNSAFE.getLong(group + (long) place * Long.BYTES);
    }

    static long value(long group, int place) {
        return UNSAFE.getLong(group + VALUES + (long) place * Long.BYTES);
    }

    /** Fills a place; the group's own bit in it stays as it is. */
    static void fill(long group, int place, long key, long value) {
        long address = group + (long) place * Long.BYTES;
        UNSAFE.putLong(address, UNSAFE.getLong(address) & OWN_BIT | key);
        UNSAFE.putLong(address + VALUES, value);
    }

    static void setValue(long group, int place, long value) {
        UNSAFE.putLong(group + VALUES + (long) place * Long.BYTES, value);
    }

    /** Makes a place free. */
    static void empty(long group, int place) {
        long address = group + (long) place * Long.BYTES;
        UNSAFE.putLong(address, UNSAFE.getLong(address) & OWN_BIT);
    }
}
