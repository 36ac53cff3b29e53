// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.allocator;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** Makes segments of blocks. */
final class Segments {
    private Segments() {}

    /** {@return a segment that is always alive} */
    static MemorySegment of(long address, long byteSize) {
        return MemorySegment.ofAddress(address).reinterpret(byteSize);
    }

    /**
     * {@return a segment of a new block, which lives as long as {@code arena}}
     *
     * <p>The caller frees the block when the arena is closed.
     *
     * @throws IllegalArgumentException if {@code byteSize} is negative or {@code byteAlignment} is out of range
     * @throws IllegalStateException if the arena is closed
     * @throws WrongThreadException if the arena is confined to another thread
     * @throws OutOfMemoryError if the limit is reached or the operating system refuses
     */
    static MemorySegment allocate(
            OffHeapAllocator allocator, Arena arena, long byteSize, long byteAlignment, boolean zeroed) {
        long address = zeroed
                ? allocator.allocateZeroed(byteSize, byteAlignment)
                : allocator.allocate(byteSize, byteAlignment);
        try {
            return MemorySegment.ofAddress(address).reinterpret(byteSize, arena, null);
        } catch (Throwable t) {
            allocator.free(address);
            throw t;
        }
    }
}
