// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.allocator.core;

/** Sums over one size class. */
public final class ClassFigures {
    /** Blocks handed out ever. */
    public long allocated;

    /** Of some of them, evenly spread: how many. */
    public long sampled;

    /** Bytes asked for in those. */
    public long sampledBytes;

    /** Blocks not freed yet. */
    public long live;

    /** Free blocks in spans that threads have in hand. */
    public long cached;

    /** Free blocks in other spans. */
    public long free;

    /** Number of spans. */
    public long spans;

    /** Their size in bytes. */
    public long spanBytes;
}
