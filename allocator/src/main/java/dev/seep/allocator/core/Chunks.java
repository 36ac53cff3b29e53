// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.allocator.core;

import static dev.seep.allocator.core.PageMap.PAGE_BYTES;
import static dev.seep.allocator.core.PageMap.PAGE_SHIFT;

import java.util.ArrayList;
import org.jspecify.annotations.Nullable;

/** The mappings that the page heap divides. Not thread-safe: the page heap has the lock. */
final class Chunks {
    /** Bytes mapped at once, unless more are needed or these are refused. Nothing is resident until it is touched. */
    static final long CHUNK_BYTES = 64L << 20;

    private static final long SMALLEST_BYTES = 1L << 20;
    private static final int SHRINK_SHIFT = 2;

    /**
     * One mapping. Its first page is never handed out, so that runs of two mappings that touch each other are not joined.
     *
     * @param base its first byte
     * @param bytes its size
     */
    record Chunk(long base, long bytes) {
        long firstPage() {
            return base + PAGE_BYTES;
        }

        long pageCount() {
            return (bytes >>> PAGE_SHIFT) - 1;
        }

        boolean contains(long address) {
            return address - base >= 0 && address - base < bytes;
        }
    }

    private final Mappings mappings;
    private final PageMap pageMap;
    private final ArrayList<Chunk> chunks = new ArrayList<>();
    private long pages;

    Chunks(Mappings mappings, PageMap pageMap) {
        this.mappings = mappings;
        this.pageMap = pageMap;
    }

    /**
     * Maps a chunk with room for at least {@code bytes}, which are aligned to {@code alignment}. Less than
     * {@link #CHUNK_BYTES} are asked for when those are refused.
     *
     * @return null if no room is to be had
     */
    @Nullable
    Chunk map(long bytes, long alignment) {
        long unit = Math.max(PAGE_BYTES, mappings.osPageBytes());
        long needed = bytes + Math.max(alignment, PAGE_BYTES) + unit - 1 & -unit;
        if (needed < bytes) {
            return null;
        }
        chunks.ensureCapacity(chunks.size() + 1); // before memory is taken
        long size = Math.max(needed, CHUNK_BYTES);
        long base = mappings.map(size, PAGE_BYTES);
        while (base == 0 && size > needed) {
            size = size > SMALLEST_BYTES ? Math.max(needed, size >>> SHRINK_SHIFT) : needed;
            base = mappings.map(size, PAGE_BYTES);
        }
        return base == 0 ? null : add(new Chunk(base, size));
    }

    private Chunk add(Chunk chunk) {
        try {
            pageMap.add(chunk.base, chunk.bytes);
        } catch (OutOfMemoryError e) {
            mappings.unmap(chunk.base, chunk.bytes);
            throw e;
        }
        chunks.add(chunk);
        pages += chunk.pageCount();
        return chunk;
    }

    /** Gives a chunk back, of which no page is in use. {@return false if that is refused} */
    boolean unmap(Chunk chunk) {
        return mappings.unmap(chunk.base, chunk.bytes) && forget(chunk);
    }

    /** Gives all chunks back, whatever lies in them, but for those that the system does not take. */
    void discardAll() {
        for (int i = chunks.size() - 1; i >= 0; i--) {
            Chunk chunk = chunks.get(i);
            if (mappings.discard(chunk.base, chunk.bytes)) {
                forget(chunk);
            }
        }
    }

    private boolean forget(Chunk chunk) {
        pageMap.remove(chunk.base, chunk.bytes);
        chunks.remove(chunk);
        pages -= chunk.pageCount();
        return true;
    }

    /** {@return the number of chunks} */
    int count() {
        return chunks.size();
    }

    /** {@return a chunk; giving it back moves those behind it down} */
    Chunk get(int index) {
        return chunks.get(index);
    }

    /** {@return the pages of all chunks that can be handed out} */
    long pages() {
        return pages;
    }

    /** {@return the chunk that {@code address} lies in, or null} */
    @Nullable
    Chunk find(long address) {
        for (Chunk chunk : chunks) {
            if (chunk.contains(address)) {
                return chunk;
            }
        }
        return null;
    }
}
