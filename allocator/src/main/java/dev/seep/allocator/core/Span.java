// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.allocator.core;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A run of pages, and what is in it: blocks of one size class, one large block, or nothing. */
final class Span extends BlockStates {
    /*
     * Implementation notes
     *
     * The padding behind the states keeps those of two spans in different cache lines: two threads that each have a span in
     * hand would otherwise take turns in having the line.
     *
     * Invariants (checked by checkInvariants()):
     *   1. states[i] is LIVE or FREE for i < usedCount, and NEVER behind;
     *   2. usedCount <= blockCount, blockCount * blockBytes <= pageCount * PAGE_BYTES, and the pages of all used blocks are
     *      in the budget;
     *   3. indexOf(base + i * blockBytes) == i for every block.
     */
    /** States that are read at once: one byte of a long each. */
    static final int GROUP = Long.BYTES;

    /** States that one look takes in: one bit of a long each. */
    static final int WINDOW = Long.SIZE;

    /** Size class of spans that have none: no thread has a list for it. */
    static final int NO_CLASS = ThreadCaches.MOST_CLASSES - 1;

    /** What a span is used for. */
    enum Use {
        NOTHING,
        SMALL_BLOCKS,
        LARGE_BLOCK,
        /** A block with a mapping of its own. */
        DIRECT_BLOCK,
        /** Free pages that may be resident. */
        DIRTY_PAGES,
        /** Free pages that are not resident and read as zeros. */
        CLEAN_PAGES
    }

    /** The span of all addresses that belong to no other: none of its addresses is a block. */
    static final Span NONE = new Span(NO_CLASS, 0, 0);

    private static final int PADDING = 64;
    private static final long EACH = 0x0101_0101_0101_0101L;
    private static final long FREE_GROUP = EACH * FREE;
    private static final long GATHER = 0x0102_0408_1020_4080L; // the lowest bit of byte k becomes bit 56 + k
    private static final int GATHER_SHIFT = 56;
    private static final VarHandle GROUPS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    final int blockCount;
    int usedCount; // blocks from the first one on that were handed out before or may be now
    long committedBytes; // from the first byte on that are in the budget, for small blocks
    Use use = Use.NOTHING;
    long pageCount;
    long requestedBytes; // of a large block
    long mappedBytes; // of a direct block
    long freedAtNanos; // of dirty pages
    boolean inHand; // of a thread cache; guarded by the central free list
    int home; // of whoever had it in hand last; guarded by the central free list
    int place; // in the list of all spans of its class, or of all direct blocks

    @Nullable
    Span next;

    @Nullable
    Span previous;

    /** Makes a span of small blocks, none of which is used. */
    Span(int sizeClass, int blockBytes, int blockCount) {
        super(sizeClass, blockBytes, (blockCount + WINDOW - 1 & -WINDOW) + PADDING);
        this.blockCount = blockCount;
        useNone();
    }

    /** Makes all blocks unused. */
    void useNone() {
        Arrays.fill(states, NEVER);
        usedCount = 0;
    }

    /** Makes blocks free that were not used before. */
    void use(int count) {
        Arrays.fill(states, usedCount, usedCount + count, FREE);
        usedCount += count;
    }

    /** Makes a span of one large block, or of free pages. */
    static Span ofPages() {
        Span span = new Span(NO_CLASS, 0, 1);
        span.use(1);
        return span;
    }

    long end() {
        return base + (pageCount << PageMap.PAGE_SHIFT);
    }

    boolean contains(long address) {
        return address - base >= 0 && address - end() < 0;
    }

    /**
     * Looks for free blocks.
     *
     * @param start index of the first block to look at, a multiple of {@link #WINDOW}
     * @return a bit of 1 for each of {@link #WINDOW} blocks that is free, the lowest for the first
     */
    long freeBlocks(int start) {
        long free = 0;
        for (int i = 0; i < WINDOW; i += GROUP) {
            long states = (long) GROUPS.get(this.states, start + i) & FREE_GROUP;
            free |= (states * GATHER >>> GATHER_SHIFT) << i;
        }
        VarHandle.acquireFence(); // pairs with the setRelease in free()
        return free;
    }

    /** {@return the number of free blocks} */
    int countFree() {
        int count = 0;
        for (int start = 0; start < usedCount; start += GROUP) {
            count += Long.bitCount((long) GROUPS.get(states, start) & FREE_GROUP);
        }
        return count;
    }

    /** {@return whether a block is free, or was never used} */
    boolean hasFree() {
        for (int start = 0; start < usedCount; start += GROUP) {
            if (((long) GROUPS.get(states, start) & FREE_GROUP) != 0) {
                return true;
            }
        }
        return usedCount < blockCount;
    }

    /** {@return whether no block is live} */
    boolean isEmpty() {
        for (int start = 0; start < usedCount; start += GROUP) {
            long states = (long) GROUPS.get(this.states, start);
            if ((states - EACH & ~states & EACH << Byte.SIZE - 1) != 0) { // one of the bytes is LIVE
                return false;
            }
        }
        VarHandle.acquireFence(); // pairs with the setRelease in free()
        return true;
    }

    /** Checks the invariants; for tests, while nobody uses the span. */
    void checkInvariants() {
        for (int i = 0; i < states.length; i++) {
            boolean known = i < usedCount ? states[i] == LIVE || states[i] == FREE : states[i] == NEVER;
            check(known, "state of a block", states[i]);
        }
        check(usedCount <= blockCount, "blocks in use", usedCount);
        check(
                use != Use.SMALL_BLOCKS || usedCount * blockBytes <= committedBytes,
                "bytes in the budget",
                committedBytes);
        check(blockCount * blockBytes <= pageCount << PageMap.PAGE_SHIFT, "blocks overlap the next span", base);
        for (int i = 0; i < blockCount; i++) {
            check(indexOf(base + i * blockBytes) == i, "index of a block", i);
        }
    }

    private static void check(boolean holds, String what, long value) {
        if (!holds) {
            throw new IllegalStateException(what + ": value=" + value);
        }
    }
}
