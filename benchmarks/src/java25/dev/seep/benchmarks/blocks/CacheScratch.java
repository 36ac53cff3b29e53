// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.benchmarks.blocks;

import java.lang.invoke.VarHandle;

/**
 * False sharing that an allocator hands down (cache-scratch of Hoard): one thread allocates a block of 8 bytes for
 * each of them; each frees its own, and then allocates such a block, writes into it a hundred times and frees it, over
 * and over.
 */
final class CacheScratch extends Workload {
    private static final int PAIRS = 64;
    private static final int WRITES = 100;
    private static final int BYTES = 8;
    private static final int APART = 1024; // the slots themselves share no cache line

    private final int slot;
    private boolean begun;

    CacheScratch(Team team, int number) {
        super(team, number);
        slot = team.shared(Integer.class, this::allocateForAll) + number * APART;
    }

    private int allocateForAll() {
        int first = team.reserve(team.threads * APART);
        for (int i = 0; i < team.threads; i++) {
            blocks.allocate(first + i * APART, BYTES);
        }
        return first;
    }

    @Override
    int step() {
        if (!begun) {
            blocks.free(slot);
            begun = true;
        }
        for (int i = 0; i < PAIRS; i++) {
            blocks.allocate(slot, BYTES);
            for (int j = 0; j < WRITES; j++) {
                blocks.write(slot, 0);
                VarHandle.releaseFence(); // else the JIT leaves writes out
            }
            blocks.free(slot);
        }
        return PAIRS;
    }
}
