// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.agent.live;

import jdk.internal.misc.Unsafe;

/**
 * The records of one shard by the address of their block: an extendible hash table whose pages split one at a time.
 *
 * <p>Confined to the holder of the shard's lock, but for what prepares room.
 */
final class PageIndex {
    /*
     * Implementation notes
     *
     * Extendible hashing (Fagin et al., ACM TODS 4, 1979): a directory, by the first bits of a position that the hash
     * gives, of pages that hold the records of a range of positions. A page that is full is split into two; no insert
     * ever waits for more than that, 1 to 2 us. The directory doubles when a page is split that has one entry only.
     *
     * Positions are not uniform: position() makes the ranges at one end fill twice as fast as at the other. Pages would
     * otherwise all be split at about the same time, and then be half empty, all of them. So there are always as many
     * nearly full as nearly empty ones, ln 2 of FULL on average, and a record takes 43 bytes whatever their number is.
     *
     * Within its page a record stands in the group that other bits of the hash name, or in the first of the next ones that
     * had a place. A search costs the cache line of a group in most cases.
     *
     * Invariants (checkInvariants()):
     *   1. page p stands in 2^(depth - depth(p)) entries, next to each other, that begin at a multiple of that number;
     *   2. a place with address 0 is free; every other one has the record of a block whose hash gives the page;
     *   3. passed(group) == number of records of the page whose search goes beyond that group, unless it stands for many;
     *   4. count(p) == number of records in p.
     *
     * Alternatives measured (docs/benchmarks.md, "Live table"): chains of records, two to three misses a search; lines of
     * twelve record numbers with tags, two misses that wait for each other; records of 24 bytes in groups of two lines;
     * frees, or frees and puts, noted in a journal and settled sixteen at a time.
     */
    /** Records in a page that is split before the next one comes: 82 % of its places. */
    private static final int FULL = 210;

    /** Pages that a put takes at most, one of which it gives back. */
    private static final int PAGES_OF_A_PUT = 2;

    private static final int POSITION_BITS = 30;
    private static final int MAX_DEPTH = 24;
    private static final int GROUP_SHIFT = 58;
    private static final Unsafe UNSAFE = Unsafe.getUnsafe();
    private static final int[] NO_DIRECTORY = {};

    private final Pages pages = new Pages();
    private int[] directory = NO_DIRECTORY;
    private int[] nextDirectory = NO_DIRECTORY; // ready for when the directory has to double
    private int depth;

    // Where find() and add() have been.
    private int page;
    private int home;
    private int group;
    private int place;
    private long groupAddress;

    /** {@return whether one more record finds its place; exact under the shard's lock} */
    boolean hasRoom() {
        return pages.available() >= PAGES_OF_A_PUT && nextDirectory.length > directory.length;
    }

    /** {@return whether nothing was ever put in} */
    boolean isUnused() {
        return directory.length == 0;
    }

    Pages pages() {
        return pages;
    }

    /** {@return an array for a directory of the next size} */
    int[] longerDirectory() {
        return new int[Math.max(1, 2 * directory.length)];
    }

    /** Keeps an array for when the directory has to double, unless it has the wrong size by now. */
    void keepDirectory(int[] longer) {
        if (longer.length == Math.max(1, 2 * directory.length)) {
            nextDirectory = longer;
        }
    }

    boolean needsDirectory() {
        return nextDirectory.length <= directory.length;
    }

    /** {@return where a hash stands among all, below 2^30} */
    static int position(long hash) {
        long x = hash & (1L << POSITION_BITS) - 1;
        long y = x * ((4L << POSITION_BITS) - x) >>> POSITION_BITS; // x (4 - x) for x in [0, 1): 0 to 3, slope 4 to 2
        return (int) (y * 0x55555555L >>> 32); // a third of it
    }

    private int pageOf(int position) {
        return directory[position >>> POSITION_BITS - depth];
    }

    private static int home(long hash) {
        return (int) (hash >>> GROUP_SHIFT) & Pages.GROUPS - 1;
    }

    /** Goes to the record of a block. {@return false if it is not there} */
    boolean find(long hash, long address) {
        page = pageOf(position(hash));
        home = home(hash);
        long first = pages.at(page);
        for (int i = 0; i < Pages.GROUPS; i++) {
            group = home + i & Pages.GROUPS - 1;
            groupAddress = first + (long) group * Groups.BYTES;
            int matches = Groups.matches(groupAddress, address);
            if (matches != 0) {
                place = Integer.numberOfTrailingZeros(matches);
                return true;
            }
            if (!Groups.isPassed(groupAddress)) {
                return false;
            }
        }
        return false;
    }

    /** {@return the key of the record that {@link #find} has just found} */
    long key() {
        return Groups.key(groupAddress, place);
    }

    /** {@return the value of the record that {@link #find} has just found} */
    long value() {
        return Groups.value(groupAddress, place);
    }

    /** {@return the side word of the record that {@link #find} has just found, 0 if it has none} */
    long side() {
        return Records.hasSide(value()) ? UNSAFE.getLong(sideAddress()) : 0;
    }

    private long sideAddress() {
        return sideAddress(pages.sidesAt(page), group, place);
    }

    private static long sideAddress(long sides, int group, int place) {
        return sides + (long) (group * Groups.PLACES + place) * Long.BYTES;
    }

    /** Overwrites the record that {@link #find} has just found, or {@link #add} made a place for. */
    void set(long key, long value, long side) {
        Groups.fill(groupAddress, place, key, side == 0 ? value : Records.withSide(value));
        if (side != 0) {
            UNSAFE.putLong(sideAddress(), side);
        }
    }

