// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.allocator.core;

/**
 * The free blocks of one size class that a thread cache has in hand.
 *
 * <p>Confined to the thread whose cache it is in, so nothing here is atomic.
 */
final class BlockList {
    /*
     * Implementation notes
     *
     * A span is in hand, and of it a window of 64 blocks, of which "free" has a bit of 1 for each that was free when we
     * looked and has not been handed out since. Nobody else hands out blocks of the span, so they still are.
     *
     * The span is swept upwards, window by window. When its end is reached, and the sweep was worth it, it starts again;
     * else more of the span is used, or it is changed for another one (CentralFreeList.exchange()). Only what was used
     * before is swept, so that a program with few live blocks gets the same few again, which are in the processor's cache.
     *
     * Windows are as large as a long has bits, because a look at the states of eight blocks costs little more than the
     * branch that is predicted wrongly on the way to it: 13.4 instead of 17.8 ns for a pair among 1,000 live blocks, where
     * windows of at most 16 KiB were used. Tried and rejected: to go back to where the lowest block was freed since the last
     * look. Every free has to compare for that, with an outcome that can't be predicted: 13.0 instead of 10.6 ns.
     *
     * Order of writes in allocate(). The block leaves "free" before its state is LIVE: should the stack overflow between the
     * two, the next look finds the block again.
     */
    private static final int STEP_BYTES = 16 * 1024;
    private static final int SWEEP_AGAIN_SHIFT = 3; // if an eighth of the blocks was found

    // Read and written by every allocation.
    private long free;
    private long address; // of the window's first block
    private byte[] states = Span.NONE.states;
    private int start; // index of the window's first block
    private final int blockBytes;
    private long allocated; // and in hand
    private long sampled; // allocations that came to refill()
    private long sampledBytes; // asked for by those

    private Span span = Span.NONE;
    private int found; // blocks since the sweep started
    private final CentralFreeList central;
    private final ThreadCache cache;
    private final int step; // blocks that are made usable at once

    /** Id of the thread whose cache this is in; below 0 for none. */
    final long owner;

    private long cachedBytes; // counted when the span was taken in hand

    BlockList(int sizeClass, CentralFreeList central, ThreadCache cache) {
        this.central = central;
        this.cache = cache;
        owner = cache.owner;
        blockBytes = SizeClasses.bytes(sizeClass);
        step = Math.clamp(Integer.highestOneBit(STEP_BYTES / blockBytes), Span.GROUP, Span.WINDOW);
    }

    /**
     * Hands out a block.
     *
     * @param size bytes asked for, of which a mean is kept
     * @return its address, or 0 if no memory is to be had
     */
    long allocate(long size) {
        long free = this.free;
        if (free == 0) {
            if (!refill(size)) {
                central.refused(size);
                return 0;
            }
            free = this.free;
        }
        this.free = free & free - 1;
        int block = Long.numberOfTrailingZeros(free);
        states[start + block] = Span.LIVE;
        return address + (long) block * blockBytes;
    }

    private boolean refill(long size) {
        sampledBytes += size;
        sampled++;
        return nextWindow() || nextSpan() || nextSpanOfOwn();
    }

    /** Looks once more after all lists of this cache have given back what they had in hand. */
    private boolean nextSpanOfOwn() {
        cache.giveBack();
        return nextSpan();
    }

    private boolean nextWindow() {
        if (sweep(start + Span.WINDOW)) {
            return true;
        }
        if (found << SWEEP_AGAIN_SHIFT >= span.usedCount) {
            found = 0;
            if (sweep(0)) {
                return true;
            }
        }
        return extend();
    }

    private boolean sweep(int from) {
        for (int next = from; next < span.usedCount; next += Span.WINDOW) {
            if (look(next)) {
                return true;
            }
        }
        return false;
    }

    private boolean look(int from) {
        long bits = span.freeBlocks(from);
        int count = Long.bitCount(bits);
        if (count == 0) {
            return false;
        }
        free = bits;
        allocated += count;
        found += count;
        start = from;
        address = span.base + (long) from * blockBytes;
        return true;
    }

    private boolean extend() {
        int from = span.usedCount & -Span.WINDOW;
        return central.extend(span, step) && look(from);
    }

    private boolean nextSpan() {
        central.tick();
        boolean mayExtend = true;
        for (int tries = central.spanCount() + 1; tries >= 0; tries--) {
            Span exhausted = span;
            drop();
            Span next = central.exchange(exhausted, owner);
            if (next == null) {
                return false;
            }
            take(next);
            if (sweep(0) || mayExtend && extend()) {
                cache.limit(this);
                return true;
            }
            mayExtend &= next.usedCount == next.blockCount; // otherwise the limit is reached
        }
        return false;
    }

    private void take(Span next) {
        span = next;
        states = next.states;
        found = 0;
        cachedBytes = (long) next.countFree() * blockBytes;
        cache.addCached(cachedBytes);
    }

    private void drop() {
        span = Span.NONE;
        states = Span.NONE.states;
        allocated -= Long.bitCount(free);
        free = 0;
        start = 0;
        cache.addCached(-cachedBytes);
        cachedBytes = 0;
    }

    /** Gives the span back. */
    void giveBack() {
        Span old = span;
        drop();
        if (old != Span.NONE) {
            central.giveBack(old);
        }
    }

    /** Counts the free blocks in hand again. */
    void recount() {
        cache.addCached(-cachedBytes);
        cachedBytes = (long) span.countFree() * blockBytes;
        cache.addCached(cachedBytes);
    }

    /** {@return the size of the free blocks in hand when they were counted last, in bytes} */
    long cachedBytes() {
        return cachedBytes;
    }

    /** Gives the span back, and the counts to the central free list; for a cache that is gone. */
    void retire() {
        giveBack();
        central.addCounts(allocated, sampled, sampledBytes);
        allocated = 0;
        sampled = 0;
        sampledBytes = 0;
    }

    void addTo(ClassFigures figures) {
        figures.allocated += allocated - Long.bitCount(free);
        figures.sampled += sampled;
        figures.sampledBytes += sampledBytes;
    }
}
