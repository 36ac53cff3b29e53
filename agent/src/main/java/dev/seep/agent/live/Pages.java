// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.agent.live;

import dev.seep.agent.memory.OwnMemory;
import jdk.internal.misc.Unsafe;
import org.jspecify.annotations.Nullable;

/**
 * The pages of one shard, found by number: 4 KiB of {@link Groups} each, room for their side words, the number of
 * records and the depth.
 *
 * <p>{@link #takeSlab}, {@link #giveBack} and {@link #longer} are for everybody, the rest is confined to the holder of
 * the shard's lock: memory is taken before the lock is.
 */
final class Pages {
    /*
     * Implementation notes
     *
     * Pages come in slabs that never move: first all pages, then the side words of all. A page is cleared when it is taken,
     * not before, and side words never are, so that the operating system gives memory only as it is used. Counts and depths stand
     * apart, because they would be one more cache line to miss in the page.
     */
    static final int GROUPS = 64;
    static final int BYTES = GROUPS * Groups.BYTES;
    static final int PLACES = GROUPS * Groups.PLACES;
    static final int SIDE_BYTES = PLACES * Long.BYTES;
    private static final int SLAB_PAGES = 8;
    private static final int SLAB_SHIFT = 3;
    private static final int FIRST_SLABS = 2;

    /** Groups start where cache lines do. */
    private static final long SLAB_BYTES = (long) SLAB_PAGES * (BYTES + SIDE_BYTES) + Groups.BYTES;

    private static final Unsafe UNSAFE = Unsafe.getUnsafe();

    private Lists lists = new Lists(FIRST_SLABS);
    private int slabCount;
    private int used; // numbers below have been given out at some time
    private int firstFree = -1;
    private int taken;

    /** {@return a new slab that is in no list yet, or 0 if memory was refused} */
    static long takeSlab() {
        return OwnMemory.allocateUncleared(SLAB_BYTES);
    }

    /** Gives back a slab that is in no list. */
    static void giveBack(long slab) {
        OwnMemory.free(slab, SLAB_BYTES);
    }

    /** {@return lists in which one more slab would find its place, or null if there seems to be room} */
    @Nullable
    Lists longer() {
        return slabCount < lists.slabs.length ? null : new Lists(2 * lists.slabs.length);
    }

    /** Adds a slab. {@return false if the lists have been filled meanwhile, so that {@code longer} is too short} */
    boolean add(long slab, @Nullable Lists longer) {
        if (slabCount == lists.slabs.length) {
            if (longer == null || longer.slabs.length <= slabCount) {
                return false;
            }
            longer.copy(lists, slabCount);
            lists = longer;
        }
        lists.slabs[slabCount++] = slab;
        return true;
    }

    /** {@return the number of pages that can be taken; exact under the shard's lock} */
    int available() {
        return slabCount * SLAB_PAGES - taken;
    }

    /** {@return the number of pages in use} */
    int taken() {
        return taken;
    }

    /** {@return the number of an empty page, which is taken from now on; there must be one} */
    int take(int depth) {
        int page = firstFree;
        if (page >= 0) {
            firstFree = (int) UNSAFE.getLong(at(page)) - 1;
        } else {
            page = used++;
        }
        taken++;
        UNSAFE.setMemory(at(page), BYTES, (byte) 0);
        lists.depths[page] = (byte) depth;
        lists.counts[page] = 0;
        return page;
    }

    /** Takes back a page. */
    void giveBack(int page) {
        UNSAFE.putLong(at(page), firstFree + 1);
        firstFree = page;
        taken--;
    }

    /** {@return the memory address of a page} */
    long at(int page) {
        return slabOf(page) + (long) (page & SLAB_PAGES - 1) * BYTES;
    }

    /** {@return the memory address of the side words of a page} */
    long sidesAt(int page) {
        return slabOf(page) + (long) SLAB_PAGES * BYTES + (long) (page & SLAB_PAGES - 1) * SIDE_BYTES;
    }

    private long slabOf(int page) {
        return lists.slabs[page >>> SLAB_SHIFT] + Groups.BYTES - 1 & -Groups.BYTES;
    }

    int count(int page) {
        return lists.counts[page];
    }

    void addCount(int page, int change) {
        lists.counts[page] += (short) change;
    }

    /** {@return how many bits of a position all records of the page have in common} */
    int depth(int page) {
        return lists.depths[page];
    }

    void free() {
        for (int i = 0; i < slabCount; i++) {
            giveBack(lists.slabs[i]);
        }
        lists = new Lists(FIRST_SLABS);
        slabCount = 0;
        used = 0;
        firstFree = -1;
        taken = 0;
    }

    /** What is known of slabs and pages, by number. */
    static final class Lists {
        private final long[] slabs;
        private final short[] counts;
        private final byte[] depths;

        private Lists(int slabCount) {
            slabs = new long[slabCount];
            counts = new short[slabCount * SLAB_PAGES];
            depths = new byte[slabCount * SLAB_PAGES];
        }

        private void copy(Lists shorter, int count) {
            System.arraycopy(shorter.slabs, 0, slabs, 0, count);
            System.arraycopy(shorter.counts, 0, counts, 0, count * SLAB_PAGES);
            System.arraycopy(shorter.depths, 0, depths, 0, count * SLAB_PAGES);
        }
    }
}
