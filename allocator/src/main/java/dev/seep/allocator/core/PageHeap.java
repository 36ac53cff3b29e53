// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.allocator.core;

import static dev.seep.allocator.core.PageMap.PAGE_BYTES;
import static dev.seep.allocator.core.PageMap.PAGE_SHIFT;

import org.jspecify.annotations.Nullable;

/** The pages that no small block uses, and the mappings that pages come from. Thread-safe. */
final class PageHeap {
    /*
     * Implementation notes
     *
     * A page of a chunk is in use, or dirty (freed lately, perhaps resident), or clean (never touched, or purged). Dirty
     * runs are used first. Spans of small blocks are cut from a run's end and large blocks from its beginning, so that the
     * pages behind a large block stay free for it to grow into as long as there are others.
     *
     * In the budget are the dirty pages, those of large blocks, and of a span of small blocks the part that it uses.
     *
     * Java objects are made before anything is changed: an OutOfMemoryError of the Java heap leaves all as it was.
     *
     * Invariants (checked by checkInvariants()): those of FreePages, and pages in use + dirty + clean == pages of all chunks.
     */
    /** Set in an address if its pages read as zeros. */
    static final long ZEROED = 1;

    private final Mappings mappings;
    private final PageMap pageMap;
    private final Budget budget;
    private final Chunks chunks;
    private final SpareSpans spares = new SpareSpans();
    private final FreePages free;
    private final LargeFigures live = new LargeFigures();
    private long inUsePages;
    private final Purges purges = new Purges();
    private boolean closed;

    PageHeap(Mappings mappings, PageMap pageMap, Budget budget) {
        this.mappings = mappings;
        this.pageMap = pageMap;
        this.budget = budget;
        chunks = new Chunks(mappings, pageMap);
        free = new FreePages(pageMap, spares);
    }

    /**
     * Takes pages for a large block and makes it known.
     *
     * @param size bytes asked for
     * @param alignment alignment of the address in bytes, a power of two
     * @param mayMap whether to map more, and to purge for the sake of the limit
     * @return the address, perhaps with {@link #ZEROED} set; 0 if there are not enough
     */
    synchronized long takeLarge(long size, long alignment, boolean mayMap) {
        if (closed) {
            return 0;
        }
        spares.ensure();
        long pages = pagesFor(size);
        Span run = free.findDirty(pages, alignment);
        if (run != null) {
            return addLarge(free.carve(run, pages, alignment, false), pages, size);
        }
        long bytes = pages << PAGE_SHIFT;
        if (!commit(bytes, mayMap)) {
            return 0;
        }
        run = findClean(pages, alignment, mayMap);
        if (run == null) {
            budget.give(bytes);
            return 0;
        }
        return addLarge(free.carve(run, pages, alignment, false), pages, size) | ZEROED;
    }

    /** {@return the number of pages that a large block of this size takes} */
    static long pagesFor(long size) {
        return Math.max(1, size + PAGE_BYTES - 1 >>> PAGE_SHIFT);
    }

    private @Nullable Span findClean(long pages, long alignment, boolean mayMap) {
        Span run = free.findClean(pages, alignment);
        return run == null && mayMap && mapChunk(pages << PAGE_SHIFT, alignment)
                ? free.findClean(pages, alignment)
                : run;
    }

    private boolean mapChunk(long bytes, long alignment) {
        Chunks.Chunk chunk = chunks.map(bytes, alignment);
        if (chunk == null) {
            return false;
        }
        free.addClean(spares.take(), chunk.firstPage(), chunk.pageCount());
        return true;
    }

    private long addLarge(long address, long pages, long size) {
        Span span = spares.take();
        span.use = Span.Use.LARGE_BLOCK;
        span.attention = Span.LARGE;
        span.base = address;
        span.pageCount = pages;
        span.blockBytes = pages << PAGE_SHIFT;
        span.requestedBytes = size;
        span.states[0] = Span.LIVE;
        pageMap.set(address, span);
        inUsePages += pages;
        live.blocks++;
        live.bytes += span.blockBytes;
        live.requestedBytes += size;
        return address;
    }

