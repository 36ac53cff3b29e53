// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.allocator;

import java.util.Arrays;

/** Addresses of the blocks that an arena has to free. Not thread-safe. */
final class BlockStack {
    private static final long[] NOTHING = {};
    private static final int FIRST_LENGTH = 8;

    private long first; // most arenas have one block: BlockStack is on the path of pooledArena()
    private long[] others = NOTHING;
    private int count;

    /**
     * Adds a block.
     *
     * @throws OutOfMemoryError if the Java heap is full; then nothing has changed
     */
    void push(long address) {
        if (first == 0) {
            first = address;
            return;
        }
        if (count == others.length) {
            others = Arrays.copyOf(others, Math.max(FIRST_LENGTH, 2 * count));
        }
        others[count++] = address;
    }

    boolean isEmpty() {
        return first == 0;
    }

    /**
     * Frees all blocks, the last one first.
     *
     * @throws IllegalStateException if one is refused; the others are freed all the same
     * @throws IllegalArgumentException if one is refused as well
     */
    void freeAll(OffHeapAllocator allocator) {
        RuntimeException refused = null;
        while (first != 0) {
            try {
                allocator.free(pop());
            } catch (IllegalStateException | IllegalArgumentException e) {
                refused = e;
            }
        }
        if (refused != null) {
            throw refused;
        }
    }

    private long pop() {
        if (count > 0) {
            return others[--count];
        }
        long address = first;
        first = 0;
        return address;
    }
}
