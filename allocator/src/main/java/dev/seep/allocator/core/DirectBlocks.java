// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.allocator.core;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Blocks that have a mapping each. Thread-safe, but for two changes of one block at the same time, which claims prevent. */
final class DirectBlocks {
    /*
     * Implementation notes
     *
     * The first page of a block leads to its span, the others to none. The page map forgets a block before it is unmapped:
     * afterwards another thread may have a mapping there.
     *
     * A block changes its size or place under the lock, system calls and all, which take one of the address space anyway:
     * close() must not unmap what has just become somebody else's.
     *
     * A block whose mapping the system refuses to take back stays here, free, and is tried again by reclaim(). Its pages are
     * purged if that is not refused as well.
     */
    private final Mappings mappings;
    private final PageHeap pageHeap;
    private final Budget budget;
    private Span[] spans = new Span[4];
    private int count;
    private boolean closed;

    DirectBlocks(Mappings mappings, PageHeap pageHeap, Budget budget) {
        this.mappings = mappings;
        this.pageHeap = pageHeap;
        this.budget = budget;
    }

    /** {@return how many bytes a block of this size takes} */
    long round(long size) {
        long unit = Math.max(mappings.osPageBytes(), PageMap.PAGE_BYTES);
        return Math.max(size, 1) + unit - 1 & -unit;
    }

    /**
     * Maps a block.
     *
     * @param size at most 2^48
     * @param spareBytes address space to have behind it, for it to grow into
     * @return its address, or 0 if the limit is reached or the system refuses
     */
    long allocate(long size, long alignment, long spareBytes) {
        long bytes = round(size);
        if (!budget.tryTake(bytes)) {
            return 0;
        }
        Span span = null;
        try {
            span = map(size, alignment, spareBytes);
        } finally {
            if (span == null) {
                budget.give(bytes);
            }
        }
        return span == null ? 0 : span.base;
    }

    /** Maps a block whose bytes are in the budget. {@return null if that is refused} */
    private @Nullable Span map(long size, long alignment, long spareBytes) {
        long bytes = round(size);
        Span span = pageHeap.takeSpan();
        boolean added = false;
        try {
            span.mappedBytes = bytes + round(spareBytes);
            span.base = mappings.map(span.mappedBytes, Math.max(alignment, PageMap.PAGE_BYTES));
            if (span.base == 0) {
                span.mappedBytes = bytes;
                span.base = mappings.map(bytes, Math.max(alignment, PageMap.PAGE_BYTES));
            }
            if (span.base != 0) {
                setSize(span, bytes, size);
                added = add(span);
            }
        } finally {
            if (!added) {
                if (span.base != 0) {
                    mappings.unmap(span.base, span.mappedBytes);
                }
                pageHeap.giveSpan(span);
            }
        }
        return added ? span : null;
    }

    private static void setSize(Span span, long bytes, long size) {
        span.blockBytes = bytes;
        span.pageCount = bytes >>> PageMap.PAGE_SHIFT;
        span.requestedBytes = size;
    }

    private synchronized boolean add(Span span) {
        if (closed) {
            return false;
        }
        if (count == spans.length) {
            spans = Arrays.copyOf(spans, 2 * count);
        }
        pageHeap.addDirect(span);
        span.use = Span.Use.DIRECT_BLOCK;
        span.attention = Span.DIRECT;
        span.states[0] = Span.LIVE;
        span.place = count;
        spans[count++] = span;
        return true;
    }

    private void remove(Span span) {
        Span last = spans[--count];
        spans[span.place] = last;
        last.place = span.place;
    }

    /** Unmaps a block that the program has freed, and only one thread. */
    void free(Span span) {
        synchronized (this) {
            if (closed) {
                return;
            }
            span.states[0] = Span.FREE;
            forget(span);
        }
        unmap(span);
    }

    private void forget(Span span) {
        pageHeap.removeDirect(span);
        span.use = Span.Use.NOTHING;
    }

    private void unmap(Span span) {
        if (mappings.unmap(span.base, span.mappedBytes)) {
            budget.give(span.blockBytes);
            synchronized (this) {
                remove(span);
            }
            pageHeap.giveSpan(span);
            return;
        }
        if (mappings.purge(span.base, span.blockBytes)) {
            budget.give(span.blockBytes);
            span.blockBytes = 0;
        }
        stick(span);
    }

    private synchronized void stick(Span span) {
        span.attention = Span.NOT_NEEDED; // until reclaim()
    }