    /** Changes the size of a live block at its address. {@return false, with nothing changed, if that can't be} */
    synchronized boolean resizeLarge(Span span, long size) {
        if (closed) {
            return false;
        }
        spares.ensure();
        long pages = pagesFor(size);
        long more = pages - span.pageCount;
        if (more > 0 && !takeBehind(span.end(), more)) {
            return false;
        }
        if (more < 0) {
            free.addDirty(spares.take(), span.base + (pages << PAGE_SHIFT), -more);
        }
        inUsePages += more;
        live.bytes += more << PAGE_SHIFT;
        live.requestedBytes += size - span.requestedBytes;
        span.pageCount = pages;
        span.blockBytes = pages << PAGE_SHIFT;
        span.requestedBytes = size;
        return true;
    }

    private boolean takeBehind(long address, long pages) {
        long cleanPages = free.cleanPagesAt(address, pages);
        if (cleanPages < 0 || !budget.tryTake(cleanPages << PAGE_SHIFT)) {
            return false;
        }
        free.takeAt(address, pages);
        return true;
    }

    /** Frees the pages of a large block that the program has freed, and only one thread. */
    synchronized void freeLarge(Span span) {
        if (closed) {
            return;
        }
        span.states[0] = Span.FREE;
        inUsePages -= span.pageCount;
        live.blocks--;
        live.bytes -= span.blockBytes;
        live.requestedBytes -= span.requestedBytes;
        free.addDirty(span, span.base, span.pageCount);
    }

    /**
     * Takes pages for a span of small blocks. Those that read as zeros are not in the budget: who touches them calls
     * {@link #commit} before.
     *
     * @param mayMap whether to map more
     * @return the address, perhaps with {@link #ZEROED} set; 0 if there are not enough
     */
    synchronized long takeForSpan(long pages, boolean mayMap) {
        if (closed) {
            return 0;
        }
        spares.ensure();
        Span run = free.findDirty(pages, PAGE_BYTES);
        boolean dirty = run != null;
        if (run == null) {
            run = findClean(pages, PAGE_BYTES, mayMap);
        }
        if (run == null) {
            return 0;
        }
        inUsePages += pages;
        return free.carve(run, pages, PAGE_BYTES, true) | (dirty ? 0 : ZEROED);
    }

    /** Makes a span of small blocks known. */
    synchronized void publish(Span span) {
        if (!closed) {
            pageMap.setAll(span);
        }
    }

    /**
     * Gives the pages of a span of small blocks back.
     *
     * @param committedPages how many of them, from the first one on, are in the budget: they become dirty, the others clean
     */
    synchronized void give(long address, long pages, long committedPages) {
        if (closed) {
            return;
        }
        spares.ensure();
        inUsePages -= pages;
        if (committedPages > 0) {
            free.addDirty(spares.take(), address, committedPages);
        }
        if (committedPages < pages) {
            free.addClean(spares.take(), address + (committedPages << PAGE_SHIFT), pages - committedPages);
        }
    }

    /** Takes bytes into the budget. {@return false, with nothing changed, if that would go past the limit} */
    boolean commit(long bytes, boolean mayPurge) {
        if (budget.tryTake(bytes)) {
            return true;
        }
        if (mayPurge) {
            purge(System.nanoTime(), Long.MAX_VALUE);
        }
        return mayPurge && budget.tryTake(bytes);
    }

    /** Says that an allocation gets no memory. */
    void refused(long bytes) {
        mappings.refused(bytes, budget);
    }

    /**
     * Makes dirty pages clean.
     *
     * @param freedBefore only pages freed at that time of {@link System#nanoTime} or before
     * @param maxPages about how many at most
     * @return the number of pages that are clean now
     */
    long purge(long freedBefore, long maxPages) {
        long purged = 0;
        Span run = detachDirty(freedBefore, maxPages);
        if (run == null) {
            return 0;
        }
        try {
            while (run != null) {
                Span next = run.next;
                run.next = null;
                purged += purgeRun(run);
                run = next;
            }
        } finally {
            purges.end();
        }
        return purged;
    }

    private synchronized @Nullable Span detachDirty(long freedBefore, long maxPages) {
        Span run = closed ? null : free.detachDirty(freedBefore, maxPages);
        if (run != null) {
            purges.begin();
        }
        return run;
    }

    /** Purges a run that is in no list, without the lock unless the caller has it: the call may take milliseconds. */
    private long purgeRun(Span run) {
        long unit = Math.max(PAGE_BYTES, mappings.osPageBytes());
        long runStart = run.base;
        long runEnd = run.end();
        long start = runStart + unit - 1 & -unit;
        long end = runEnd & -unit;
        boolean purged = start < end && mappings.purge(start, end - start);
        synchronized (this) {
            if (!purged) {
                free.addDirty(run, runStart, run.pageCount);
                return 0;
            }
            free.addClean(run, start, end - start >>> PAGE_SHIFT);
            addRest(runStart, start);
            addRest(end, runEnd);
        }
        budget.give(end - start);
        return end - start >>> PAGE_SHIFT;
    }

