// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.allocator;

import java.util.List;

/**
 * What an allocator has at one moment. Exact while nobody allocates or frees, but for what is called an estimate.
 *
 * @param name name of the allocator
 * @param liveBlocks blocks not freed yet
 * @param liveBytes their size, rounded up to size class or pages
 * @param allocatedBlocks blocks handed out ever
 * @param allocatedBytes their size, rounded up; what a block grew by is added
 * @param freedBlocks blocks taken back ever
 * @param freedBytes their size, rounded up; what a block shrank by is added
 * @param mappedBytes address space taken from the operating system
 * @param residentBytes memory in use or kept for the next block: an estimate, at least what is resident
 * @param maxBytes limit of {@code residentBytes}; {@link Long#MAX_VALUE} for none
 * @param threadCacheBytes free blocks that threads keep for themselves, large ones too
 * @param centralBytes free blocks that any thread may get
 * @param dirtyBytes free pages that are not given back yet
 * @param purgedBytes pages given back to the operating system ever, without those that were unmapped
 * @param internalFragmentation share of {@code liveBytes} that was not asked for, 0 to 1: an estimate
 * @param externalFragmentation share of {@code residentBytes} that is not in live blocks, 0 to 1
 * @param largeBlocks live blocks larger than all size classes; they are in the figures above too
 * @param largeBytes their size
 * @param sizeClasses each size class that was used
 */
public record AllocatorStats(
        String name,
        long liveBlocks,
        long liveBytes,
        long allocatedBlocks,
        long allocatedBytes,
        long freedBlocks,
        long freedBytes,
        long mappedBytes,
        long residentBytes,
        long maxBytes,
        long threadCacheBytes,
        long centralBytes,
        long dirtyBytes,
        long purgedBytes,
        double internalFragmentation,
        double externalFragmentation,
        long largeBlocks,
        long largeBytes,
        List<SizeClassStats> sizeClasses) {}
