// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.benchmarks.blocks;

import dev.seep.allocator.OffHeapAllocator;
import java.lang.foreign.Arena;

/** Blocks of Seep's allocator, as it comes: with its checks, and memory given back. */
final class SeepBlocks extends AddressBlocks {
    private static final OffHeapAllocator ALLOCATOR = OffHeapAllocator.defaultInstance();

    SeepBlocks(int slots) {
        super(slots);
    }

    @Override
    long take(long bytes) {
        return ALLOCATOR.allocate(bytes);
    }

    @Override
    void giveBack(long address) {
        ALLOCATOR.free(address);
    }

    @Override
    Arena newArena(boolean zeroed) {
        return ALLOCATOR.pooledArena(zeroed);
    }
}