    /** Takes the record out that {@link #find} has just found. */
    void removeFound() {
        long first = pages.at(page);
        for (int index = home; index != group; index = index + 1 & Pages.GROUPS - 1) {
            Groups.addPassed(first + (long) index * Groups.BYTES, -1);
        }
        Groups.empty(groupAddress, place);
        pages.addCount(page, -1);
    }

    /** Makes a place for the record of a block that is not there, which is to be {@link #set}. There must be room. */
    void add(long hash) {
        if (isUnused()) {
            directory = nextDirectory;
            nextDirectory = NO_DIRECTORY;
            directory[0] = pages.take(0);
        }
        int target = pageOf(position(hash));
        while (pages.count(target) >= FULL && canSplit(target)) {
            split(target, position(hash));
            target = pageOf(position(hash));
        }
        insert(target, hash);
    }

    private boolean canSplit(int page) {
        return pages.available() >= PAGES_OF_A_PUT
                && (pages.depth(page) < depth || (depth < MAX_DEPTH && nextDirectory.length > directory.length));
    }

    /** Goes to a free place in a page that is not full, and counts it. */
    private void insert(int target, long hash) {
        page = target;
        long first = pages.at(target);
        group = home(hash);
        while (true) {
            groupAddress = first + (long) group * Groups.BYTES;
            int free = Groups.matches(groupAddress, 0);
            if (free != 0) {
                place = Integer.numberOfTrailingZeros(free);
                pages.addCount(target, 1);
                return;
            }
            Groups.addPassed(groupAddress, 1);
            group = group + 1 & Pages.GROUPS - 1;
        }
    }

    private void split(int full, int position) {
        int bits = pages.depth(full);
        if (bits == depth) {
            doubleDirectory();
        }
        int lower = pages.take(bits + 1);
        int upper = pages.take(bits + 1);
        long first = pages.at(full);
        long sides = pages.sidesAt(full);
        for (int i = 0; i < Pages.PLACES; i++) {
            long from = first + (long) (i / Groups.PLACES) * Groups.BYTES;
            long key = Groups.key(from, i % Groups.PLACES);
            if (Records.address(key) != 0) {
                long hash = LiveTable.mix(Records.address(key));
                boolean isUpper = (position(hash) >>> POSITION_BITS - bits - 1 & 1) != 0;
                insert(isUpper ? upper : lower, hash);
                long value = Groups.value(from, i % Groups.PLACES);
                long side = Records.hasSide(value) ? UNSAFE.getLong(sides + (long) i * Long.BYTES) : 0;
                set(Records.key(Records.address(key), Records.site(key)), value, side);
            }
        }
        int entries = 1 << depth - bits;
        int start = position >>> POSITION_BITS - bits << depth - bits;
        for (int i = 0; i < entries; i++) {
            directory[start + i] = i < entries / 2 ? lower : upper;
        }
        pages.giveBack(full);
    }

    private void doubleDirectory() {
        int[] doubled = nextDirectory;
        for (int i = 0; i < doubled.length; i++) {
            doubled[i] = directory[i >>> 1];
        }
        directory = doubled;
        nextDirectory = NO_DIRECTORY;
        depth++;
    }

    /**
     * Copies the page that holds the records of a position, and their side words behind it.
     *
     * @return the first position behind that page; pages that are split meanwhile stay within their range
     */
    long copyPage(long position, long target) {
        int copied = pageOf((int) position);
        UNSAFE.copyMemory(pages.at(copied), target, Pages.BYTES);
        UNSAFE.copyMemory(pages.sidesAt(copied), target + Pages.BYTES, Pages.SIDE_BYTES);
        return end(position, copied);
    }

    private long end(long position, int number) {
        int shift = POSITION_BITS - pages.depth(number);
        return (position >>> shift) + 1 << shift;
    }

    /** {@return one more than the last position} */
    static long positions() {
        return 1L << POSITION_BITS;
    }

    void free() {
        pages.free();
        directory = NO_DIRECTORY;
        nextDirectory = NO_DIRECTORY;
        depth = 0;
    }

    /** {@return the number of records; checks the invariants} */
    int checkInvariants() {
        int seen = 0;
        int ranges = 0;
        for (long position = 0; !isUnused() && position < positions(); ranges++) {
            int checked = pageOf((int) position);
            long end = end(position, checked);
            for (long inside = position; inside < end; inside += 1L << POSITION_BITS - depth) {
                LiveShard.check(pageOf((int) inside) == checked, "page is not in all of its entries", checked);
            }
            seen += checkPage(checked, position, end);
            position = end;
        }
        LiveShard.check(ranges == pages.taken(), "pages are lost", pages.taken());
        return seen;
    }

    private int checkPage(int checked, long start, long end) {
        int[] passed = new int[Pages.GROUPS];
        int seen = 0;
        for (int i = 0; i < Pages.PLACES; i++) {
            int index = i / Groups.PLACES;
            long address =
                    Records.address(Groups.key(pages.at(checked) + (long) index * Groups.BYTES, i % Groups.PLACES));
            if (address != 0) {
                long hash = LiveTable.mix(address);
                LiveShard.check(position(hash) >= start && position(hash) < end, "wrong page", address);
                for (int g = home(hash); g != index; g = g + 1 & Pages.GROUPS - 1) {
                    passed[g]++;
                }
                seen++;
            }
        }
        for (int i = 0; i < Pages.GROUPS; i++) {
            int counted = Groups.passed(pages.at(checked) + (long) i * Groups.BYTES);
            LiveShard.check(counted == passed[i] || Groups.isMany(counted), "passed is wrong", counted);
        }
        LiveShard.check(seen == pages.count(checked), "count of a page is wrong", checked);
        return seen;
    }
}
