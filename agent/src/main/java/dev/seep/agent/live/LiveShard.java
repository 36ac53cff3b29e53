// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.agent.live;

import dev.seep.agent.kind.Kinds;
import java.util.Arrays;
import jdk.internal.misc.Unsafe;

/**
 * One of the independent parts of a {@link LiveTable}: a chained hash table behind a spin lock.
 *
 * <p>Thread-safe. No method allocates under the lock or waits for anything but the lock.
 */
final class LiveShard {
    /*
     * Implementation notes
     *
     * Invariants (checkInvariants()):
     *   1. every record in use is in exactly one bucket, the one that its hash names;
     *   2. count == number of records in use == sum over kinds of liveCount;
     *   3. sum over kinds of liveBytes == sum of the records' sizes;
     *   4. count <= buckets, unless memory for more buckets was refused.
     *
     * The lock is held for the time of one operation: 10 to 50 ns, and about 2 us while a segment is copied for a scan.
     * It spins and then yields; it must not park, because that would use up a permit that the application's own
     * LockSupport.unpark gave to this thread.
     */
    private static final Unsafe UNSAFE = Unsafe.getUnsafe();
    private static final long LOCK = UNSAFE.objectFieldOffset(LiveShard.class, "lock");
    private static final int SPINS = 200;

    private final Records records = new Records();
    private final Buckets buckets = new Buckets();

    /** Per kind: allocated bytes, allocated blocks, live bytes, live blocks. */
    private final long[] counters = new long[4 * Kinds.MAX_KINDS];

    private long unknownFrees;
    private int count;
    private int lock;

    /**
     * Puts a block in, counting its allocation.
     *
     * @return {@link LiveTable#PUT}, or {@link LiveTable#NEEDS_ROOM} with nothing changed
     */
    int put(int hash, long address, long meta, long stackAndSite, long tickAndThread, int intervalBits) {
        StackProbe.probe(this, LOCK);
        lock();
        try {
            if (!records.hasRoom() || !buckets.hasRoom()) {
                return LiveTable.NEEDS_ROOM;
            }
            removeStale(hash, address);
            int number = records.take();
            long record = records.at(number);
            UNSAFE.putLong(record + Records.META, meta);
            UNSAFE.putLong(record + Records.STACK, stackAndSite);
            UNSAFE.putLong(record + Records.TICK, tickAndThread);
            UNSAFE.putInt(record + Records.INTERVAL, intervalBits);
            UNSAFE.putLong(record + Records.ADDRESS, address);
            long head = buckets.headFor(hash);
            UNSAFE.putInt(record + Records.NEXT, UNSAFE.getInt(head));
            UNSAFE.putInt(head, number);
            count++;
            countLive(meta, 1);
            countAllocated(LiveTable.kind(meta), LiveTable.size(meta));
            if (count > buckets.count()) {
                splitBucket();
            }
            return LiveTable.PUT;
        } finally {
            unlock();
        }
    }

    /** A block at this address is there already: its free went unseen. */
    private void removeStale(int hash, long address) {
        long link = linkTo(hash, address);
        if (link != 0) {
            unlink(link);
        }
    }

    /** Takes an allocation back that {@link #put} counted. */
    void uncount(int kind, long size) {
        StackProbe.probe(this, LOCK);
        lock();
        counters[4 * kind] -= size;
        counters[4 * kind + 1]--;
        unlock();
    }

    /** Counts an allocation that gets no record. */
    void countOnly(int kind, long size) {
        StackProbe.probe(this, LOCK);
        lock();
        countAllocated(kind, size);
        unlock();
    }

    /**
     * Takes a block out.
     *
     * @param into where to copy the record's words before, or an empty array
     * @param expected whether a block that is not there is an unknown free, to be counted
     * @return the record's meta word, or 0 if there was none
     */
    long remove(int hash, long address, long[] into, boolean expected) {
        StackProbe.probe(this, LOCK);
        lock();
        try {
            long link = buckets.segments().count() == 0 ? 0 : linkTo(hash, address);
            if (link == 0) {
                if (expected) {
                    unknownFrees++;
                }
                return 0;
            }
            long record = records.at(UNSAFE.getInt(link));
            for (int i = 0; i < into.length; i++) {
                into[i] = UNSAFE.getLong(record + (long) i * Long.BYTES);
            }
            long meta = UNSAFE.getLong(record + Records.META);
            unlink(link);
            return meta;
        } finally {
            unlock();
        }
    }

    /** Takes back that a free was counted as unknown. */
    void forgiveUnknownFree() {
        StackProbe.probe(this, LOCK);
        lock();
        unknownFrees--;
        unlock();
    }

    /** Notes that a block's stack was walked. {@return whether the block was there} */
    boolean attach(int hash, long address, int stackId, float interval) {
        StackProbe.probe(this, LOCK);
        lock();
        try {
            long link = linkTo(hash, address);
            if (link == 0) {
                return false;
            }
            long record = records.at(UNSAFE.getInt(link));
            UNSAFE.putInt(record + Records.STACK, stackId);
            UNSAFE.putInt(record + Records.INTERVAL, Float.floatToRawIntBits(interval));
            long meta = UNSAFE.getLong(record + Records.META);
            UNSAFE.putLong(record + Records.META, meta | LiveTable.DRAWN);
            return true;
        } finally {
            unlock();
        }
    }

