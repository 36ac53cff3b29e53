// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.benchmarks.blocks;

import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;

import java.lang.foreign.Arena;
import java.lang.invoke.VarHandle;

/** Opens an arena, allocates some blocks of 64 bytes in it and closes it. */
final class ArenaOfBlocks extends Workload {
    private static final int ARENAS = 128;
    private static final long BYTES = 64;

    private final int count;
    private final boolean zeroed;

    ArenaOfBlocks(Team team, int number, int count, boolean zeroed) {
        super(team, number);
        this.count = count;
        this.zeroed = zeroed;
    }

    @Override
    int step() {
        for (int i = 0; i < ARENAS; i++) {
            VarHandle.acquireFence(); // as for each block of other programs
            try (Arena arena = blocks.newArena(zeroed)) {
                for (int j = 0; j < count; j++) {
                    arena.allocate(BYTES).set(JAVA_LONG_UNALIGNED, 0, j);
                }
            }
        }
        return ARENAS * count;
    }
}
