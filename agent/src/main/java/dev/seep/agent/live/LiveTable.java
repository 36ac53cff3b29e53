// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.agent.live;

import dev.seep.agent.memory.OwnMemory;

/**
 * The blocks of one layer that have not been freed yet, keyed by address, and what each site has allocated.
 *
 * <p>Thread-safe. An address is present from the return of {@link #put} until {@link #remove}; a {@code put} for an
 * address that is already present replaces the entry, because the free of its predecessor went unseen. Past its bound the
 * table is thinned: it keeps one block in {@link #thinned}, chosen by address, and its figures have to be scaled by that.
 */
public final class LiveTable {
    /*
     * Implementation notes
     *
     * Layout. SHARDS independent hash tables. A record is two words off-heap and room for a third (see Records), and takes 43
     * bytes with what its page keeps free (see PageIndex), of which 29 are used in general: no object per block, nothing for the GC to trace, nothing taken from the application's -Xmx
     * (docs/benchmarks.md, "Live table").
     *
     * Shards are chosen by the address bits above a region, 64 MiB in general, and two bits of a mix: glibc gives each thread
     * an arena of that size and alignment, so that a thread works on few shards, which stay in its processor's cache and are
     * locked by others only when they free its blocks. By a full mix every thread writes into every shard
     * (docs/benchmarks.md, "Shards"). Where threads share larger chunks, regions have to be smaller.
     *
     * Growth. A put that finds no room changes nothing and says so; its caller enters the agent, calls makeRoom and tries
     * again. So no memory is ever taken under a lock, nor by a thread whose own allocation would be seen.
     *
     * Thinning. The bits of the mixed address that decide differ from those of bucket and tag. Allocation and free agree
     * on them without any state. Totals of what was allocated stay exact.
     *
     * Why not ConcurrentHashMap<Long, ...>? Two boxed objects per entry; see LiveTableBenchmark.
     */
    static final int SHARDS = 64;
    private static final int REGION_SHIFT = 26; // 64 MiB
    private static final int SHARDS_OF_REGION_BITS = 2;
    private static final long GOLDEN_RATIO = 0x9e3779b97f4a7c15L; // of 2^64
    private static final int THIN_SHIFT = 34;
    private static final int MAX_THIN = 16;
    private static final int ADDRESS_BITS = 48;

    /** The block has no record, because the table is thinned; its allocation was counted. */
    public static final int NO_RECORD = 0;

    /** Nothing was done, because there is no room: call {@link #makeRoom} inside the agent and try again. */
    public static final int NEEDS_ROOM = -1;

    /** Nothing was done, because the address has more than 48 bits. */
    public static final int OUT_OF_RANGE = -2;

    /** Figures of a site: bytes and blocks allocated ever, bytes and blocks live. */
    public static final int ALLOCATED_BYTES = 0;

    public static final int ALLOCATED_COUNT = 1;
    public static final int LIVE_BYTES = 2;
    public static final int LIVE_COUNT = 3;

    /** Number of figures of a site. */
    public static final int FIGURES = SiteCounters.WORDS;

    private static final int MAX_STACK = (1 << 24) - 1;
    static final int DRAWN = 1;
    static final int OWNED = 2;
    static final int SHIFT_SHIFT = 2;
    static final int SHIFT_MASK = 63;
    static final int STACK_SHIFT = 8;

    private static final int SAMPLED_ALWAYS = 1024;
    private static final int SAMPLED_ONE_IN = 64;

    private static final long[] NOWHERE = {};

    private final LiveShard[] shards = new LiveShard[SHARDS];
    private final long maxRecords;
    private final int regionShift;
    private volatile int thinShift;

    /**
     * Makes an empty table; memory is taken with the first blocks.
     *
     * @param maxRecords records to keep before the table is thinned
     */
    public LiveTable(long maxRecords) {
        this(maxRecords, REGION_SHIFT);
    }

    /**
     * Makes an empty table.
     *
     * @param maxRecords records to keep before the table is thinned
     * @param regionShift one thread mostly works on regions of {@code 2^regionShift} bytes that others seldom work on
     */
    public LiveTable(long maxRecords, int regionShift) {
        this.regionShift = regionShift;
        this.maxRecords = maxRecords;
        for (int i = 0; i < SHARDS; i++) {
            shards[i] = new LiveShard();
        }
    }

    private LiveShard shardOf(long address) {
        int region = (int) (address >>> regionShift) << SHARDS_OF_REGION_BITS;
        int ofRegion = (int) (address * GOLDEN_RATIO >>> Long.SIZE - SHARDS_OF_REGION_BITS);
        return shards[(region | ofRegion) & SHARDS - 1];
    }

