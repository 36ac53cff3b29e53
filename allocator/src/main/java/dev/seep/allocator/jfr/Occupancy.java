// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.allocator.jfr;

/**
 * How an allocator uses its memory at one moment.
 *
 * @param liveBytes of blocks not freed yet
 * @param residentBytes in use or kept for the next block: an estimate
 * @param mappedBytes address space taken from the operating system
 * @param cachedBytes free blocks that threads and central free lists keep
 * @param internalFragmentation share of {@code liveBytes} that was not asked for, 0 to 1
 * @param externalFragmentation share of {@code residentBytes} that is not in live blocks, 0 to 1
 */
public record Occupancy(
        long liveBytes,
        long residentBytes,
        long mappedBytes,
        long cachedBytes,
        double internalFragmentation,
        double externalFragmentation) {}
