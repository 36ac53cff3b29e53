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
     * {@return all memory, as long as an arena lives}
     *
     * @throws IllegalStateException if the arena is closed
     * @throws WrongThreadException if the arena is confined to another thread
     */
    static MemorySegment all(Arena arena) {
        return MemorySegment.NULL.reinterpret(Long.MAX_VALUE, arena, null);
    }
}
