// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.agent.stack;

import dev.seep.agent.memory.OwnMemory;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The off-heap blocks of one set of tables, to be freed together. Thread-safe, lock-free. */
final class TableMemory {
    private final AtomicReference<@Nullable Block> blocks = new AtomicReference<>();

    /** {@return the address of {@code bytes} zeroed bytes, or 0 if they were refused} */
    static long allocate(long bytes) {
        return OwnMemory.allocate(bytes);
    }

    /** Frees a block from {@link #allocate} that was not handed to {@link #keep}. */
    static void free(long address, long bytes) {
        OwnMemory.free(address, bytes);
    }

    /** Takes charge of a block from {@link #allocate}. */
    void keep(long address, long bytes) {
        Block block = new Block(address, bytes);
        do {
            block.next = blocks.get();
        } while (!blocks.compareAndSet(block.next, block));
    }

    /** Frees all blocks. Only when no thread can reach the tables any more. */
    void freeAll() {
        for (Block block = blocks.getAndSet(null); block != null; block = block.next) {
            OwnMemory.free(block.address, block.bytes);
        }
    }

    private static final class Block {
        final long address;
        final long bytes;
        @Nullable Block next;

        Block(long address, long bytes) {
            this.address = address;
            this.bytes = bytes;
        }
    }
}
