// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.benchmarks.blocks;

import dev.seep.benchmarks.program.NativeMemory;

/** Blocks of {@code Unsafe.allocateMemory}, which calls {@code malloc} of the C library. */
final class UnsafeBlocks extends AddressBlocks {
    UnsafeBlocks(int slots) {
        super(slots);
    }

    @Override
    long take(long bytes) {
        return NativeMemory.UNSAFE.allocateMemory(bytes);
    }

    @Override
    void giveBack(long address) {
        NativeMemory.UNSAFE.freeMemory(address);
    }
}
