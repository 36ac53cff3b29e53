// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.benchmarks.blocks;

import org.lwjgl.system.MemoryUtil;

/** Blocks of LWJGL's allocator: jemalloc by a call of its own kind. */
final class LwjglBlocks extends AddressBlocks {
    LwjglBlocks(int slots) {
        super(slots);
    }

    @Override
    long take(long bytes) {
        return MemoryUtil.nmemAlloc(bytes);
    }

    @Override
    void giveBack(long address) {
        MemoryUtil.nmemFree(address);
    }
}
