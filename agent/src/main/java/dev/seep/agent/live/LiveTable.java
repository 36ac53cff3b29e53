// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.agent.live;

import dev.seep.agent.memory.OwnMemory;
import jdk.internal.misc.Unsafe;

/**
 * The blocks of one layer that have not been freed yet, keyed by address.
 *
 * <p>Thread-safe. An address is present from the return of {@link #put} until {@link #remove}; a {@code put} for an
 * address that is already present replaces the entry, because the free of its predecessor went unseen. Past its bound the
 * table is thinned: it keeps one block in {@link #thinned}, chosen by address, and its figures have to be scaled by that.
 */
public final class LiveTable {
    /*
     * Implementation notes
     *
     * Layout. SHARDS independent chained hash tables, chosen by the top bits of the mixed address. A record is five words
     * off-heap (see Records), its bucket another half: 44 bytes, no object per block, nothing for the GC to trace, nothing
     * taken from the application's -Xmx (docs/benchmarks.md, "Live table").
     *
     * Growth. A put that finds no room changes nothing and says so; its caller enters the agent, calls makeRoom and tries
     * again. So no memory is ever taken under a lock, nor by a thread whose own allocation would be seen.
     *
     * Thinning. The bits of the mixed address that decide differ from those that choose shard and bucket. Allocation and
     * free agree on them without any state. Totals of what was allocated stay exact.
     *
     * Why not ConcurrentHashMap<Long, ...>? Two boxed objects per entry; see LiveTableBenchmark.
     */
    static final int SHARDS = 64;
    private static final int SHARD_SHIFT = 58;
    private static final int THIN_SHIFT = 34;
    private static final int MAX_THIN = 16;

    /** The block has its record. */
    public static final int PUT = 0;

    /** Nothing was done, because there is no room: call {@link #makeRoom} inside the agent and try again. */
    public static final int NEEDS_ROOM = 1;

    /** Flag in a record's meta word: it is a record. */
    static final long PRESENT = 1L << 63;

    /** Flag in a record's meta word: the block was drawn by the sampler. */
    static final long DRAWN = 1L << 62;

    /** Counters of {@link #total}: bytes and blocks allocated ever, bytes and blocks live. */
    public static final int ALLOCATED_BYTES = 0;

    public static final int ALLOCATED_COUNT = 1;
    public static final int LIVE_BYTES = 2;
    public static final int LIVE_COUNT = 3;

    /** Words of a record; see {@link #remove}. */
    public static final int RECORD_WORDS = Records.WORDS;

    private static final long[] NOWHERE = {};
    private static final long MAX_SIZE = (1L << 48) - 1;
    private static final Unsafe UNSAFE = Unsafe.getUnsafe();

    private final LiveShard[] shards = new LiveShard[SHARDS];
    private final long maxShardRecords;
    private volatile int thinShift;

    /**
     * Makes an empty table; memory is taken with the first blocks.
     *
     * @param maxRecords records to keep before the table is thinned, at least 64
     */
    public LiveTable(long maxRecords) {
        maxShardRecords = Math.max(1, maxRecords / SHARDS);
        for (int i = 0; i < SHARDS; i++) {
            shards[i] = new LiveShard();
        }
    }

    /**
     * Puts a block in and counts its allocation.
     *
     * @param address first byte, not 0
     * @param size bytes asked for; more than 2^48 - 1 are counted as that
     * @param kind id of its kind
     * @param tick tick of its allocation
     * @param thread id of the allocating thread
     * @return {@link #PUT} or {@link #NEEDS_ROOM}
     */
    public int put(long address, long size, int kind, int tick, int thread) {
        long hash = mix(address);
        LiveShard shard = shards[(int) (hash >>> SHARD_SHIFT)];
        long bytes = size & MAX_SIZE;
        int shift = thinShift;
        if (shift != 0 && isThinned(hash, shift)) {
            shard.countOnly(kind, bytes);
            return PUT;
        }
        long meta = PRESENT | (long) kind << 48 | bytes;
        return shard.put((int) hash, address, meta, 0, (long) thread << 32 | (tick & 0xffffffffL), 0);
    }

    /** Makes room for {@code address}. To be called inside the agent. {@return false if memory was refused} */
    public boolean makeRoom(long address) {
        LiveShard shard = shards[(int) (mix(address) >>> SHARD_SHIFT)];
        return shard.count() < 2 * maxShardRecords + Records.SEGMENT_RECORDS && shard.makeRoom();
    }

    /** Counts an allocation for which there was no room. */
    public void countOnly(long address, long size, int kind) {
        shards[(int) (mix(address) >>> SHARD_SHIFT)].countOnly(kind, size & MAX_SIZE);
    }

    /**
     * Takes a block out.
     *
     * @return the meta word of its record, to be read with {@link #kind}, {@link #size} and {@link #isDrawn}, or 0 if it
     *     was not there
     */
    public long remove(long address) {
        return remove(address, NOWHERE);
    }

    /**
     * Takes a block out and copies its record.
     *
     * @param into takes up to {@link #RECORD_WORDS} words; the first is the address
     * @return as {@link #remove(long)}
     */
    public long remove(long address, long[] into) {
        long hash = mix(address);
        int shift = thinShift;
        boolean expected = shift == 0 || !isThinned(hash, shift);
        return shards[(int) (hash >>> SHARD_SHIFT)].remove((int) hash, address, into, expected);
    }

    /** Takes back that the last {@link #remove} of {@code address}, which found nothing, was counted as unknown. */
    public void forgiveUnknownFree(long address) {
        long hash = mix(address);
        int shift = thinShift;
        if (shift == 0 || !isThinned(hash, shift)) {
            shards[(int) (hash >>> SHARD_SHIFT)].forgiveUnknownFree();
        }
    }

