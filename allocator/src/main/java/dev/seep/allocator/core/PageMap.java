// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.allocator.core;

import java.lang.invoke.VarHandle;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Finds the span of an address.
 *
 * <p>Any thread may look up; entries are changed by one thread at a time (under the lock of the page heap).
 */
final class PageMap {
    /*
     * Implementation notes
     *
     * Layout. One array, in which each region of 64 MiB has a place with an entry for each of its pages. The place is given
     * by the lowest bits of the region's number, and the array grows until no two regions in use share one: mappings lie
     * close together, so it stays small. Regions that would make it larger than FIRST_PLACES and ROOM times their number,
     * because they lie a large power of two apart, are far: they have an array of their own, which only find() looks at.
     *
     * One array and not a root of arrays, because a free waits for each read that depends on another: 9.9 instead of 10.8 ns
     * for a pair.
     *
     * Nothing is compared on the way: an address that belongs to no region in use finds the span of another address, or
     * NONE, and Span.isLive() compares the block's address anyway.
     *
     * Order. Who frees a block has its address from who allocated it, and what was written here before that happens before.
     * Arrays are filled before they are published, for those who look up what is no block at all.
     */
    /** log2 of the page size. */
    static final int PAGE_SHIFT = 13;

    /** Size of a page in bytes. Pages of the operating system may be smaller. */
    static final long PAGE_BYTES = 1L << PAGE_SHIFT;

    private static final int PLACE_SHIFT = 13; // log2 of the number of pages in a region
    private static final int REGION_PAGES = 1 << PLACE_SHIFT;
    private static final int REGION_SHIFT = PAGE_SHIFT + PLACE_SHIFT;
    private static final int FIRST_PLACES = 64;
    private static final int ROOM = 8;
    private static final Span[] NOTHING = {Span.NONE};

    private Span[] pages = NOTHING;
    private long[] regions = {}; // the number of the region that has this place
    private int[] users = {}; // how often it was added, less how often it was removed
    private int count; // of the places in use
    private volatile Far[] far = {};

    /** A region with an array of its own. */
    private static final class Far {
        final long region;
        final Span[] pages = newPages(1);
        int users;

        Far(long region) {
            this.region = region;
        }
    }

    private static Span[] newPages(int places) {
        Span[] pages = new Span[places << PLACE_SHIFT];
        Arrays.fill(pages, Span.NONE);
        return pages;
    }

    /**
     * {@return the span of a live block at {@code address}, if its region is not far; any span, {@link Span#NONE} perhaps,
     * for other addresses}
     */
    Span get(long address) {
        Span[] pages = this.pages;
        return pages[(int) (address >>> PAGE_SHIFT) & pages.length - 1];
    }

    /** {@return the span of a live block at {@code address}; any span, {@link Span#NONE} perhaps, for other addresses} */
    Span find(long address) {
        Far region = far(address >>> REGION_SHIFT);
        return region == null ? get(address) : region.pages[(int) (address >>> PAGE_SHIFT) & REGION_PAGES - 1];
    }

    private @Nullable Far far(long region) {
        for (Far known : far) {
            if (known.region == region) {
                return known;
            }
        }
        return null;
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
        Far known = far(region);
        while (known == null && !hasPlace(region)) {
            if (2 * regions.length > Math.max(FIRST_PLACES, ROOM * count)) {
                known = addFar(region);
            } else {
                grow();
            }
        }
        if (known != null) {
            known.users++;
            return;
        }
        int place = place(region);
        regions[place] = region;
        count += users[place]++ == 0 ? 1 : 0;
    }

    private boolean hasPlace(long region) {
        return regions.length > 0 && (users[place(region)] == 0 || regions[place(region)] == region);
    }

    private int place(long region) {
        return (int) region & regions.length - 1;
    }

    private Far addFar(long region) {
        Far[] more = Arrays.copyOf(far, far.length + 1);
        Far added = new Far(region);
        more[far.length] = added;
        far = more;
        return added;
    }

    private void grow() {
        int length = Math.max(1, 2 * regions.length);
        Span[] newPages = newPages(length);
        long[] newRegions = new long[length];
        int[] newUsers = new int[length];
        for (int i = 0; i < regions.length; i++) {
            if (users[i] > 0) {
                int place = (int) regions[i] & length - 1; // no two meet there that were apart before
                System.arraycopy(pages, i << PLACE_SHIFT, newPages, place << PLACE_SHIFT, REGION_PAGES);
                newRegions[place] = regions[i];
                newUsers[place] = users[i];
            }
        }
        regions = newRegions;
        users = newUsers;
        VarHandle.releaseFence(); // pairs with the order of dependent reads in get()
        pages = newPages;
    }

    /** Takes back what {@link #add} did for a mapping. Its entries are forgotten once its regions have no other mapping. */
    void remove(long address, long bytes) {
        removeRegions(address >>> REGION_SHIFT, (address + bytes - 1 >>> REGION_SHIFT) + 1);
    }

    private void removeRegions(long first, long end) {
        for (long region = first; region < end; region++) {
            Far known = far(region);
            if (known != null) {
                if (--known.users == 0) {
                    removeFar(known);
                }
            } else if (--users[place(region)] == 0) {
                count--;
                int start = place(region) << PLACE_SHIFT;
                Arrays.fill(pages, start, start + REGION_PAGES, Span.NONE);
            }
        }
    }

    private void removeFar(Far region) {
        Far[] old = far;
        Far[] fewer = new Far[old.length - 1];
        int kept = 0;
        for (Far other : old) {
            if (other != region) {
                fewer[kept++] = other;
            }
        }
        far = fewer;
    }

    /** Makes {@code span} the span of one page, which lies in a mapping that was added. */
    void set(long address, Span span) {
        Far region = far(address >>> REGION_SHIFT);
        if (region == null) {
            pages[(int) (address >>> PAGE_SHIFT) & pages.length - 1] = span;
        } else {
            region.pages[(int) (address >>> PAGE_SHIFT) & REGION_PAGES - 1] = span;
        }
    }

    /** Makes {@code span} the span of all its pages. */
    void setAll(Span span) {
        for (long address = span.base; address < span.end(); address += PAGE_BYTES) {
            set(address, span);
        }
    }

    /** Forgets everything. */
    void clear() {
        pages = NOTHING;
        regions = new long[0];
        users = new int[0];
        count = 0;
        far = new Far[0];
    }

    /** Checks the invariants; for tests, while nobody uses the map. */
    void checkInvariants() {
        int used = 0;
        for (int i = 0; i < regions.length; i++) {
            used += users[i] > 0 ? 1 : 0;
            if (users[i] < 0 || users[i] > 0 && (place(regions[i]) != i || far(regions[i]) != null)) {
                throw new IllegalStateException("region at the wrong place: place=" + i + ", region=" + regions[i]);
            }
        }
        if (used != count || regions.length > 0 && pages.length != regions.length << PLACE_SHIFT) {
            throw new IllegalStateException(
                    "places do not add up: count=" + count + ", used=" + used + ", pages=" + pages.length);
        }
        for (Far region : far) {
            if (region.users <= 0) {
                throw new IllegalStateException("region without users: region=" + region.region);
            }
        }
    }
}
