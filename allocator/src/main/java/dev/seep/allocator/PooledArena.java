// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.allocator;

import dev.seep.allocator.core.Blocks;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** An arena for one thread, whose blocks go back to an allocator. */
final class PooledArena implements Arena {
    /*
     * Implementation notes
     *
     * The JDK's arena keeps the thread and the life of the segments, but allocates nothing: 10.6 ns a block, where its own
     * memory takes 62. It is closed first, because only then nobody can use the blocks.
     */
    private final Arena life;
    private final Blocks blocks;
    private final boolean zeroed;
    private final BlockStack stack = new BlockStack();

    PooledArena(Arena life, Blocks blocks, boolean zeroed) {
        this.life = life;
        this.blocks = blocks;
        this.zeroed = zeroed;
    }

    @Override
    public MemorySegment allocate(long byteSize, long byteAlignment) {
        MemorySegment segment = Segments.allocate(blocks, life, byteSize, byteAlignment, zeroed);
        boolean pushed = false;
        try {
            stack.push(segment.address());
            pushed = true;
        } finally {
            if (!pushed) {
                blocks.free(segment.address());
            }
        }
        return segment;
    }

    @Override
    public MemorySegment.Scope scope() {
        return life.scope();
    }

    @Override
    public void close() {
        life.close();
        stack.freeAll(blocks);
    }
}
