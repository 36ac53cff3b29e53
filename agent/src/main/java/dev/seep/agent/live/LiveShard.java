// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.agent.live;

import dev.seep.agent.hook.StackRoom;
import jdk.internal.misc.Unsafe;

/**
 * One of the independent parts of a {@link LiveTable}: a hash table behind a spin lock, and what it has counted.
 *
 * <p>Thread-safe. No method allocates under the lock or waits for anything but the lock.
 */
final class LiveShard {
    /*
     * Implementation notes
     *
     * Invariants (checkInvariants()):
     *   1. those of PageIndex, and count == number of records in it == sum over sites of liveCount;
     *   2. sum over sites of liveBytes == liveBytes.
     *
     * The lock is held for the time of one operation: 10 to 50 ns, and 1 to 2 us while a page is split, or copied for a scan.
     * It spins and then yields; it must not park, because that would use up a permit that the application's own
     * LockSupport.unpark gave to this thread.
     */
    private static final Unsafe UNSAFE = Unsafe.getUnsafe();
    private static final long LOCK = UNSAFE.objectFieldOffset(LiveShard.class, "lock");
    private static final int SPINS = 200;

    private final PageIndex index = new PageIndex();
    private final SiteCounters counters = new SiteCounters();
    private long liveBytes;
    private long unknownFrees;
    private int count;
    private int lock;

    /**
     * Puts a record in.
     *
     * @param attached what is attached to it, see {@link Records}
     * @param counted whether this is an allocation, rather than one that was taken out and is put back
     * @return how many blocks of its site the shard has counted with this one, modulo 2^30 and at least 1, or
     *     {@link LiveTable#NEEDS_ROOM} with nothing changed
     */
    int put(long hash, long address, long size, int site, int tick, int thread, long attached, boolean counted) {
        lock();
        try {
            long row = counters.row(site);
            if (row == 0 || !index.hasRoom()) {
                return LiveTable.NEEDS_ROOM;
            }
            if (!index.isUnused() && index.find(hash, address)) {
                uncount(index.key(), Records.size(index.value(), index.side())); // its free went unseen
            } else {
                index.add(hash);
            }
            index.set(
                    Records.key(address, site), Records.value(size, tick, thread), Records.side(size, tick, attached));
            count++;
            liveBytes += size;
            SiteCounters.countLive(row, size);
            if (counted) {
                SiteCounters.countAllocated(row, size);
            }
            return ordinal(row);
        } finally {
            unlock();
        }
    }

    private static int ordinal(long row) {
        long number = SiteCounters.get(row, LiveTable.ALLOCATED_COUNT);
        return number < 1 << 30 ? (int) number : 1 << 30 | (int) number & (1 << 30) - 1;
    }

    /** Counts an allocation that gets no record. {@return false if there is no room for its site's counters} */
    boolean countOnly(int site, long size) {
        lock();
        try {
            long row = counters.row(site);
            if (row == 0) {
                return false;
            }
            SiteCounters.countAllocated(row, size);
            return true;
        } finally {
            unlock();
        }
    }

    /**
     * Takes a block out.
     *
     * @param into where to copy the record before, or an empty array
     * @param expected whether a block that is not there is an unknown free, to be counted
     * @return what {@link LiveTable#remove} returns
     */
    long remove(long hash, long address, long[] into, boolean expected) {
        lock();
        try {
            if (index.isUnused() || !index.find(hash, address)) {
                if (expected) {
                    unknownFrees++;
                }
                return 0;
            }
            long key = index.key();
            long value = index.value();
            long side = index.side();
            if (into.length != 0) {
                RecordCopy.write(key, value, side, into);
            }
            index.removeFound();
            long row = uncount(key, Records.size(value, side));
            long freed = SiteCounters.get(row, LiveTable.ALLOCATED_COUNT) - SiteCounters.get(row, LiveTable.LIVE_COUNT);
            return Removed.of(
                    Records.site(key),
                    Records.tick(value, side),
                    (side & LiveTable.DRAWN) != 0,
                    (side & LiveTable.OWNED) != 0,
                    LiveTable.sampleWeight((int) freed & Integer.MAX_VALUE));
        } finally {
            unlock();
        }
    }

    /** {@return the row of the record's site} */
    private long uncount(long key, long size) {
        long row = counters.row(Records.site(key));
        count--;
        liveBytes -= size;
        SiteCounters.countFreed(row, size);
        return row;
    }

    /** Takes back that a free was counted as unknown. */
    void forgiveUnknownFree() {
        lock();
        unknownFrees--;
        unlock();
    }

