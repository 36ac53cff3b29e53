// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.allocator.core;

import java.util.concurrent.atomic.LongAdder;

/** Blocks larger than {@link SizeClasses#MAX_BYTES}, or aligned to more than a page: whole pages. Thread-safe. */
final class LargeBlocks {
    /** From here on a block has a mapping of its own. */
    static final long DIRECT_BYTES = Chunks.CHUNK_BYTES / 2;

    /** Larger blocks are refused: no address space has room for them. */
    static final long MAX_BYTES = 1L << 46;

    private final PageHeap pageHeap;
    private final Reclaim reclaim;
    private final DirectBlocks directBlocks;
    private final LongAdder allocated = new LongAdder();
    private final LongAdder allocatedBytes = new LongAdder();

    LargeBlocks(PageHeap pageHeap, Reclaim reclaim, DirectBlocks directBlocks) {
        this.pageHeap = pageHeap;
        this.reclaim = reclaim;
        this.directBlocks = directBlocks;
    }

    /**
     * Hands out a block.
     *
     * @param growing whether it is likely to grow soon
     * @return its address, perhaps with {@link PageHeap#ZEROED} set; 0 if no memory is to be had
     */
    long allocate(long size, long alignment, boolean growing) {
        if (size > MAX_BYTES) {
            return 0;
        }
        reclaim.tick();
        long address = isDirect(size, alignment)
                ? allocateDirect(size, alignment, growing ? size : 0)
                : reclaim.takeLarge(size, Math.max(alignment, PageMap.PAGE_BYTES));
        if (address != 0) {
            allocated.increment();
            allocatedBytes.add(
                    isDirect(size, alignment)
                            ? directBlocks.round(size)
                            : PageHeap.pagesFor(size) << PageMap.PAGE_SHIFT);
        }
        return address;
    }

    private static boolean isDirect(long size, long alignment) {
        return size > DIRECT_BYTES || alignment > DIRECT_BYTES;
    }

    private long allocateDirect(long size, long alignment, long spareBytes) {
        long address = directBlocks.allocate(size, alignment, spareBytes);
        if (address == 0) {
            reclaim.reclaimAll();
            address = directBlocks.allocate(size, alignment, spareBytes);
        }
        return address == 0 ? 0 : address | PageHeap.ZEROED;
    }

    /** Frees the pages of a block that the program has freed, and only one thread. */
    void free(Span span) {
        if (span.attention == Span.LARGE) {
            pageHeap.freeLarge(span);
        } else {
            directBlocks.free(span);
        }
        reclaim.tick();
    }

    /** Changes the size of a live block at its address. {@return false, with nothing changed, if that can't be} */
    boolean resize(Span span, long size) {
        if (size > MAX_BYTES) {
            return false;
        }
        long oldBytes = span.blockBytes;
        boolean resized =
                span.use == Span.Use.DIRECT_BLOCK ? directBlocks.resize(span, size) : pageHeap.resizeLarge(span, size);
        if (resized) {
            countGrowth(oldBytes, span.blockBytes);
        }
        return resized;
    }

    private void countGrowth(long oldBytes, long newBytes) {
        if (newBytes > oldBytes) {
            allocatedBytes.add(newBytes - oldBytes);
        }
    }

    /** Moves a live block to where it has another size, without copying. {@return its address, or 0} */
    long move(Span span, long size) {
        if (size > MAX_BYTES || size <= DIRECT_BYTES || span.use != Span.Use.DIRECT_BLOCK) {
            return 0;
        }
        long oldBytes = span.blockBytes;
        long address = directBlocks.move(span, size, size);
        if (address != 0) {
            countGrowth(oldBytes, directBlocks.round(size));
        }
        return address;
    }

    void addTo(LargeFigures figures) {
        figures.allocated += allocated.sum();
        figures.allocatedBytes += allocatedBytes.sum();
        pageHeap.addTo(figures);
        directBlocks.addTo(figures);
    }
}
