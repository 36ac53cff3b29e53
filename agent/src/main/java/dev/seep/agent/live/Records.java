// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.agent.live;

/**
 * What a record holds, in its place in a page; see {@link RecordCopy} for copies.
 *
 * <p>In a page it is two words, which most records fit into, because what a random free waits for are the cache lines and
 * pages that it misses; and a third one far from them, for the few that have more to tell:
 *
 * <pre>
 *   key     address of the block (48 bits), 0 in a free place | a bit of the group's own (1) | site (15)
 *   value   whether there is a side word (1) | size, low bits (21) | tick of allocation, low bits (26) | thread name (16)
 *   side    size, high bits (26) | tick, high bits (6) | what was attached (32)
 * </pre>
 *
 * <p>Side words are for blocks of 2 MiB and more, for sampled ones, and for all once tracking has gone on for 38 days. What is attached:
 * stack id (24) | shift of the sampling interval (6) | flags (2).
 *
 * <p>User space ends below 2^48 on x86-64 and AArch64, unless a program asks mmap for more by address.
 */
final class Records {
    static final long MAX_SIZE = (1L << 47) - 1;
    static final int SITE_MASK = 0x7fff;

    private static final int ADDRESS_SHIFT = 16;
    private static final int THREAD_MASK = 0xffff;
    private static final int SIZE_BITS = 21;
    private static final int TICK_BITS = 26;
    private static final int TICK_SHIFT = 16;
    private static final int SIZE_SHIFT = TICK_SHIFT + TICK_BITS;
    private static final int SIDE_SIZE_SHIFT = 38;
    private static final int SIDE_TICK_SHIFT = 32;
    private static final int SIDE_TICK_MASK = (1 << SIDE_SIZE_SHIFT - SIDE_TICK_SHIFT) - 1;
    private static final long ATTACHED_MASK = 0xffffffffL;
    private static final long HAS_SIDE = 1L << 63;

    private Records() {}

    static long key(long address, int site) {
        return address << ADDRESS_SHIFT | site;
    }

    static long address(long key) {
        return key >>> ADDRESS_SHIFT;
    }

    static int site(long key) {
        return (int) key & SITE_MASK;
    }

    /** {@return the value of a record that has no side word, of which there are only the low bits of size and tick} */
    static long value(long size, int tick, int thread) {
        return (size & (1L << SIZE_BITS) - 1) << SIZE_SHIFT
                | (tick & (1L << TICK_BITS) - 1) << TICK_SHIFT
                | thread & THREAD_MASK;
    }

    /** {@return the side word; if it is 0, none is needed} */
    static long side(long size, int tick, long attached) {
        return size >>> SIZE_BITS << SIDE_SIZE_SHIFT | (long) (tick >>> TICK_BITS) << SIDE_TICK_SHIFT | attached;
    }

    static long withSide(long value) {
        return value | HAS_SIDE;
    }

    static boolean hasSide(long value) {
        return value < 0;
    }

    static int thread(long value) {
        return (int) value & THREAD_MASK;
    }

    /** {@return the size in bytes; {@code side} is 0 where there is none} */
    static long size(long value, long side) {
        return side >>> SIDE_SIZE_SHIFT << SIZE_BITS | value >>> SIZE_SHIFT & (1L << SIZE_BITS) - 1;
    }

    static int tick(long value, long side) {
        int high = (int) (side >>> SIDE_TICK_SHIFT) & SIDE_TICK_MASK;
        return high << TICK_BITS | (int) (value >>> TICK_SHIFT) & (1 << TICK_BITS) - 1;
    }

    static long attached(long side) {
        return side & ATTACHED_MASK;
    }
}
