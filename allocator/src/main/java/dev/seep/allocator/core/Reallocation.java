// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.allocator.core;

/** Changes the size of live blocks. Thread-safe. */
final class Reallocation {
    /*
     * Implementation notes
     *
     * A large block is claimed as long as it takes: a thread that frees it meanwhile is told, and can't take the memory away
     * that is being copied or moved. A small one is looked at again before it is freed, so that nothing is lost but for a free
     * in the same nanoseconds.
     */
    private static final int SHRINK_SHIFT = 1; // a small block that shrinks below half of its size is copied

    private final Blocks blocks;
    private final LargeBlocks largeBlocks;
    private final Misuse misuse;

    Reallocation(Blocks blocks, LargeBlocks largeBlocks, Misuse misuse) {
        this.blocks = blocks;
        this.largeBlocks = largeBlocks;
        this.misuse = misuse;
    }

    /** Changes the size of a large block at its address. {@return false, with nothing changed, if that can't be} */
    boolean runInPlace(Span span, long address, long size) {
        claim(span, address);
        try {
            return largeBlocks.resize(span, size);
        } finally {
            span.unclaim();
        }
    }

    private void claim(Span span, long address) {
        if (!span.claim(address, Span.CHANGING)) {
            throw misuse.of(address);
        }
    }

    /** Changes the size of a block, wherever it has to go for that. {@return its address, or 0 if no memory is to be had} */
    long run(Span span, long address, long size) {
        if (span.sizeClass == Span.NO_CLASS) {
            return runLarge(span, address, size);
        }
        boolean stays = size <= span.blockBytes && !isWasteful(span, size);
        return stays ? address : copySmall(span, address, size);
    }

    private static boolean isWasteful(Span span, long size) {
        return span.blockBytes <= SizeClasses.MAX_BYTES
                && size <= span.blockBytes >>> SHRINK_SHIFT
                && SizeClasses.bytes(SizeClasses.of(size)) < span.blockBytes;
    }

    private long copySmall(Span span, long address, long size) {
        long copy = allocateCopy(span, size);
        if (copy == 0) {
            return size <= span.blockBytes ? address : 0; // what is too large is large enough
        }
        Memory.copy(address, copy, Math.min(span.blockBytes, size));
        int index = span.indexOf(address);
        if (!span.isLive(index, address)) {
            blocks.freeUnseen(copy);
            throw misuse.of(address);
        }
        blocks.putBack(span, index, address);
        return copy;
    }

    private long allocateCopy(Span span, long size) {
        return size > span.blockBytes ? blocks.allocateGrowing(size) : blocks.allocate(size);
    }

    private long runLarge(Span span, long address, long size) {
        claim(span, address);
        boolean gone = false;
        try {
            if (!isWasteful(span, size) && largeBlocks.resize(span, size)) {
                return address;
            }
            long moved = largeBlocks.move(span, size);
            if (moved == 0) {
                moved = copyLarge(span, size);
            }
            gone = moved != 0 && moved != address;
            return moved;
        } finally {
            if (!gone) {
                span.unclaim();
            }
        }
    }

    private long copyLarge(Span span, long size) {
        long copy = allocateCopy(span, size);
        if (copy == 0) { // but now there are no idle pages any more, which may have kept it from growing where it is
            return largeBlocks.resize(span, size) ? span.base : largeBlocks.move(span, size);
        }
        Memory.copy(span.base, copy, Math.min(span.blockBytes, size));
        span.states[0] = Span.CACHED;
        blocks.keepOrFree(span);
        return copy;
    }
}
