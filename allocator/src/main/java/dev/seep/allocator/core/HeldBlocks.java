// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.allocator.core;

import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The large blocks that a thread has freed and keeps for the next ones of the same number of pages.
 *
 * <p>Confined to that thread, but for the counts, which anybody may add up.
 */
final class HeldBlocks {
    /*
     * Implementation notes
     *
     * One block for each of a few places, chosen by the number of pages: a program that needs many of one size goes to the
     * page heap, and one that needs a few of several sizes again and again does not.
     *
     * The page heap takes a block that is held for a live one. Its figures are put right in addTo().
     *
     * Invariants (checked by checkInvariants()): a block that is held is CACHED, at the place of its number of pages, and
     * bytes is the size of all of them.
     */
    private static final int PLACES = 32;
    private static final int MIX_SHIFT = 5; // log2 of PLACES

    private final ThreadCache cache;
    private final Consumer<Span> freeLarge;
    private final long mostBytes; // of one block
    private final @Nullable Span[] spans = new Span[PLACES];
    private long bytes;
    private long requestedBytes; // of those that are held
    private long allocated;
    private long allocatedBytes;
    private long requestedMore; // in blocks that were used again than in their predecessors

    HeldBlocks(ThreadCache cache, Consumer<Span> freeLarge) {
        this.cache = cache;
        this.freeLarge = freeLarge;
        mostBytes = cache.maxBytes() >>> 1;
    }

    private static int place(long pages) {
        return (int) (pages ^ pages >>> MIX_SHIFT) & PLACES - 1;
    }

    /**
     * Hands out a block.
     *
     * @param size bytes asked for
     * @param alignment alignment of the address in bytes, a power of two
     * @return its address, or 0 if there is none
     */
    long allocate(long size, long alignment) {
        long pages = PageHeap.pagesFor(size);
        int place = place(pages);
        Span span = spans[place];
        if (span == null || span.pageCount != pages || (span.base & alignment - 1) != 0) {
            return 0;
        }
        spans[place] = null;
        bytes -= span.blockBytes;
        cache.addCached(-span.blockBytes);
        requestedBytes -= span.requestedBytes;
        requestedMore += size - span.requestedBytes;
        span.requestedBytes = size;
        allocated++;
        allocatedBytes += span.blockBytes;
        span.states[0] = Span.LIVE;
        return span.base;
    }

    /** Keeps a block that is CACHED. {@return false, with nothing changed for it, if it is too large} */
    boolean hold(Span span) {
        if (span.blockBytes > mostBytes) {
            return false;
        }
        int place = place(span.pageCount);
        giveBack(place);
        if (!cache.tryAddCached(span.blockBytes)) {
            giveBack();
            if (!cache.tryAddCached(span.blockBytes)) {
                return false;
            }
        }
        bytes += span.blockBytes;
        requestedBytes += span.requestedBytes;
        spans[place] = span;
        return true;
    }

    private void giveBack(int place) {
        Span span = spans[place];
        if (span != null) {
            spans[place] = null;
            bytes -= span.blockBytes;
            requestedBytes -= span.requestedBytes;
            cache.addCached(-span.blockBytes);
            freeLarge.accept(span);
        }
    }

    /** Gives all blocks back. */
    void giveBack() {
        for (int i = 0; i < spans.length; i++) {
            giveBack(i);
        }
    }

    long bytes() {
        return bytes;
    }

    long allocated() {
        return allocated;
    }

    void addTo(LargeFigures figures) {
        for (Span span : spans) {
            figures.blocks -= span == null ? 0 : 1;
        }
        figures.bytes -= bytes;
        figures.heldBytes += bytes;
        figures.requestedBytes += requestedMore - requestedBytes;
        figures.allocated += allocated;
        figures.allocatedBytes += allocatedBytes;
    }

    /** Checks the invariants; for tests, while the thread does not use the cache. */
    void checkInvariants() {
        long sum = 0;
        for (Span span : spans) {
            if (span != null) {
                sum += span.blockBytes;
                if (span.states[0] != Span.CACHED || spans[place(span.pageCount)] != span) {
                    throw new IllegalStateException("block that is held: pages=" + span.pageCount + ", state="
                            + span.states[0] + ", places=" + Arrays.toString(spans));
                }
            }
        }
        if (sum != bytes) {
            throw new IllegalStateException("bytes held do not add up: bytes=" + bytes + ", sum=" + sum);
        }
    }
}
