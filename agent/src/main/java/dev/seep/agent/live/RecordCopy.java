// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.agent.live;

/**
 * Reads the copy of a record that {@link LiveTable#remove} makes: {@link #WORDS} words, so that a free makes no object.
 *
 * <pre>
 *    0   address (48 bits), 0 in a copy that is cleared | thread name (16)
 *    1   size (48) | site (16)
 *    2   tick of allocation (32) | what was attached (32)
 * </pre>
 */
public final class RecordCopy {
    /** Length of a copy in words. */
    public static final int WORDS = 3;

    private static final long ATTACHED_MASK = 0xffffffffL;

    private RecordCopy() {}

    static void write(long key, long value, long side, long[] copy) {
        copy[0] = Records.address(key) << 16 | Records.thread(value);
        copy[1] = Records.size(value, side) << 16 | Records.site(key);
        copy[2] = (long) Records.tick(value, side) << 32 | Records.attached(side);
    }

    /** {@return the block's address, 0 if the copy is cleared} */
    public static long address(long[] copy) {
        return copy[0] >>> 16;
    }

    /** {@return the block's size in bytes} */
    public static long size(long[] copy) {
        return copy[1] >>> 16;
    }

    /** {@return the block's site} */
    public static int site(long[] copy) {
        return (int) copy[1] & Records.SITE_MASK;
    }

    /** {@return the tick of the block's allocation} */
    public static int tick(long[] copy) {
        return (int) (copy[2] >>> 32);
    }

    static int thread(long[] copy) {
        return (int) copy[0] & 0xffff;
    }

    static long attached(long[] copy) {
        return copy[2] & ATTACHED_MASK;
    }
}
