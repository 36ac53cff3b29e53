// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.allocator.core;

import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.function.Consumer;

/**
 * Caches for threads that have none of their own: virtual threads. Thread-safe.
 *
 * <p>There are a few for each processor. A thread uses whichever it finds unlocked.
 */
final class SharedCaches {
    private static final int PER_PROCESSOR = 2;
    private static final int LOCK_STRIDE = 32; // ints, so that no two locks share a cache line
    private static final int FREE = 0;
    private static final int LOCKED = 1;

    private final ThreadCache[] caches;
    private final AtomicIntegerArray locks;

    SharedCaches(CentralFreeList[] central, long maxCachedBytes) {
        int wanted = PER_PROCESSOR * Runtime.getRuntime().availableProcessors();
        int length = Integer.highestOneBit(2 * wanted - 1);
        caches = new ThreadCache[length];
        for (int i = 0; i < length; i++) {
            caches[i] = new ThreadCache(null, central, span -> {}, maxCachedBytes);
        }
        locks = new AtomicIntegerArray((length + 1) * LOCK_STRIDE);
    }

    /** Hands out a block. {@return its address, or 0 if no memory is to be had} */
    long allocate(int sizeClass, long size) {
        int index = lockAny();
        try {
            return caches[index].lists[sizeClass].allocate(size);
        } finally {
            unlock(index);
        }
    }

    private int lockAny() {
        int start = (int) Thread.currentThread().threadId();
        while (true) {
            for (int i = 0; i < caches.length; i++) {
                int index = start + i & caches.length - 1;
                if (tryLock(index)) {
                    return index;
                }
            }
            Thread.yield(); // who has them may wait for a processor
        }
    }

    private boolean tryLock(int index) {
        int place = (index + 1) * LOCK_STRIDE;
        return locks.getPlain(place) == FREE && locks.weakCompareAndSetAcquire(place, FREE, LOCKED);
    }

    private void unlock(int index) {
        locks.setRelease((index + 1) * LOCK_STRIDE, FREE); // pairs with the acquire in tryLock()
    }

    /** Locks all caches, one after the other, and shows them. */
    void forEachLocked(Consumer<ThreadCache> action) {
        for (int i = 0; i < caches.length; i++) {
            while (!tryLock(i)) {
                Thread.yield();
            }
            try {
                action.accept(caches[i]);
            } finally {
                unlock(i);
            }
        }
    }
}
