// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.allocator;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** An arena for all threads, whose blocks go back to an allocator. Thread-safe. */
final class SharedPooledArena implements Arena {
    /*
     * Implementation notes
     *
     * A block is allocated and put on the stack in one step, so that close(), which the JDK's arena lets happen once, finds
     * either both or neither. Closing takes 17 us, for the JDK stops every thread that may be using a segment.
     */
    private final Arena life;
    private final OffHeapAllocator allocator;
    private final boolean zeroed;
    private final BlockStack stack = new BlockStack();

    SharedPooledArena(Arena life, OffHeapAllocator allocator, boolean zeroed) {
        this.life = life;
        this.allocator = allocator;
        this.zeroed = zeroed;
    }

    @Override
    public synchronized MemorySegment allocate(long byteSize, long byteAlignment) {
        MemorySegment segment = Segments.allocate(allocator, life, byteSize, byteAlignment, zeroed);
        boolean pushed = false;
        try {
            stack.push(segment.address());
            pushed = true;
        } finally {
            if (!pushed) {
                allocator.free(segment.address());
            }
        }
        return segment;
    }

    @Override
    public MemorySegment.Scope scope() {
        return life.scope();
    }

    @Override
    public synchronized void close() {
        life.close();
        stack.freeAll(allocator);
    }
}