    /**
     * {@return the memory address of the link (a head, or a record's NEXT) that leads to the block's record, or 0}
     */
    private long linkTo(int hash, long address) {
        long link = buckets.headFor(hash);
        int number = UNSAFE.getInt(link);
        while (number != Records.NONE) {
            long record = records.at(number);
            if (UNSAFE.getLong(record + Records.ADDRESS) == address) {
                return link;
            }
            link = record + Records.NEXT;
            number = UNSAFE.getInt(link);
        }
        return 0;
    }

    private void unlink(long link) {
        int number = UNSAFE.getInt(link);
        long record = records.at(number);
        UNSAFE.putInt(link, UNSAFE.getInt(record + Records.NEXT));
        count--;
        countLive(UNSAFE.getLong(record + Records.META), -1);
        records.giveBack(number);
    }

    private void splitBucket() {
        if (!buckets.hasRoom()) {
            return;
        }
        long old = buckets.headToSplit();
        int number = UNSAFE.getInt(old);
        UNSAFE.putInt(old, Records.NONE);
        buckets.addBucket();
        while (number != Records.NONE) {
            long record = records.at(number);
            int next = UNSAFE.getInt(record + Records.NEXT);
            long head = buckets.headFor(LiveTable.bucketHash(UNSAFE.getLong(record + Records.ADDRESS)));
            UNSAFE.putInt(record + Records.NEXT, UNSAFE.getInt(head));
            UNSAFE.putInt(head, number);
            number = next;
        }
    }

    private void countLive(long meta, int change) {
        int at = 4 * LiveTable.kind(meta);
        counters[at + 2] += change * LiveTable.size(meta);
        counters[at + 3] += change;
    }

    private void countAllocated(int kind, long size) {
        counters[4 * kind] += size;
        counters[4 * kind + 1]++;
    }

    /**
     * Makes room for at least one more record and bucket. Takes memory outside the lock; what another thread has made
     * room for meanwhile is given back.
     *
     * @return false if memory was refused
     */
    boolean makeRoom() {
        return makeRoomIn(records) && makeRoomIn(buckets);
    }

    private boolean makeRoomIn(Growing part) {
        if (part.hasRoom()) { // racy, asked again under the lock
            return true;
        }
        Segments segments = part.segments();
        long segment = segments.takeSegment();
        if (segment == 0) {
            return false;
        }
        long[] longer = segments.longerList();
        boolean added;
        StackProbe.probe(this, LOCK);
        lock();
        try {
            added = !part.hasRoom() && segments.add(segment, longer);
        } finally {
            unlock();
        }
        if (!added) {
            segments.giveBack(segment);
        }
        return true;
    }

    /** {@return how many segments a scan has to copy; a racy read, since a scan may miss what is put in meanwhile} */
    int segments() {
        return records.segments().count();
    }

    /** Copies one segment of records. {@return how many places there are in the copy, free ones included} */
    int copySegment(int segment, long target) {
        StackProbe.probe(this, LOCK);
        lock();
        try {
            return segment < records.segments().count() ? records.copySegment(segment, target) : 0;
        } finally {
            unlock();
        }
    }

    /** Takes out the blocks of one segment that a thinned table does not keep. */
    void thinSegment(int segment, int shift) {
        StackProbe.probe(this, LOCK);
        lock();
        try {
            int last = Math.min(records.used(), (segment + 1) * Records.SEGMENT_RECORDS);
            for (int number = segment * Records.SEGMENT_RECORDS + 1; number <= last; number++) {
                long address = UNSAFE.getLong(records.at(number) + Records.ADDRESS);
                if (address != 0 && LiveTable.isThinnedOut(address, shift)) {
                    unlink(linkTo(LiveTable.bucketHash(address), address));
                }
            }
        } finally {
            unlock();
        }
    }

    /** {@return one of the counters of a kind, read without the lock: it may be a few operations old} */
    long counter(int kind, int which) {
        return counters[4 * kind + which];
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
            buckets.free();
            records.free();
            Arrays.fill(counters, 0);
            count = 0;
            unknownFrees = 0;
        } finally {
            unlock();
        }
    }

    private void lock() {
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
    void checkInvariants() {
        long[] found = new long[2];
        for (int number = 1; number <= records.used(); number++) {
            long record = records.at(number);
            long address = UNSAFE.getLong(record + Records.ADDRESS);
            if (address != 0) {
                found[0]++;
                found[1] += LiveTable.size(UNSAFE.getLong(record + Records.META));
                long link = linkTo(LiveTable.bucketHash(address), address);
                check(link != 0 && UNSAFE.getInt(link) == number, "record is not in its bucket", address);
            }
        }
        long liveBytes = 0;
        long liveCount = 0;
        for (int kind = 0; kind < Kinds.MAX_KINDS; kind++) {
            liveBytes += counter(kind, LiveTable.LIVE_BYTES);
            liveCount += counter(kind, LiveTable.LIVE_COUNT);
        }
        check(found[0] == count, "count is wrong", count);
        check(liveCount == count, "live counts do not add up", liveCount);
        check(liveBytes == found[1], "live bytes do not add up", liveBytes);
        check(segments() == 0 || count <= buckets.count(), "too few buckets", buckets.count());
    }

    private static void check(boolean holds, String what, long value) {
        if (!holds) {
            throw new IllegalStateException(what + ": value=" + value);
        }
    }
}