    /**
     * Puts a block in and counts its allocation.
     *
     * @param address first byte, not 0
     * @param size bytes asked for; more than 2^47 - 1 are counted as that
     * @param site id of its site, below 2^15
     * @param tick tick of its allocation
     * @param thread index of the allocating thread's name, below 2^16
     * @param attached an {@link #attachment}, or 0
     * @return a number that counts the site's blocks, for {@link #sampleWeight}: 1 for the first one that a shard has seen,
     *     and so on; or {@link #NO_RECORD}, {@link #NEEDS_ROOM}, {@link #OUT_OF_RANGE}
     */
    public int put(long address, long size, int site, int tick, int thread, long attached) {
        if (address >>> ADDRESS_BITS != 0) {
            return OUT_OF_RANGE;
        }
        long hash = mix(address);
        LiveShard shard = shardOf(address);
        long bytes = Math.min(size & Long.MAX_VALUE, Records.MAX_SIZE);
        int shift = thinShift;
        if (shift != 0 && isThinned(hash, shift)) {
            return shard.countOnly(site, bytes) ? NO_RECORD : NEEDS_ROOM;
        }
        return shard.put(hash, address, bytes, site, tick, thread, attached, true);
    }

    /** Makes room for {@code address}. To be called inside the agent. {@return false if memory was refused} */
    public boolean makeRoom(long address, int site) {
        LiveShard shard = shardOf(address);
        return hasMemoryLeft() && shard.makeRoom(site);
    }

    /** Thinning comes with the next tick; what comes before it is bounded here. */
    private boolean hasMemoryLeft() {
        return maxRecords >= Long.MAX_VALUE / 2 || count() < 2 * maxRecords + SHARDS * Pages.PLACES;
    }

    /**
     * Counts an allocation for which there was no room, inside the agent.
     *
     * @return false if there is not even room to count it
     */
    public boolean countOnly(long address, long size, int site) {
        LiveShard shard = shardOf(address);
        return shard.makeRoomForSite(site) && shard.countOnly(site, Math.min(size & Long.MAX_VALUE, Records.MAX_SIZE));
    }

    /**
     * {@return how many blocks like it a block stands for in samples of all blocks of a site: 1, 64 or 0}
     *
     * <p>The first {@value #SAMPLED_ALWAYS} of a shard count one each, later ones one in {@value #SAMPLED_ONE_IN}.
     *
     * @param ordinal what {@link #put} returned, if at least 0
     */
    public static int sampleWeight(int ordinal) {
        if (ordinal <= SAMPLED_ALWAYS) {
            return Math.min(ordinal, 1); // 0 for NO_RECORD
        }
        // Multiples of the golden ratio: evenly spread, and in step with no program's own rhythm.
        return ordinal * 0x9e3779b9 >>> 26 == 0 ? SAMPLED_ONE_IN : 0;
    }

    /**
     * Takes a block out.
     *
     * @return what the block was, to be read by {@link Removed}, or 0 if
     *     it was not there
     */
    public long remove(long address) {
        return remove(address, NOWHERE);
    }

    /**
     * Takes a block out and copies its record.
     *
     * @param into takes a {@link RecordCopy}, or is empty
     * @return as {@link #remove(long)}
     */
    public long remove(long address, long[] into) {
        long hash = mix(address);
        int shift = thinShift;
        boolean expected = shift == 0 || !isThinned(hash, shift);
        return shardOf(address).remove(hash, address, into, expected);
    }

    /** Takes back that the last {@link #remove} of {@code address}, which found nothing, was counted as unknown. */
    public void forgiveUnknownFree(long address) {
        int shift = thinShift;
        if (shift == 0 || !isThinned(mix(address), shift)) {
            shardOf(address).forgiveUnknownFree();
        }
    }

    /**
     * Puts a record back that {@link #remove(long, long[])} copied, without counting an allocation.
     *
     * @return above 0, or {@link #NEEDS_ROOM}
     */
    public int restore(long[] record) {
        long address = RecordCopy.address(record);
        return shardOf(address)
                .put(
                        mix(address),
                        address,
                        RecordCopy.size(record),
                        RecordCopy.site(record),
                        RecordCopy.tick(record),
                        RecordCopy.thread(record),
                        RecordCopy.attached(record),
                        false);
    }

    /**
     * {@return which stack allocated a block, to be attached to its record}
     *
     * @param stackId id of the stack
     * @param drawn whether the sampler drew it
     * @param shift it was drawn with the sampling interval divided by {@code 2^shift}
     */
    public static long attachment(int stackId, boolean drawn, int shift) {
        return (long) Math.min(stackId, MAX_STACK) << STACK_SHIFT | shift << SHIFT_SHIFT | (drawn ? DRAWN : 0);
    }