    /** Attaches stack, shift and flags to a record. */
    void attach(long hash, long address, long attached) {
        lock();
        try {
            if (!index.isUnused() && index.find(hash, address)) {
                index.set(index.key(), index.value(), index.side() | attached);
            }
        } finally {
            unlock();
        }
    }

    /**
     * Makes room for at least one more record of a site. Takes memory outside the lock; what another thread has made room
     * for meanwhile is given back.
     *
     * @return false if memory was refused
     */
    boolean makeRoom(int site) {
        return makeRoomForSite(site) && makeRoomForDirectory() && makeRoomForPages();
    }

    private boolean makeRoomForDirectory() {
        if (index.needsDirectory()) { // racy, asked again under the lock
            int[] longer = index.longerDirectory();
            lock();
            try {
                index.keepDirectory(longer);
            } finally {
                unlock();
            }
        }
        return true;
    }

    private boolean makeRoomForPages() {
        if (index.hasRoom()) { // racy, asked again under the lock
            return true;
        }
        long slab = Pages.takeSlab();
        if (slab == 0) {
            return false;
        }
        Pages.Lists longer = index.pages().longer();
        boolean added;
        lock();
        try {
            added = !index.hasRoom() && index.pages().add(slab, longer);
        } finally {
            unlock();
        }
        if (!added) {
            Pages.giveBack(slab);
        }
        return true;
    }

    /** Makes room for a site's counters. {@return false if memory was refused} */
    boolean makeRoomForSite(int site) {
        if (counters.row(site) != 0) {
            return true;
        }
        long segment = counters.takeSegment();
        if (segment == 0) {
            return false;
        }
        long[] longer = counters.longerList(site);
        boolean added;
        lock();
        try {
            added = counters.add(site, segment, longer);
        } finally {
            unlock();
        }
        if (!added) {
            counters.giveBack(segment);
        }
        return true;
    }

    /**
     * Copies a page of records.
     *
     * @param position 0 at first, then what the last call returned, up to {@link PageIndex#positions}
     * @param target room for {@link Pages#BYTES} and {@link Pages#SIDE_BYTES}
     * @return the next position; unchanged if the shard is empty
     */
    long copyPage(long position, long target) {
        lock();
        try {
            return index.isUnused() ? position : index.copyPage(position, target);
        } finally {
            unlock();
        }
    }

    /** Takes a block out that a thinned table does not keep, if it is there. */
    void thin(long hash, long address) {
        lock();
        try {
            if (!index.isUnused() && index.find(hash, address)) {
                uncount(index.key(), Records.size(index.value(), index.side()));
                index.removeFound();
            }
        } finally {
            unlock();
        }
    }

    /** Adds the counters of every site to {@code sums}, four a site; racy, see {@link SiteCounters}. */
    void addTo(long[] sums) {
        counters.addTo(sums);
    }

    /** {@return bytes of the records, read without the lock} */
    long liveBytes() {
        return liveBytes;
    }

    long unknownFrees() {
        return unknownFrees;
    }

    int count() {
        return count;
    }

    /** Forgets everything and gives the memory back. */
    void clear() {
        lock();
        try {
            index.free();
            counters.free();
            count = 0;
            liveBytes = 0;
            unknownFrees = 0;
        } finally {
            unlock();
        }
    }

    /** Takes the lock, or throws a StackOverflowError where there is too little stack left for giving it back. */
    private void lock() {
        StackRoom.require();
        int spins = 0;
        while (lock != 0 || !UNSAFE.compareAndSetInt(this, LOCK, 0, 1)) { // pairs with the release store in unlock()
            Thread.onSpinWait();
            if (++spins % SPINS == 0 && !VirtualThreads.isVirtual(Thread.currentThread())) {
                Thread.yield(); // the holder may have lost its processor
            }
        }
    }

    private void unlock() {
        UNSAFE.putIntRelease(this, LOCK, 0); // pairs with the CAS in lock()
    }

    /** Checks the invariants above; for tests, while nobody else uses the shard. */
    void checkInvariants(int sites) {
        check(index.checkInvariants() == count, "count is wrong", count);
        long[] sums = new long[SiteCounters.WORDS * sites];
        addTo(sums);
        long bytes = 0;
        long blocks = 0;
        for (int i = 0; i < sums.length; i += SiteCounters.WORDS) {
            bytes += sums[i + LiveTable.LIVE_BYTES];
            blocks += sums[i + LiveTable.LIVE_COUNT];
        }
        check(blocks == count, "live counts do not add up", blocks);
        check(liveBytes == bytes, "live bytes do not add up", liveBytes);
    }

    static void check(boolean holds, String what, long value) {
        if (!holds) {
            throw new IllegalStateException(what + ": value=" + value);
        }
    }
}