    /** Tries again to unmap what was refused. */
    synchronized void reclaim() {
        for (int i = count - 1; i >= 0 && !closed; i--) {
            Span span = spans[i];
            if (span.attention == Span.NOT_NEEDED && mappings.unmap(span.base, span.mappedBytes)) {
                budget.give(span.blockBytes);
                remove(span);
                pageHeap.giveSpan(span);
            }
        }
    }

    /** Changes the size of a live block at its address. {@return false, with nothing changed, if that can't be} */
    synchronized boolean resize(Span span, long size) {
        if (closed) {
            return false;
        }
        long bytes = round(size);
        if (bytes <= span.blockBytes) {
            cut(span, bytes);
            span.requestedBytes = size;
            return true;
        }
        long more = bytes - span.blockBytes;
        if (!budget.tryTake(more)) {
            return false;
        }
        if (bytes > span.mappedBytes) {
            if (!mappings.grow(span.base, span.mappedBytes, bytes)) {
                budget.give(more);
                return false;
            }
            span.mappedBytes = bytes;
        }
        setSize(span, bytes, size);
        return true;
    }

    /** Gives a block's tail back, as far as it is not refused. */
    private void cut(Span span, long bytes) {
        long tail = span.base + bytes;
        long tailBytes = span.blockBytes - bytes;
        if (tailBytes == 0) {
            return;
        }
        if (mappings.cut(span.base, span.mappedBytes, bytes)) {
            span.mappedBytes = bytes;
        } else if (!mappings.purge(tail, tailBytes)) {
            return;
        }
        budget.give(tailBytes);
        setSize(span, bytes, span.requestedBytes);
    }

    /**
     * Moves a live block to a place where it has another size, without copying.
     *
     * @return its new address, or 0, with nothing changed, if that can't be
     */
    synchronized long move(Span span, long size, long spareBytes) {
        if (closed) {
            return 0;
        }
        long bytes = round(size);
        long more = bytes - span.blockBytes;
        if (!budget.tryTake(more)) {
            return 0;
        }
        Span target = null;
        boolean moved = false;
        try {
            target = map(size, PageMap.PAGE_BYTES, spareBytes);
            moved = target != null && mappings.move(span.base, span.mappedBytes, target.base, target.mappedBytes);
        } finally {
            if (!moved) {
                budget.give(more);
            }
        }
        if (target == null) {
            return 0;
        }
        Span gone = moved ? span : target;
        forget(gone);
        if (!moved && !mappings.unmap(gone.base, gone.mappedBytes)) {
            gone.blockBytes = 0; // in no budget
            stick(gone);
            return 0;
        }
        remove(gone);
        pageHeap.giveSpan(gone);
        return moved ? target.base : 0;
    }

    /** {@return the span that the address lies in, or {@link Span#NONE}; slow, for messages} */
    synchronized Span find(long address) {
        for (int i = 0; i < count; i++) {
            if (spans[i].use == Span.Use.DIRECT_BLOCK && spans[i].contains(address)) {
                return spans[i];
            }
        }
        return Span.NONE;
    }

    /** Adds the figures of all blocks. */
    synchronized void addTo(LargeFigures figures) {
        for (int i = 0; i < count; i++) {
            Span span = spans[i];
            if (span.use == Span.Use.DIRECT_BLOCK) {
                figures.blocks++;
                figures.bytes += span.blockBytes;
                figures.requestedBytes += span.requestedBytes;
            }
        }
    }

    /** Unmaps all blocks, but for those that another thread is just unmapping. */
    synchronized void close() {
        closed = true;
        for (int i = count - 1; i >= 0; i--) {
            Span span = spans[i];
            if (span.use == Span.Use.DIRECT_BLOCK) {
                forget(span);
            } else if (span.attention != Span.NOT_NEEDED) {
                continue;
            }
            if (mappings.discard(span.base, span.mappedBytes)) {
                budget.give(span.blockBytes);
                remove(span);
            }
        }
    }

    /** Checks the invariants; for tests, while nobody uses the blocks. {@return their bytes, which are in the budget} */
    synchronized long checkInvariants() {
        long bytes = 0;
        for (int i = 0; i < count; i++) {
            Span span = spans[i];
            if (span.place != i || span.blockBytes > span.mappedBytes) {
                throw new IllegalStateException("direct block at the wrong place, or too large: place=" + i + ", bytes="
                        + span.blockBytes + ", mappedBytes=" + span.mappedBytes);
            }
            bytes += span.blockBytes;
        }
        return bytes;
    }
}
