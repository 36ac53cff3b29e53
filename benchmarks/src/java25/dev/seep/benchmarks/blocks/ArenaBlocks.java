// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.benchmarks.blocks;

import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** A confined arena of the JDK for each block. Blocks can't be freed by another thread. */
final class ArenaBlocks extends Blocks {
    private final Arena[] arenas;
    private final MemorySegment[] segments;

    ArenaBlocks(int slots) {
        arenas = new Arena[slots];
        segments = new MemorySegment[slots];
    }

    @Override
    void put(int slot, long bytes) {
        Arena arena = Arena.ofConfined();
        MemorySegment segment = arena.allocate(bytes);
        segment.set(JAVA_LONG_UNALIGNED, 0, slot);
        arenas[slot] = arena;
        segments[slot] = segment;
    }

    @Override
    void remove(int slot) {
        arenas[slot].close();
    }

    @Override
    void write(int slot, long offset) {
        segments[slot].set(JAVA_LONG_UNALIGNED, offset, slot);
    }

    @Override
    long read(int slot) {
        return segments[slot].get(JAVA_LONG_UNALIGNED, 0);
    }

    @Override
    Arena newArena(boolean zeroed) {
        return Arena.ofConfined();
    }
}
