// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.integration.ledger;

import dev.seep.integration.program.OffHeap;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/**
 * A block that the program knows it has: unsafe memory by its address, or a buffer.
 *
 * <p>Each kind is allocated by a method of its own, so that the report tells them apart.
 */
sealed interface Block {
    /** {@return bytes asked for} */
    long size();

    /** Frees the block, which must not be used again. */
    void free();

    /** A block of {@code Unsafe}. */
    record Raw(long address, long size) implements Block {
        static Raw allocate(int size) throws Throwable {
            return new Raw((long) OffHeap.ALLOCATE.invokeExact((long) size), size);
        }

        Raw reallocate(int newSize) throws Throwable {
            return new Raw((long) OffHeap.REALLOCATE.invokeExact(address, (long) newSize), newSize);
        }

        @Override
        public void free() {
            OffHeap.free(address);
        }
    }

    /** A direct buffer. */
    record Direct(ByteBuffer buffer) implements Block {
        static Direct allocate(int size) {
            return new Direct(ByteBuffer.allocateDirect(size));
        }

        @Override
        public long size() {
            return buffer.capacity();
        }

        @Override
        public void free() {
            OffHeap.free(buffer);
        }
    }

    /** A part of a file. */
    record Mapped(ByteBuffer buffer) implements Block {
        static Mapped map(FileChannel file, int position, int size) throws IOException {
            return new Mapped(file.map(FileChannel.MapMode.READ_ONLY, position, size));
        }

        @Override
        public long size() {
            return buffer.capacity();
        }

        @Override
        public void free() {
            OffHeap.free(buffer);
        }
    }
}
