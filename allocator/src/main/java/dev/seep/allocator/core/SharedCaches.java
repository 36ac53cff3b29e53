// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.allocator.core;

import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * Caches for threads that have none of their own: virtual threads. Thread-safe.
 *
 * <p>There are a few for each processor. A thread uses whichever it finds unlocked.
 */
final class SharedCaches {
    /*
     * Implementation notes
     *
     * Who finds all of them locked waits for one, and does not look again and again: a virtual thread that has a lock may
     * itself have to wait, and two others that call Thread.yield() meanwhile can keep it from ever getting a processor again.
     */
    private static final int PER_PROCESSOR = 2;

    private final ThreadCache[] caches;
    private final ReentrantLock[] locks;

    SharedCaches(CentralFreeList[] central, long maxCachedBytes) {
        int wanted = PER_PROCESSOR * Runtime.getRuntime().availableProcessors();
        int length = Integer.highestOneBit(2 * wanted - 1);
        caches = new ThreadCache[length];
        locks = new ReentrantLock[length];
        for (int i = 0; i < length; i++) {
            caches[i] = new ThreadCache(null, central, span -> {}, maxCachedBytes);
            locks[i] = new ReentrantLock(); // the cache before it keeps it out of the cache line of another lock
        }
    }

    /** Hands out a block. {@return its address, or 0 if no memory is to be had} */
    long allocate(int sizeClass, long size) {
        long address = allocateFromAny(sizeClass, size);
        if (address == 0) {
            giveBack(); // one of the others may have a block of this size, or pages
            address = allocateFromAny(sizeClass, size);
        }
        return address;
    }

    private long allocateFromAny(int sizeClass, long size) {
        int index = lockAny();
        try {
            return caches[index].lists[sizeClass].allocate(size);
        } finally {
            locks[index].unlock();
        }
    }

    private int lockAny() {
        int start = (int) Thread.currentThread().threadId() & caches.length - 1;
        for (int i = 0; i < caches.length; i++) {
            int index = start + i & caches.length - 1;
            if (locks[index].tryLock()) {
                return index;
            }
        }
        locks[start].lock();
        return start;
    }

    /** Gives all back that is in hand. */
    void giveBack() {
        forEachLocked(ThreadCache::giveBack);
    }

    /** Locks all caches, one after the other, and shows them. */
    void forEachLocked(Consumer<ThreadCache> action) {
        for (int i = 0; i < caches.length; i++) {
            locks[i].lock();
            try {
                action.accept(caches[i]);
            } finally {
                locks[i].unlock();
            }
        }
    }
}
