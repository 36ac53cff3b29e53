// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.benchmarks.blocks;

import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;

import java.lang.foreign.MemorySegment;

/** Blocks that are known by their address. */
abstract class AddressBlocks extends Blocks {
    private static final MemorySegment MEMORY = MemorySegment.NULL.reinterpret(Long.MAX_VALUE);

    private final long[] addresses;

    AddressBlocks(int slots) {
        addresses = new long[slots];
    }

    abstract long take(long bytes);

    abstract void giveBack(long address);

    @Override
    final void put(int slot, long bytes) {
        long address = take(bytes);
        MEMORY.set(JAVA_LONG_UNALIGNED, address, slot);
        addresses[slot] = address;
    }

    @Override
    final void remove(int slot) {
        giveBack(addresses[slot]);
    }

    @Override
    final void write(int slot, long offset) {
        MEMORY.set(JAVA_LONG_UNALIGNED, addresses[slot] + offset, slot);
    }

    @Override
    final long read(int slot) {
        return MEMORY.get(JAVA_LONG_UNALIGNED, addresses[slot]);
    }
}
