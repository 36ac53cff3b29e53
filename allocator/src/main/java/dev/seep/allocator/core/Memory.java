// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.allocator.core;

import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;

import java.lang.foreign.MemorySegment;

/** Writes to memory by its address. */
final class Memory {
    private static final MemorySegment ALL = MemorySegment.NULL.reinterpret(Long.MAX_VALUE);

    // Up to here the JDK's fill() is faster; above, a loop that the JIT makes vector instructions of takes half of its
    // time.
    private static final long FEW_BYTES = 512;
    private static final long STEP_BYTES = 1 << 20;
    private static final int LONG_SHIFT = 3;

    private Memory() {}

    /**
     * Writes zeros.
     *
     * @param bytes how many, rounded up to a multiple of 8 where they are many
     */
    static void fillWithZeros(long address, long bytes) {
        if (bytes <= FEW_BYTES) {
            ALL.asSlice(address, bytes).fill((byte) 0);
            return;
        }
        long end = address + bytes;
        for (long at = address; at < end; at += STEP_BYTES) {
            fillWithLongs(at, (int) (Math.min(end - at, STEP_BYTES) + Long.BYTES - 1 >>> LONG_SHIFT));
        }
    }

    private static void fillWithLongs(long address, int longs) {
        MemorySegment segment = ALL.asSlice(address, (long) longs << LONG_SHIFT);
        for (int i = 0; i < longs; i++) {
            segment.setAtIndex(JAVA_LONG_UNALIGNED, i, 0);
        }
    }

    static void copy(long from, long to, long bytes) {
        MemorySegment.copy(ALL, from, ALL, to, bytes);
    }
}
