// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.allocator.core;

/** Sums over large blocks. */
public final class LargeFigures {
    /** Blocks not freed yet. */
    public long blocks;

    /** Their size in bytes. */
    public long bytes;

    /** Bytes asked for in them. */
    public long requestedBytes;

    /** Size of free blocks that threads keep for themselves. */
    public long heldBytes;

    /** Blocks handed out ever. */
    public long allocated;

    /** Size of all of them in bytes, rounded up to pages, and what blocks grew by. */
    public long allocatedBytes;
}
