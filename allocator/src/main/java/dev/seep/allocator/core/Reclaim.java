// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.allocator.core;

import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Hands out pages, and looks for those that nobody uses any more: at once when there are too few, otherwise now and then.
 * Thread-safe.
 */
final class Reclaim implements PageSupply {
    /*
     * Implementation notes
     *
     * There is no thread for it. Whoever comes to a slow path calls tick(), and once every quarter of the purge delay one of
     * them does the work, a bounded piece of it. A program that does nothing but fast paths, or nothing at all, keeps what it
     * has: it does not grow either, and can call purge().
     */
    private static final long MOST_PAGES = 2048; // purged by one tick: 16 MiB, about a millisecond
    private static final long SHORTEST_NANOS = 1_000_000;
    private static final int TICKS_PER_DELAY = 4;

    private final PageHeap pageHeap;
    private final long purgeDelayNanos;
    private final long intervalNanos;
    private final AtomicLong due;
    private CentralFreeList[] central = {};
    private @Nullable ThreadCaches threadCaches;
    private @Nullable DirectBlocks directBlocks;

    Reclaim(PageHeap pageHeap, long purgeDelayNanos) {
        this.pageHeap = pageHeap;
        this.purgeDelayNanos = purgeDelayNanos;
        intervalNanos = Math.max(purgeDelayNanos / TICKS_PER_DELAY, SHORTEST_NANOS);
        due = new AtomicLong(System.nanoTime() + intervalNanos);
    }

    /** Says where to look for pages. To be called before anything else is. */
    void lookAt(CentralFreeList[] central, ThreadCaches threadCaches, DirectBlocks directBlocks) {
        this.central = central;
        this.threadCaches = threadCaches;
        this.directBlocks = directBlocks;
    }

    /**
     * Makes a large block, and looks everywhere for free pages before it maps more. To be called without any lock.
     *
     * @param alignment alignment of the address in bytes, a power of two
     * @return the address, perhaps with {@link PageHeap#ZEROED} set; 0 if the limit is reached or the system refuses
     */
    long takeLarge(long size, long alignment) {
        long address = pageHeap.takeLarge(size, alignment, false);
        if (address == 0 && scavenge() << PageMap.PAGE_SHIFT >= size) {
            address = pageHeap.takeLarge(size, alignment, false);
        }
        if (address == 0) {
            address = pageHeap.takeLarge(size, alignment, true);
        }
        if (address == 0) {
            reclaimAll();
            address = pageHeap.takeLarge(size, alignment, true);
        }
        return address;
    }

    @Override
    public long takeForSpan(long pages) {
        long address = pageHeap.takeForSpan(pages, false);
        if (address == 0 && scavenge() >= pages) {
            address = pageHeap.takeForSpan(pages, false);
        }
        if (address == 0) {
            address = pageHeap.takeForSpan(pages, true);
        }
        if (address == 0) {
            reclaimAll();
            address = pageHeap.takeForSpan(pages, true);
        }
        return address;
    }

    @Override
    public boolean commit(long bytes) {
        if (pageHeap.commit(bytes, false)) {
            return true;
        }
        reclaimAll();
        return pageHeap.commit(bytes, true);
    }

    @Override
    public void give(long address, long pages, long committedPages) {
        pageHeap.give(address, pages, committedPages);
    }

    @Override
    public void publish(Span span) {
        pageHeap.publish(span);
    }

    @Override
    public void refused(long bytes) {
        pageHeap.refused(bytes);
    }

    private void reap() {
        if (threadCaches != null) {
            threadCaches.reap();
        }
    }

    /** Frees the pages of small spans without live blocks that no thread has in hand. {@return how many} */
    private long scavenge() {
        reap();
        long pages = 0;
        for (CentralFreeList list : central) {
            pages += list.scavenge();
        }
        return pages;
    }

    /** Gives everything back to the operating system that can be. */
    void reclaimAll() {
        scavenge();
        pageHeap.purge(System.nanoTime(), Long.MAX_VALUE);
        pageHeap.unmapFreeChunks();
        if (directBlocks != null) {
            directBlocks.reclaim();
        }
    }

    @Override
    public void tick() {
        long now = System.nanoTime();
        long time = due.get();
        if (now - time >= 0 && due.compareAndSet(time, now + intervalNanos)) {
            scavenge();
            pageHeap.purge(now - purgeDelayNanos, MOST_PAGES);
        }
    }
}