    /** Adds what pages of the operating system larger than ours leave over at the ends of a run. */
    private void addRest(long start, long end) {
        if (start < end) {
            free.addDirty(spares.take(), start, end - start >>> PAGE_SHIFT);
        }
    }

    /** Unmaps the chunks of which no page is in use or dirty. */
    synchronized void unmapFreeChunks() {
        if (closed) {
            return;
        }
        for (int i = chunks.count() - 1; i >= 0; i--) {
            Chunks.Chunk chunk = chunks.get(i);
            Span run = free.runAt(chunk.firstPage());
            if (run != null && run.pageCount == chunk.pageCount() && run.use == Span.Use.CLEAN_PAGES) {
                free.remove(run);
                if (chunks.unmap(chunk)) {
                    spares.give(run);
                } else {
                    free.addClean(run, chunk.firstPage(), chunk.pageCount());
                }
            }
        }
    }

    /**
     * Unmaps all chunks, whatever lies in them, and forgets all blocks. Whoever comes later finds no pages.
     *
     * <p>It waits for those who purge: their system calls must not reach what somebody else maps there afterwards.
     */
    void close() {
        refuseAll();
        purges.awaitEnd();
        discardAll();
    }

    private synchronized void refuseAll() {
        closed = true;
    }

    private synchronized void discardAll() {
        chunks.discardAll();
        pageMap.clear();
    }

    /**
     * Makes {@code span} the span of its first page, which lies in a mapping of its own.
     *
     * @throws OutOfMemoryError if the Java heap is full; then nothing has changed
     */
    synchronized void addDirect(Span span) {
        pageMap.add(span.base, PAGE_BYTES);
        pageMap.set(span.base, span);
    }

    /** Takes back what {@link #addDirect} did. Where the mapping is gone already, another one may be there. */
    synchronized void removeDirect(Span span) {
        if (closed) {
            return;
        }
        if (pageMap.find(span.base) == span) {
            pageMap.set(span.base, Span.NONE);
        }
        pageMap.remove(span.base, PAGE_BYTES);
    }

    /** {@return a span for a block with a mapping of its own} */
    synchronized Span takeSpan() {
        spares.ensure();
        return spares.take();
    }

    /** Takes back what {@link #takeSpan} returned. */
    synchronized void giveSpan(Span span) {
        spares.give(span);
    }

    /** Adds the figures of large blocks without a mapping of their own. */
    synchronized void addTo(LargeFigures figures) {
        figures.blocks += live.blocks;
        figures.bytes += live.bytes;
        figures.requestedBytes += live.requestedBytes;
    }

    synchronized long dirtyBytes() {
        return free.dirtyPages() << PAGE_SHIFT;
    }

    synchronized long cleanBytes() {
        return free.cleanPages() << PAGE_SHIFT;
    }

    /** {@return the span that the address lies in, or {@link Span#NONE}; slow, for messages} */
    synchronized Span find(long address) {
        Chunks.Chunk chunk = chunks.find(address);
        if (chunk != null) {
            for (long page = address & -PAGE_BYTES; page >= chunk.firstPage(); page -= PAGE_BYTES) {
                Span span = pageMap.find(page);
                if (span.use != Span.Use.NOTHING && span.contains(address)) {
                    return span;
                }
            }
        }
        return Span.NONE;
    }

    /** Checks the invariants; for tests, while nobody purges. {@return the bytes in the budget, but for small blocks} */
    synchronized long checkInvariants() {
        if (inUsePages + free.dirtyPages() + free.cleanPages() != chunks.pages()) {
            throw new IllegalStateException("pages do not add up: inUse=" + inUsePages + ", dirty=" + free.dirtyPages()
                    + ", clean=" + free.cleanPages() + ", all=" + chunks.pages());
        }
        for (int i = 0; i < chunks.count(); i++) {
            Chunks.Chunk chunk = chunks.get(i);
            free.check(chunk.firstPage(), chunk.base() + chunk.bytes());
        }
        return (free.dirtyPages() << PAGE_SHIFT) + live.bytes;
    }
}
