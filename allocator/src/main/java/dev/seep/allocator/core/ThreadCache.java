// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.allocator.core;

import java.lang.ref.WeakReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The free blocks that one thread has in hand, by size class.
 *
 * <p>Confined to that thread, or to who has the lock of a shared cache; but for the counts, which anybody may add up.
 */
final class ThreadCache {
    /*
     * Implementation notes
     *
     * What is in hand is counted when a span is taken, and all of it again when that would be too much: a span in hand loses
     * blocks and gets some back. If it is too much indeed, the spans with most free bytes go first, and until half of the
     * limit is left, or else a thread that uses many sizes would be at the limit again with the next span: 129 instead of
     * 201 ns for a pair of rptest, whose blocks of 60 size classes are freed in batches of 512.
     */
    private static final int MOST_OF_ALL_SHIFT = 3; // an eighth of the limit

    /** The cache of threads that have none. */
    static final ThreadCache NONE = new ThreadCache(new CentralFreeList[0], span -> {}, 0);

    /** The list of threads that have none. */
    static final BlockList NO_LIST = new BlockList(0, new CentralFreeList(0, new NoPages()), NONE);

    /** Id of the thread, which no other thread ever has; below 0 for none. */
    final long owner;

    final BlockList[] lists;
    final HeldBlocks large;
    private final WeakReference<@Nullable Thread> thread;
    private final long maxBytes;
    private long cachedBytes;

    /**
     * Makes a cache.
     *
     * @param owner its thread, or null for none
     * @param freeLarge takes the span of a large block back
     * @param maxBytes how much it may have in hand
     */
    ThreadCache(@Nullable Thread owner, CentralFreeList[] central, Consumer<Span> freeLarge, long maxBytes) {
        this.owner = owner == null ? -1 : owner.threadId();
        thread = new WeakReference<>(owner);
        this.maxBytes = maxBytes;
        lists = new BlockList[central.length];
        for (int i = 0; i < lists.length; i++) {
            lists[i] = new BlockList(i, central[i], this);
        }
        large = new HeldBlocks(this, freeLarge);
    }

    private ThreadCache(CentralFreeList[] central, Consumer<Span> freeLarge, long maxBytes) {
        this(null, central, freeLarge, maxBytes);
    }

    /** {@return whether the thread has ended} */
    boolean isOrphaned() {
        Thread thread = this.thread.get();
        return thread == null || !thread.isAlive();
    }

    void addCached(long bytes) {
        cachedBytes += bytes;
    }

    /** Counts bytes in hand, unless that would go past the limit. {@return false if it would} */
    boolean tryAddCached(long bytes) {
        if (bytes > maxBytes - cachedBytes) {
            return false;
        }
        cachedBytes += bytes;
        return true;
    }

    long maxBytes() {
        return maxBytes;
    }

    /**
     * Gives blocks and spans back until no more than the limit is in hand.
     *
     * @param wanted the list that is just being used, and keeps what it has
     */
    void limit(BlockList wanted) {
        if (cachedBytes > maxBytes) {
            scavenge(wanted);
        }
    }

    private void scavenge(BlockList wanted) {
        for (BlockList list : lists) {
            list.recount(); // most blocks may have been handed out since
        }
        if (cachedBytes > maxBytes) {
            large.giveBack();
        }
        if (cachedBytes > maxBytes) {
            giveBackLargest(wanted);
        }
    }

    private void giveBackLargest(BlockList wanted) {
        for (long least = maxBytes >>> MOST_OF_ALL_SHIFT; least > 0 && cachedBytes > maxBytes >>> 1; least >>>= 1) {
            for (BlockList list : lists) {
                if (list.cachedBytes() >= least && list != wanted && cachedBytes > maxBytes >>> 1) {
                    list.giveBack();
                }
            }
        }
    }

    /** Gives all back that is in hand. */
    void giveBack() {
        large.giveBack();
        for (BlockList list : lists) {
            list.giveBack();
        }
    }

    /**
     * Gives all back that is in hand; for a cache whose thread is gone.
     *
     * @param gone where to add what was counted of large blocks
     */
    void retire(LargeFigures gone) {
        large.giveBack();
        large.addTo(gone);
        for (BlockList list : lists) {
            list.retire();
        }
    }

    void addTo(Figures figures) {
        for (int i = 0; i < lists.length; i++) {
            lists[i].addTo(figures.classes[i]);
        }
        large.addTo(figures.large);
    }

    /** Checks the invariants; for tests, while the thread does not use the cache. */
    void checkInvariants() {
        long sum = large.bytes();
        for (BlockList list : lists) {
            sum += list.cachedBytes();
        }
        if (sum != cachedBytes) {
            throw new IllegalStateException("bytes in hand do not add up: bytes=" + cachedBytes + ", sum=" + sum);
        }
        large.checkInvariants();
    }
}
