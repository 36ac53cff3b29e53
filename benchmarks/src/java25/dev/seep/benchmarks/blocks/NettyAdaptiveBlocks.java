// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.benchmarks.blocks;

import io.netty.buffer.AdaptiveByteBufAllocator;

/** Blocks of Netty's adaptive allocator. */
final class NettyAdaptiveBlocks extends NettyBlocks {
    NettyAdaptiveBlocks(int slots) {
        super(slots, new AdaptiveByteBufAllocator(true));
    }
}
