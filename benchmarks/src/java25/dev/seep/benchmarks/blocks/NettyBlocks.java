// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.benchmarks.blocks;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.util.concurrent.FastThreadLocalThread;

/** Blocks of one of Netty's allocators, on threads of Netty's kind, which alone have a cache. */
abstract class NettyBlocks extends Blocks {
    private final ByteBuf[] buffers;
    private final ByteBufAllocator allocator;

    NettyBlocks(int slots, ByteBufAllocator allocator) {
        buffers = new ByteBuf[slots];
        this.allocator = allocator;
    }

    @Override
    final void put(int slot, long bytes) {
        ByteBuf buffer = allocator.directBuffer((int) bytes);
        buffer.setLong(0, slot);
        buffers[slot] = buffer;
    }

    @Override
    final void remove(int slot) {
        buffers[slot].release();
    }

    @Override
    final void write(int slot, long offset) {
        buffers[slot].setLong((int) offset, slot);
    }

    @Override
    final long read(int slot) {
        return buffers[slot].getLong(0);
    }

    @Override
    final Thread newThread(Runnable body) {
        return new FastThreadLocalThread(body);
    }
}
