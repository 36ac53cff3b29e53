// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.benchmarks.blocks;

import io.netty.buffer.PooledByteBufAllocator;

/** Blocks of Netty's pooled allocator. */
final class NettyPooledBlocks extends NettyBlocks {
    NettyPooledBlocks(int slots) {
        super(slots, PooledByteBufAllocator.DEFAULT);
    }
}
