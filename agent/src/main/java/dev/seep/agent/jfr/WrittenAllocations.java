// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.agent.jfr;

import java.util.concurrent.atomic.AtomicIntegerArray;

/**
 * Which allocations were written to a recording and not freed yet, so that their frees are written too: without its free, a
 * block seems to live.
 *
 * <p>Thread-safe. Forgets some where there are tens of thousands.
 */
final class WrittenAllocations {
    /*
     * Implementation notes
     *
     * A table of 32 bits of each address's hash, 256 KiB in all, in rows of four; where a row is full, the first of it is
     * forgotten. Two addresses with one hash are taken for one, which writes a free too many: readers look at addresses.
     */
    private static final int PLACES = 1 << 16;
    private static final int ROW = 4;

    private final AtomicIntegerArray hashes = new AtomicIntegerArray(PLACES);

    /** Notes an allocation. */
    void add(long address) {
        long mixed = mix(address);
        int row = row(mixed);
        for (int i = 0; i < ROW; i++) {
            if (hashes.compareAndSet(row + i, 0, hash(mixed))) {
                return;
            }
        }
        hashes.set(row, hash(mixed));
    }

    /** Forgets an allocation. {@return whether it was known} */
    boolean remove(long address) {
        long mixed = mix(address);
        int row = row(mixed);
        for (int i = 0; i < ROW; i++) {
            if (hashes.get(row + i) == hash(mixed) && hashes.compareAndSet(row + i, hash(mixed), 0)) {
                return true;
            }
        }
        return false;
    }

    private static int row(long mixed) {
        return (int) mixed & PLACES - ROW;
    }

    private static int hash(long mixed) {
        return (int) (mixed >>> 32) | 1; // 0 is an empty place
    }

    /** The finalizer of splitmix64. */
    private static long mix(long value) {
        long mixed = value;
        mixed = (mixed ^ mixed >>> 30) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ mixed >>> 27) * 0x94d049bb133111ebL;
        return mixed ^ mixed >>> 31;
    }
}
