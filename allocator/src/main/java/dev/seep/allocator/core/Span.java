// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.allocator.core;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A run of pages, and what is in it: blocks of one size class, one large block, or nothing.
 *
 * <p>Each block has a byte that says whether it is free. That byte is the only truth about it: whoever frees the block sets
 * it, whoever hands it out clears it, and what else there is, queues and hints, only helps to find free blocks.
 */
final class Span {
    /*
     * Implementation notes
     *
     * Who may do what. Any thread may free a block: it reads the state, which must be LIVE, and writes FREE. Blocks are
     * handed out by one thread at a time: the one whose cache has the span in hand. So neither needs an atomic instruction,
     * and a free costs the same whoever allocated the block.
     *
     * A byte and not a bit, because threads write neighbouring states at the same time. Setting a byte twice is the same as
     * setting it once: two threads that free a block in the same nanoseconds may both get away with it, but the block is
     * still handed out only once.
     *
     * Order. A free writes the state by setRelease; whoever looks for free blocks reads the states of a group plainly and
     * puts an acquireFence before it hands one of them out.
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
    static final byte LIVE = 0;
    static final byte FREE = 1;
    static final byte NEVER = 2; // not handed out yet, or behind the last block

    /** States that are read at once: one byte of a long each. */
    static final int GROUP = Long.BYTES;

    /** States that one look takes in at most: one bit of a long each. */
    static final int WINDOW = Long.SIZE;

    /** A position behind every block. */
    static final int NOWHERE = Integer.MAX_VALUE;

    /** What {@link #attention} says after a free: nothing more to do. */
    static final int NOT_NEEDED = 0;

    /** The span is in nobody's hand and in no queue: put it into its queue. */
    static final int PARKED = 1;

    /** The span was one large block: free its pages. */
    static final int LARGE = 2;

    /** The span was one large block, which the thread that allocated it keeps for the next one of its size. */
    static final int HELD = 3;

    /** The span was one large block with a mapping of its own: unmap it. */
    static final int DIRECT = 4;

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
    static final Span NONE = new Span(-1, 0, 0);

    private static final int PADDING = 64;
    private static final int RECIPROCAL_SHIFT = 32;
    private static final long EACH = 0x0101_0101_0101_0101L;
    private static final long FREE_GROUP = EACH * FREE;
    private static final long GATHER = 0x0102_0408_1020_4080L; // the lowest bit of byte k becomes bit 56 + k
    private static final int GATHER_SHIFT = 56;
    private static final VarHandle STATES = MethodHandles.arrayElementVarHandle(byte[].class);
    private static final VarHandle GROUPS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    // Read by every free.
    final byte[] states;
    final long reciprocal; // of the block size, times 2^32 and rounded up; 0 where there is one block
    long base;
    long blockBytes;

    /** No block with a lower index was freed since this was set to {@link #NOWHERE}; a hint, as threads race for it. */
    int lowest = NOWHERE;

    int attention; // of a free below "lowest"

    final int sizeClass; // -1 unless the use is SMALL_BLOCKS
    final int blockCount;
    int usedCount; // blocks from the first one on that were handed out before or may be now
    long committedBytes; // from the first byte on that are in the budget, for small blocks
    Use use = Use.NOTHING;
    long pageCount;
    long requestedBytes; // of a large block
    long mappedBytes; // of a direct block
    long freedAtNanos; // of dirty pages
    boolean inHand; // of a thread cache; guarded by the central free list
    int place; // in the list of all spans of its class, or of all direct blocks

    @Nullable
    Span next;

    @Nullable
    Span previous;

    /** Makes a span of small blocks, none of which is used. */
    Span(int sizeClass, int blockBytes, int blockCount) {
        this.sizeClass = sizeClass;
        this.blockBytes = blockBytes;
        this.blockCount = blockCount;
        reciprocal = blockBytes == 0 ? 0 : (1L << RECIPROCAL_SHIFT) / blockBytes + 1;
        states = new byte[(blockCount + WINDOW - 1 & -WINDOW) + PADDING];
        base = -1;
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
        Span span = new Span(-1, 0, 1);
        span.use(1);
        return span;
    }

    long end() {
        return base + (pageCount << PageMap.PAGE_SHIFT);
    }

    boolean contains(long address) {
        return address - base >= 0 && address - end() < 0;
    }

    /** {@return the index of the block at {@code address}; any number if no block starts there} */
    int indexOf(long address) {
        return (int) ((address - base) * reciprocal >>> RECIPROCAL_SHIFT);
    }

    /** {@return whether {@code index} is that of a live block at {@code address}} */
    boolean isLive(int index, long address) {
        return index >= 0 && index < states.length && base + index * blockBytes == address && states[index] == LIVE;
    }

    /**
     * Makes a live block free. What the caller did to its memory happens before it is handed out again.
     *
     * @return whether {@link #attention} has to be looked at
     */
    boolean free(int index) {
        STATES.setRelease(states, index, FREE); // pairs with the acquireFence in freeBlocks()
        return index < lowest;
    }

    /**
     * Looks for free blocks.
     *
     * @param start index of the first block to look at, a multiple of {@link #GROUP}
     * @param count how many to look at, up to {@link #WINDOW}, a multiple of {@link #GROUP}
     * @return a bit of 1 for each that is free, the lowest for the first
     */
    long freeBlocks(int start, int count) {
        long free = 0;
        for (int i = 0; i < count; i += GROUP) {
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
