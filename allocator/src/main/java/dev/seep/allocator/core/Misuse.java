// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.allocator.core;

/** Says what is wrong with an address that is not that of a live block. */
final class Misuse {
    private final String name;
    private final PageHeap pageHeap;
    private final DirectBlocks directBlocks;

    Misuse(String name, PageHeap pageHeap, DirectBlocks directBlocks) {
        this.name = name;
        this.pageHeap = pageHeap;
        this.directBlocks = directBlocks;
    }

    /** {@return what to throw} */
    RuntimeException of(long address) {
        Span span = pageHeap.find(address);
        if (span == Span.NONE) {
            span = directBlocks.find(address);
        }
        return switch (span.use) {
            case SMALL_BLOCKS -> small(span, address);
            case LARGE_BLOCK, DIRECT_BLOCK -> large(span, address);
            case DIRTY_PAGES, CLEAN_PAGES ->
                new IllegalStateException(
                        "address is in free pages, as after a double free: " + describe(address) + ", state=free");
            case NOTHING ->
                new IllegalArgumentException("address is not of this allocator: " + describe(address)
                        + ", state=unknown [it may be that of another allocator, or its pages are unmapped]");
        };
    }

    private RuntimeException small(Span span, long address) {
        long offset = address - span.base;
        int index = (int) (offset / span.blockBytes);
        String sizeClass = ", sizeClass=" + span.blockBytes;
        if (index >= span.blockCount) {
            return new IllegalArgumentException(
                    "address is behind the last block of its pages: " + describe(address) + sizeClass);
        }
        String state = ", state=" + (span.states[index] == Span.LIVE ? "live" : "free");
        long start = span.base + index * span.blockBytes;
        if (start != address) {
            return new IllegalArgumentException("address is inside of a block: " + describe(address) + ", block=0x"
                    + Long.toHexString(start) + sizeClass + state);
        }
        return new IllegalStateException("block is free already: " + describe(address) + sizeClass + state);
    }

    private RuntimeException large(Span span, long address) {
        byte known = span.states[0];
        boolean isFree = known == Span.FREE || known == Span.CACHED;
        String state = ", size=" + span.requestedBytes + ", sizeClass=large, state=" + (isFree ? "free" : "live");
        if (span.base != address) {
            return new IllegalArgumentException("address is inside of a block: " + describe(address) + ", block=0x"
                    + Long.toHexString(span.base) + state);
        }
        return new IllegalStateException(
                (isFree ? "block is free already: " : "block is being freed or reallocated by another thread: ")
                        + describe(address)
                        + state);
    }

    private String describe(long address) {
        return "address=0x" + Long.toHexString(address) + ", allocator=" + name;
    }
}