    /** {@return an {@link #attachment} that also says that somebody watches the block's owner} */
    public static long owned(long attachment) {
        return attachment | OWNED;
    }

    /**
     * Attaches something to the record of a block.
     *
     * @param address a block that the caller has just put in, with nothing attached, and nobody else knows yet
     * @param attached an {@link #attachment}, or 0
     */
    public void attach(long address, long attached) {
        shardOf(address).attach(mix(address), address, attached);
    }

    /** Shows every live record, as {@link #scan(RecordVisitor, long, long)} does. */
    public boolean scan(RecordVisitor visitor) {
        return scan(visitor, 0, Long.MAX_VALUE);
    }

    /**
     * Shows every live record of a range of addresses, and some others, a page at a time: no allocating thread waits for
     * longer than it takes to copy 6 KiB. Blocks that come or go meanwhile may be shown or not, all others are shown once.
     *
     * @return false if memory for the copy was refused
     */
    public boolean scan(RecordVisitor visitor, long start, long bytes) {
        long copy = OwnMemory.allocate(PageCopy.BYTES);
        if (copy == 0) {
            return false;
        }
        try {
            for (int i = 0; i < SHARDS; i++) {
                LiveShard shard = shards[i];
                long position = isIn(start, bytes, i) ? 0 : PageIndex.positions();
                while (position < PageIndex.positions() && shard.count() > 0) {
                    long next = shard.copyPage(position, copy);
                    if (next == position) {
                        break;
                    }
                    PageCopy.show(copy, visitor);
                    position = next;
                }
            }
            return true;
        } finally {
            OwnMemory.free(copy, PageCopy.BYTES);
        }
    }

    /** {@return whether a shard may have blocks of a range} */
    private boolean isIn(long start, long bytes, int shard) {
        long first = start >>> regionShift;
        long regions = (start + bytes - 1 >>> regionShift) - first;
        return ((shard >>> SHARDS_OF_REGION_BITS) - first & (SHARDS - 1 >>> SHARDS_OF_REGION_BITS)) <= regions;
    }

    /** Thins the table if it is past its bound. To be called now and then by one thread, not during a scan. */
    public void thinIfFull() {
        while (count() > maxRecords && thinShift < MAX_THIN) {
            int shift = thinShift + 1;
            thinShift = shift;
            if (!scan(new Thinning(shift))) {
                return; // out of memory; the next tick tries again, with an even higher threshold
            }
        }
    }

    /** {@return how many blocks each record stands for: 1, 2, 4 and so on} */
    public long thinned() {
        return 1L << thinShift;
    }

    /**
     * Adds the figures of every site to {@code sums}.
     *
     * <p>The live ones count records, not yet scaled by {@link #thinned}. While others allocate, the four figures of a site
     * may be a few operations apart.
     *
     * @param sums {@link #FIGURES} words a site; a multiple of 32 sites
     */
    public void addTo(long[] sums) {
        for (LiveShard shard : shards) {
            shard.addTo(sums);
        }
    }

    /** {@return bytes of all records, not scaled by {@link #thinned}} */
    public long liveBytes() {
        long sum = 0;
        for (LiveShard shard : shards) {
            sum += shard.liveBytes();
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

    static boolean isThinned(long hash, int shift) {
        return (hash >>> THIN_SHIFT & ((1L << shift) - 1)) != 0;
    }

    /** Spreads an address over 64 bits (the finalizer of MurmurHash3, public domain). */
    static long mix(long address) {
        long h = address;
        h ^= h >>> 33;
        h *= 0xff51afd7ed558ccdL;
        h ^= h >>> 33;
        h *= 0xc4ceb9fe1a85ec53L;
        return h ^ h >>> 33;
    }

    /** Checks the invariants of all shards; for tests, while nobody else uses the table. */
    void checkInvariants(int sites) {
        for (LiveShard shard : shards) {
            shard.checkInvariants(sites);
        }
    }

    /** Takes out what a thinned table does not keep. */
    private final class Thinning implements RecordVisitor {
        private final int shift;

        Thinning(int shift) {
            this.shift = shift;
        }

        @Override
        public void visit(
                long address,
                long size,
                int site,
                boolean drawn,
                int stackId,
                int shiftOfSample,
                int tick,
                int thread) {
            long hash = mix(address);
            if (isThinned(hash, shift)) {
                shardOf(address).thin(hash, address);
            }
        }
    }
}
