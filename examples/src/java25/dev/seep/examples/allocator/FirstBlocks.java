// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.examples.allocator;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.seep.allocator.AllocatorStats;
import dev.seep.allocator.OffHeapAllocator;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** Blocks by address, segments with bounds, an arena, and what they took. */
public final class FirstBlocks {
    /** All memory, to read and write blocks by their addresses. */
    private static final MemorySegment MEMORY = MemorySegment.NULL.reinterpret(Long.MAX_VALUE);

    private FirstBlocks() {}

    public static void main(String[] args) {
        try (OffHeapAllocator allocator =
                OffHeapAllocator.builder().name("first").leakCheck(true).build()) {
            long block = allocator.allocate(100);
            MEMORY.set(JAVA_LONG, block, 42);
            System.out.println("usable bytes of 100: " + allocator.usableSize(block));
            block = allocator.reallocate(block, 100_000);
            System.out.println("kept by reallocate: " + MEMORY.get(JAVA_LONG, block));
            allocator.free(block);
            try {
                allocator.free(block);
            } catch (IllegalStateException e) {
                System.out.println("a second free is refused");
            }

            MemorySegment greeting = allocator.segments().allocateFrom("hello");
            System.out.println(greeting.getString(0) + " in " + greeting.byteSize() + " bytes");
            allocator.free(greeting);

            try (Arena arena = allocator.pooledArena()) { // its blocks go back when it is closed
                MemorySegment numbers = arena.allocate(JAVA_LONG, 1_000);
                numbers.setAtIndex(JAVA_LONG, 999, 7);
            }

            AllocatorStats stats = allocator.stats();
            System.out.println("allocated " + stats.allocatedBlocks() + " blocks, live " + stats.liveBlocks());
        }
    }
}
