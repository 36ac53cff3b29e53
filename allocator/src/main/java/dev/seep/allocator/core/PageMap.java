// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.allocator.core;

import java.lang.invoke.VarHandle;
import java.util.Arrays;

/**
 * Finds the span of an address.
 *
 * <p>Any thread may look up; entries are changed by one thread at a time (under the lock of the page heap).
 */
final class PageMap {
    /*
     * Implementation notes
     *
     * Layout. A root of leaves, a leaf for each region of 64 MiB, an entry for each page of it. The root is indexed by the
     * lowest bits of the region's number and grows until no two regions in use share a place: mappings lie close together,
     * so it stays small, where a root for all 47 bits of an address would take 8 MiB.
     *
     * Nothing is compared on the way: an address that belongs to no region in use finds the span of another address, or
     * NONE, and Span.isLive() compares the block's address anyway.
     *
     * Order. Who frees a block has its address from who allocated it, and what was written here before that happens before.
     * Leaves are filled before they are published, for those who look up what is no block at all.
     */
    /** log2 of the page size. */
    static final int PAGE_SHIFT = 13;

    /** Size of a page in bytes. Pages of the operating system may be smaller. */
    static final long PAGE_BYTES = 1L << PAGE_SHIFT;

    static final int LEAF_SHIFT = 13;
    private static final int LEAF_PAGES = 1 << LEAF_SHIFT;
    private static final int REGION_SHIFT = PAGE_SHIFT + LEAF_SHIFT;
    private static final int FIRST_REGIONS = 64;
    private static final Span[] EMPTY = newLeaf();

    private Span[][] root = {EMPTY};
    private long[] regions = {0}; // the number of the region whose leaf is at this place
    private int[] users = {0}; // how often a region was added, less how often it was removed
    private Span[] spare = EMPTY;

    private static Span[] newLeaf() {
        Span[] leaf = new Span[LEAF_PAGES];
        Arrays.fill(leaf, Span.NONE);
        return leaf;
    }

    /** {@return the span of a live block at {@code address}; any span, {@link Span#NONE} perhaps, for other addresses} */
    Span get(long address) {
        Span[][] root = this.root;
        Span[] leaf = root[(int) (address >>> REGION_SHIFT) & root.length - 1];
        return leaf[(int) (address >>> PAGE_SHIFT) & LEAF_PAGES - 1];
    }

    /**
     * Makes place for the pages of a mapping.
     *
     * @throws OutOfMemoryError if the Java heap is full; then nothing has changed
     */
    void add(long address, long bytes) {
        long last = address + bytes - 1 >>> REGION_SHIFT;
        for (long region = address >>> REGION_SHIFT; region <= last; region++) {
            try {
                add(region);
            } catch (OutOfMemoryError e) {
                removeRegions(address >>> REGION_SHIFT, region);
                throw e;
            }
        }
    }

    private void add(long region) {
        while (users[place(region)] > 0 && regions[place(region)] != region) {
            grow();
        }
        int place = place(region);
        if (users[place] == 0) {
            Span[] leaf = spare == EMPTY ? newLeaf() : spare;
            spare = EMPTY;
            regions[place] = region;
            VarHandle.releaseFence(); // pairs with the order of dependent reads in get()
            root[place] = leaf;
        }
        users[place]++;
    }

    private void grow() {
        int length = Math.max(FIRST_REGIONS, 2 * root.length);
        Span[][] newRoot = new Span[length][];
        long[] newRegions = new long[length];
        int[] newUsers = new int[length];
        Arrays.fill(newRoot, EMPTY);
        for (int i = 0; i < root.length; i++) {
            int place = (int) regions[i] & length - 1; // no two meet there that were apart before
            if (users[i] > 0) {
                newRoot[place] = root[i];
                newRegions[place] = regions[i];
                newUsers[place] = users[i];
            }
        }
        regions = newRegions;
        users = newUsers;
        VarHandle.releaseFence(); // pairs with the order of dependent reads in get()
        root = newRoot;
    }

    private int place(long region) {
        return (int) region & root.length - 1;
    }

    /** Takes back what {@link #add} did for a mapping. Its entries are forgotten once its regions have no other mapping. */
    void remove(long address, long bytes) {
        removeRegions(address >>> REGION_SHIFT, (address + bytes - 1 >>> REGION_SHIFT) + 1);
    }

    private void removeRegions(long first, long end) {
        for (long region = first; region < end; region++) {
            int place = place(region);
            if (--users[place] == 0) {
                Span[] leaf = root[place];
                root[place] = EMPTY;
                Arrays.fill(leaf, Span.NONE);
                spare = leaf;
            }
        }
    }

    /** Makes {@code span} the span of one page, which lies in a mapping that was added. */
    void set(long address, Span span) {
        root[place(address >>> REGION_SHIFT)][(int) (address >>> PAGE_SHIFT) & LEAF_PAGES - 1] = span;
    }

    /** Makes {@code span} the span of all its pages. */
    void setAll(Span span) {
        for (long address = span.base; address < span.end(); address += PAGE_BYTES) {
            set(address, span);
        }
    }

    /** Forgets everything. */
    void clear() {
        root = new Span[][] {EMPTY};
        regions = new long[1];
        users = new int[1];
    }

    /** Checks the invariants; for tests, while nobody uses the map. */
    void checkInvariants() {
        for (int i = 0; i < root.length; i++) {
            boolean empty = root[i] == EMPTY;
            if (empty != (users[i] == 0) || !empty && place(regions[i]) != i) {
                throw new IllegalStateException("region at the wrong place: place=" + i + ", region=" + regions[i]);
            }
        }
    }
}
