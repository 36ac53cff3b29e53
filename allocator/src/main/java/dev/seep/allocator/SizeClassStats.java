// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.allocator;

/**
 * What an allocator has of one size class.
 *
 * @param blockBytes size of a block in bytes
 * @param liveBlocks blocks not freed yet
 * @param allocatedBlocks blocks handed out ever
 * @param freedBlocks blocks taken back ever
 * @param threadCacheBlocks free blocks that threads keep for themselves
 * @param centralBlocks free blocks that any thread may get
 * @param spans number of spans
 * @param spanBytes their size, resident or not
 * @param meanRequestedBytes mean of the sizes asked for: an estimate
 */
public record SizeClassStats(
        int blockBytes,
        long liveBlocks,
        long allocatedBlocks,
        long freedBlocks,
        long threadCacheBlocks,
        long centralBlocks,
        long spans,
        long spanBytes,
        double meanRequestedBytes) {}
