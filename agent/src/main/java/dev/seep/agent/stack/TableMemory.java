// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.agent.stack;

import dev.seep.agent.memory.OwnMemory;
import jdk.internal.misc.Unsafe;
import org.jspecify.annotations.Nullable;

/** The off-heap blocks of one set of tables, to be freed together. Thread-safe, lock-free. */
final class TableMemory {
    private static final Unsafe UNSAFE = Unsafe.getUnsafe();
    private static final long BLOCKS_OFFSET = UNSAFE.objectFieldOffset(TableMemory.class, "blocks");

    /** Changed by CAS only. Not an AtomicReference: its VarHandle costs start-up time, here and elsewhere. */
    private volatile @Nullable Block blocks;

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
            block.next = blocks;
        } while (!UNSAFE.compareAndSetReference(this, BLOCKS_OFFSET, block.next, block));
    }

    /** Frees all blocks. Once, when no thread can reach the tables any more. */
    void freeAll() {
        for (Block block = blocks; block != null; block = block.next) {
            OwnMemory.free(block.address, block.bytes);
        }
    }

    private static final class Block {
        final long address;
        final long bytes;

        @Nullable
        Block next;

        Block(long address, long bytes) {
            this.address = address;
            this.bytes = bytes;
        }
    }
}
