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
     * nearly full as nearly empty ones, ln 2 of FULL on average, and a record takes 45 bytes whatever their number is.
     *
     * Within its page a record stands in the group that other bits of the hash name, or in the first of the next ones that
     * had a place. A search costs the two cache lines of a group in most cases.
     *
     * Invariants (checkInvariants()):
     *   1. page p stands in 2^(depth - depth(p)) entries, next to each other, that begin at a multiple of that number;
     *   2. a place with tag 0 is free; every other one has the record of a block whose hash gives page and tag;
     *   3. passed(group) == number of records of the page whose search goes beyond that group, unless it is 255;
     *   4. count(p) == number of records in p.
     *
     * Alternatives measured (docs/benchmarks.md, "Live table"): chains of records, two to three misses a search; lines of
     * twelve record numbers with tags, two misses that wait for each other.
     */
    /** Records in a page that is split before the next one comes: 82 % of its places. */
    private static final int FULL = 132;

    /** Pages that a put takes at most, one of which it gives back. */
    private static final int PAGES_OF_A_PUT = 2;

    private static final int POSITION_BITS = 30;
    private static final int MAX_DEPTH = 24;
    private static final int GROUP_SHIFT = 58;
    private static final int TAG_SHIFT = 50;
    private static final Unsafe UNSAFE = Unsafe.getUnsafe();
    private static final int[] NO_DIRECTORY = {};

    private final Pages pages = new Pages();
    private int[] directory = NO_DIRECTORY;
    private int[] nextDirectory = NO_DIRECTORY; // ready for when the directory has to double
    private int depth;

    // Where find() found what it looked for.
    private int foundPage;
    private int foundHome;
    private int foundGroup;
    private int foundPlace;

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

    private static int group(long hash) {
        return (int) (hash >>> GROUP_SHIFT) & Pages.GROUPS - 1;
    }

    private static int tag(long hash) {
        int tag = (int) (hash >>> TAG_SHIFT) & 0xff;
        return tag == 0 ? 1 : tag;
    }

    /** {@return the memory address of the record of a block, or 0} */
    long find(long hash, long address) {
        int page = pageOf(position(hash));
        long first = pages.at(page);
        int tag = tag(hash);
        int home = group(hash);
        for (int i = 0; i < Pages.GROUPS; i++) {
            int index = home + i & Pages.GROUPS - 1;
            long group = first + (long) index * Groups.BYTES;
            long header = Groups.header(group);
            for (long left = Groups.matches(header, tag); left != 0; left &= left - 1) {
                long record = Groups.record(group, Groups.place(left));
                if (UNSAFE.getLong(record + Records.ADDRESS) >>> 16 == address) {
                    foundPage = page;
                    foundHome = home;
                    foundGroup = index;
                    foundPlace = Groups.place(left);
                    return record;
                }
            }
            if (!Groups.isPassed(header)) {
                return 0;
            }
        }
        return 0;
    }

    /** Takes the record out that {@link #find} has just found. */
    void removeFound() {
        long first = pages.at(foundPage);
        for (int index = foundHome; index != foundGroup; index = index + 1 & Pages.GROUPS - 1) {
            Groups.addPassed(first + (long) index * Groups.BYTES, -1);
        }
        long group = first + (long) foundGroup * Groups.BYTES;
        Groups.setTag(group, foundPlace, 0);
        UNSAFE.putLong(Groups.record(group, foundPlace) + Records.ADDRESS, 0);
        pages.addCount(foundPage, -1);
    }

    /**
     * Makes a place for the record of a block that is not there. There must be room.
     *
     * @return the record's address in memory; its three words are to be written
     */
    long add(long hash) {
        if (isUnused()) {
            directory = nextDirectory;
            nextDirectory = NO_DIRECTORY;
            directory[0] = pages.take(0);
        }
        int page = pageOf(position(hash));
        while (pages.count(page) >= FULL && canSplit(page)) {
            split(page, position(hash));
            page = pageOf(position(hash));
        }
        return insert(page, hash);
    }

    private boolean canSplit(int page) {
        return pages.available() >= PAGES_OF_A_PUT
                && (pages.depth(page) < depth || (depth < MAX_DEPTH && nextDirectory.length > directory.length));
    }

    /** {@return the address of a place in a page that is not full, tagged and counted} */
    private long insert(int page, long hash) {
        long first = pages.at(page);
        int index = group(hash);
        while (true) {
            long group = first + (long) index * Groups.BYTES;
            long free = Groups.matches(Groups.header(group), 0);
            if (free != 0) {
                int place = Groups.place(free);
                Groups.setTag(group, place, tag(hash));
                pages.addCount(page, 1);
                return Groups.record(group, place);
            }
            Groups.addPassed(group, 1);
            index = index + 1 & Pages.GROUPS - 1;
        }
    }

    private void split(int page, int position) {
        int bits = pages.depth(page);
        if (bits == depth) {
            doubleDirectory();
        }
        int lower = pages.take(bits + 1);
        int upper = pages.take(bits + 1);
        long first = pages.at(page);
        for (int i = 0; i < Pages.PLACES; i++) {
            long group = first + (long) (i / Groups.PLACES) * Groups.BYTES;
            if (Groups.tag(group, i % Groups.PLACES) != 0) {
                long record = Groups.record(group, i % Groups.PLACES);
                long hash = LiveTable.mix(UNSAFE.getLong(record + Records.ADDRESS) >>> 16);
                boolean isUpper = (position(hash) >>> POSITION_BITS - bits - 1 & 1) != 0;
                UNSAFE.copyMemory(record, insert(isUpper ? upper : lower, hash), Records.BYTES);
            }
        }
        int entries = 1 << depth - bits;
        int start = position >>> POSITION_BITS - bits << depth - bits;
        for (int i = 0; i < entries; i++) {
            directory[start + i] = i < entries / 2 ? lower : upper;
        }
        pages.giveBack(page);
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
     * Copies the page that holds the records of a position.
     *
     * @return the first position behind that page; pages that are split meanwhile stay within their range
     */
    long copyPage(long position, long target) {
        int page = pageOf((int) position);
        UNSAFE.copyMemory(pages.at(page), target, Pages.BYTES);
        return end(position, page);
    }

    private long end(long position, int page) {
        int shift = POSITION_BITS - pages.depth(page);
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
            int page = pageOf((int) position);
            long end = end(position, page);
            for (long inside = position; inside < end; inside += 1L << POSITION_BITS - depth) {
                LiveShard.check(pageOf((int) inside) == page, "page is not in all of its entries", page);
            }
            seen += checkPage(page, position, end);
            position = end;
        }
        LiveShard.check(ranges == pages.taken(), "pages are lost", pages.taken());
        return seen;
    }

    private int checkPage(int page, long start, long end) {
        int[] passed = new int[Pages.GROUPS];
        int seen = 0;
        for (int i = 0; i < Pages.PLACES; i++) {
            int index = i / Groups.PLACES;
            long group = pages.at(page) + (long) index * Groups.BYTES;
            int tag = Groups.tag(group, i % Groups.PLACES);
            long address = UNSAFE.getLong(Groups.record(group, i % Groups.PLACES) + Records.ADDRESS) >>> 16;
            LiveShard.check((tag == 0) == (address == 0), "tag without a record, or record without a tag", address);
            if (tag != 0) {
                long hash = LiveTable.mix(address);
                LiveShard.check(tag == tag(hash), "wrong tag", address);
                LiveShard.check(position(hash) >= start && position(hash) < end, "wrong page", address);
                for (int g = group(hash); g != index; g = g + 1 & Pages.GROUPS - 1) {
                    passed[g]++;
                }
                seen++;
            }
        }
        for (int i = 0; i < Pages.GROUPS; i++) {
            int counted = Groups.passed(pages.at(page) + (long) i * Groups.BYTES);
            LiveShard.check(counted == passed[i] || counted == 255, "passed is wrong", counted);
        }
        LiveShard.check(seen == pages.count(page), "count of a page is wrong", page);
        return seen;
    }
}