    /**
     * Puts a record back that {@link #remove(long, long[])} copied, without counting an allocation.
     *
     * @return {@link #PUT} or {@link #NEEDS_ROOM}
     */
    public int restore(long[] record) {
        long address = record[0];
        long hash = mix(address);
        LiveShard shard = shards[(int) (hash >>> SHARD_SHIFT)];
        int done = shard.put((int) hash, address, record[1], record[2], record[3], (int) (record[4] >>> 32));
        if (done == PUT) {
            shard.uncount(kind(record[1]), size(record[1]));
        }
        return done;
    }

    /**
     * Notes which stack allocated a block that was drawn.
     *
     * @param address a block that the caller has just put in and nobody else knows yet
     * @param stackId id of the stack
     * @param interval the sampling interval it was drawn with, in bytes
     */
    public void attach(long address, int stackId, float interval) {
        long hash = mix(address);
        shards[(int) (hash >>> SHARD_SHIFT)].attach((int) hash, address, stackId, interval);
    }

    /** {@return the size in a meta word, in bytes} */
    public static long size(long meta) {
        return meta & MAX_SIZE;
    }

    /** {@return the kind in a meta word} */
    public static int kind(long meta) {
        return (int) (meta >>> 48) & 0xff;
    }

    /** {@return whether a meta word's block was drawn by the sampler} */
    public static boolean isDrawn(long meta) {
        return (meta & DRAWN) != 0;
    }

    /** {@return the tick in a copied record} */
    public static int tick(long[] record) {
        return (int) record[3];
    }

    /**
     * Shows every live record, a segment at a time: no allocating thread waits for longer than it takes to copy 20 KiB.
     * Blocks that come or go meanwhile may be shown or not.
     *
     * @return false if memory for the copy was refused
     */
    public boolean scan(RecordVisitor visitor) {
        long bytes = (long) Records.SEGMENT_RECORDS * Records.RECORD_BYTES;
        long copy = OwnMemory.allocate(bytes);
        if (copy == 0) {
            return false;
        }
        try {
            for (LiveShard shard : shards) {
                for (int segment = 0; segment < shard.segments(); segment++) {
                    visit(copy, shard.copySegment(segment, copy), visitor);
                }
            }
            return true;
        } finally {
            OwnMemory.free(copy, bytes);
        }
    }

    private static void visit(long copy, int places, RecordVisitor visitor) {
        for (int i = 0; i < places; i++) {
            long record = copy + (long) i * Records.RECORD_BYTES;
            long address = UNSAFE.getLong(record + Records.ADDRESS);
            if (address != 0) {
                long meta = UNSAFE.getLong(record + Records.META);
                long tickAndThread = UNSAFE.getLong(record + Records.TICK);
                visitor.visit(
                        address,
                        size(meta),
                        kind(meta),
                        isDrawn(meta),
                        UNSAFE.getInt(record + Records.STACK),
                        Float.intBitsToFloat(UNSAFE.getInt(record + Records.INTERVAL)),
                        (int) tickAndThread,
                        (int) (tickAndThread >>> 32));
            }
        }
    }

    /** Thins the table if it is past its bound. To be called now and then by one thread, not during a scan. */
    public void thinIfFull() {
        while (isFull() && thinShift < MAX_THIN) {
            int shift = thinShift + 1;
            thinShift = shift;
            for (LiveShard shard : shards) {
                for (int segment = 0; segment < shard.segments(); segment++) {
                    shard.thinSegment(segment, shift);
                }
            }
        }
    }

    private boolean isFull() {
        for (LiveShard shard : shards) {
            if (shard.count() > maxShardRecords) {
                return true;
            }
        }
        return false;
    }

    /** {@return how many blocks each record stands for: 1, 2, 4 and so on} */
    public long thinned() {
        return 1L << thinShift;
    }

    /**
     * {@return one of the sums over all blocks of a kind}
     *
     * @param which {@link #ALLOCATED_BYTES} or one of its siblings; the live ones count records, not yet scaled by
     *     {@link #thinned}
     */
    public long total(int kind, int which) {
        long sum = 0;
        for (LiveShard shard : shards) {
            sum += shard.counter(kind, which);
        }
        return sum;
    }

    /** {@return frees of blocks that were not there} */
    public long unknownFrees() {
        long sum = 0;
        for (LiveShard shard : shards) {
            sum += shard.unknownFrees();
        }
        return sum;
    }

    /** {@return the number of records} */
    public long count() {
        long sum = 0;
        for (LiveShard shard : shards) {
            sum += shard.count();
        }
        return sum;
    }

    /** Forgets everything and gives the memory back. Nobody may be using the table. */
    public void clear() {
        for (LiveShard shard : shards) {
            shard.clear();
        }
        thinShift = 0;
    }

    static boolean isThinnedOut(long address, int shift) {
        return isThinned(mix(address), shift);
    }

    private static boolean isThinned(long hash, int shift) {
        return (hash >>> THIN_SHIFT & ((1L << shift) - 1)) != 0;
    }

    static int bucketHash(long address) {
        return (int) mix(address);
    }

    /** Spreads an address over 64 bits (the finalizer of MurmurHash3, public domain). */
    private static long mix(long address) {
        long h = address;
        h ^= h >>> 33;
        h *= 0xff51afd7ed558ccdL;
        h ^= h >>> 33;
        h *= 0xc4ceb9fe1a85ec53L;
        return h ^ h >>> 33;
    }

    void checkInvariants() {
        for (LiveShard shard : shards) {
            shard.checkInvariants();
        }
    }
}
