// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.allocator.core;

import java.lang.ref.WeakReference;
import org.jspecify.annotations.Nullable;

/**
 * The free blocks that one thread has in hand, by size class.
 *
 * <p>Confined to that thread, or to who has the lock of a shared cache; but for the counts, which anybody may add up.
 */
final class ThreadCache {
    /** The cache of threads that have none. */
    static final ThreadCache NONE = new ThreadCache(new CentralFreeList[0], 0);

    /** The list of threads that have none. */
    static final BlockList NO_LIST = new BlockList(0, new CentralFreeList(0, PageSupply.NONE), NONE);

    /** Id of the thread, which no other thread ever has; below 0 for none. */
    final long owner;

    final BlockList[] lists;
    private final WeakReference<@Nullable Thread> thread;
    private final long maxBytes;
    private long cachedBytes;
    private int hand; // where looking for a span to give back goes on

    ThreadCache(Thread owner, CentralFreeList[] central, long maxBytes) {
        this(owner.threadId(), new WeakReference<>(owner), central, maxBytes);
    }

    /** Makes a cache that no thread owns. */
    ThreadCache(CentralFreeList[] central, long maxBytes) {
        this(-1, new WeakReference<>(null), central, maxBytes);
    }

    private ThreadCache(long owner, WeakReference<@Nullable Thread> thread, CentralFreeList[] central, long maxBytes) {
        this.owner = owner;
        this.thread = thread;
        this.maxBytes = maxBytes;
        lists = new BlockList[central.length];
        for (int i = 0; i < lists.length; i++) {
            lists[i] = new BlockList(i, central[i], this);
        }
    }

    /** {@return whether the thread has ended} */
    boolean isOrphaned() {
        Thread thread = this.thread.get();
        return thread == null || !thread.isAlive();
    }

    void addCached(long bytes) {
        cachedBytes += bytes;
    }

    /**
     * Gives spans back until no more than the limit is in hand.
     *
     * @param wanted the list that is just being used, and keeps its span
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
        for (int i = 0; i < lists.length && cachedBytes > maxBytes; i++) {
            hand = hand + 1 == lists.length ? 0 : hand + 1;
            if (lists[hand] != wanted) {
                lists[hand].giveBack();
            }
        }
    }

    /** Gives all spans back. */
    void giveBack() {
        for (BlockList list : lists) {
            list.giveBack();
        }
    }

    /** Gives all spans and counts back; for a cache whose thread is gone. */
    void retire() {
        for (BlockList list : lists) {
            list.retire();
        }
    }

    void addTo(Figures figures) {
        for (int i = 0; i < lists.length; i++) {
            lists[i].addTo(figures.classes[i]);
        }
    }
}
