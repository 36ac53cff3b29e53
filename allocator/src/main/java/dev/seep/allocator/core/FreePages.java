// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.allocator.core;

import static dev.seep.allocator.core.PageMap.PAGE_BYTES;
import static dev.seep.allocator.core.PageMap.PAGE_SHIFT;

import org.jspecify.annotations.Nullable;

/**
 * The runs of free pages, dirty and clean. Not thread-safe: the page heap has the lock.
 *
 * <p>Free neighbours are joined: dirty ones with dirty, clean ones with clean.
 */
final class FreePages {
    /*
     * Implementation notes
     *
     * A dirty run is as old as the largest of those it was joined from: a page that is used again and again does not keep
     * its idle neighbours resident.
     *
     * Dirty and clean neighbours stay apart: joined, they would either be purged too early or never.
     *
     * A run's first and last page lead to it in the page map. Other entries may be stale, so whoever looks for a neighbour
     * asks the span it finds whether it is a free run that really ends or starts there.
     *
     * Invariants (checked by check()):
     *   1. no dirty run touches a dirty run, no clean run a clean run, within a chunk;
     *   2. the first and the last page of a run lead to it.
     */
    private final PageMap pageMap;
    private final SpareSpans spares;
    private final FreeRuns dirty = new FreeRuns(Span.Use.DIRTY_PAGES);
    private final FreeRuns clean = new FreeRuns(Span.Use.CLEAN_PAGES);

    FreePages(PageMap pageMap, SpareSpans spares) {
        this.pageMap = pageMap;
        this.spares = spares;
    }

    long dirtyPages() {
        return dirty.pages();
    }

    long cleanPages() {
        return clean.pages();
    }

    @Nullable
    Span findDirty(long pages, long alignment) {
        return find(dirty, pages, alignment);
    }

    @Nullable
    Span findClean(long pages, long alignment) {
        return find(clean, pages, alignment);
    }

    private static @Nullable Span find(FreeRuns runs, long pages, long alignment) {
        Span run = runs.find(pages);
        if (alignment <= PAGE_BYTES || run == null || fits(run, pages << PAGE_SHIFT, alignment)) {
            return run;
        }
        return runs.find(pages + (alignment >>> PAGE_SHIFT) - 1);
    }

    private static boolean fits(Span run, long bytes, long alignment) {
        return (run.base + alignment - 1 & -alignment) + bytes <= run.end();
    }

    /**
     * Takes pages out of a run that was found for them.
     *
     * @param atEnd whether from its end
     * @return their address
     */
    long carve(Span run, long pages, long alignment, boolean atEnd) {
        long bytes = pages << PAGE_SHIFT;
        FreeRuns runs = runsOf(run);
        Span before = spares.take();
        Span after = spares.take();
        runs.remove(run);
        long address = atEnd ? run.end() - bytes & -alignment : run.base + alignment - 1 & -alignment;
        addPart(runs, before, run.base, address, run.freedAtNanos);
        addPart(runs, after, address + bytes, run.end(), run.freedAtNanos);
        spares.give(run);
        return address;
    }

    private FreeRuns runsOf(Span run) {
        return run.use == Span.Use.CLEAN_PAGES ? clean : dirty;
    }

    /** Adds a part of what was one run: it has no neighbour to be joined with. */
    private void addPart(FreeRuns runs, Span part, long start, long end, long freedAtNanos) {
        if (start == end) {
            spares.give(part);
            return;
        }
        part.base = start;
        part.pageCount = end - start >>> PAGE_SHIFT;
        part.freedAtNanos = freedAtNanos;
        add(runs, part);
    }

    private void add(FreeRuns runs, Span run) {
        pageMap.set(run.base, run);
        pageMap.set(run.end() - PAGE_BYTES, run);
        runs.add(run);
    }

    /** Adds pages that are dirty since now; {@code run} is the Java object for them. */
    void addDirty(Span run, long address, long pages) {
        run.freedAtNanos = System.nanoTime();
        addJoined(dirty, run, address, pages);
    }

    /** Adds pages that read as zeros; {@code run} is the Java object for them. */
    void addClean(Span run, long address, long pages) {
        addJoined(clean, run, address, pages);
    }

    private void addJoined(FreeRuns runs, Span run, long address, long pages) {
        run.base = address;
        run.pageCount = pages;
        Span before = pageMap.find(address - PAGE_BYTES);
        if (before.use == runs.use() && before.end() == address) {
            runs.remove(before);
            run.freedAtNanos = before.pageCount > pages ? before.freedAtNanos : run.freedAtNanos;
            run.base = before.base;
            run.pageCount += before.pageCount;
            spares.give(before);
        }
        Span after = pageMap.find(run.end());
        if (after.use == runs.use() && after.base == run.end()) {
            runs.remove(after);
            run.freedAtNanos = after.pageCount > run.pageCount ? after.freedAtNanos : run.freedAtNanos;
            run.pageCount += after.pageCount;
            spares.give(after);
        }
        add(runs, run);
    }

    /** Takes a run out. */
    void remove(Span run) {
        runsOf(run).remove(run);
    }

    /** {@return the run that starts at {@code address}, or null} */
    @Nullable
    Span runAt(long address) {
        Span run = pageMap.find(address);
        boolean free = run.use == Span.Use.CLEAN_PAGES || run.use == Span.Use.DIRTY_PAGES;
        return free && run.base == address ? run : null;
    }

    /** {@return how many of the pages from {@code address} on are clean, or -1 if not all of them are free} */
    long cleanPagesAt(long address, long pages) {
        long cleanPages = 0;
        long left = pages;
        Span run = runAt(address);
        while (run != null) {
            long part = Math.min(left, run.pageCount);
            cleanPages += run.use == Span.Use.CLEAN_PAGES ? part : 0;
            left -= part;
            if (left == 0) {
                return cleanPages;
            }
            run = runAt(run.end());
        }
        return -1;
    }

    /** Takes the pages from {@code address} on, all of which are free. */
    void takeAt(long address, long pages) {
        long left = pages;
        long start = address;
        Span run = runAt(start);
        while (left > 0 && run != null) {
            long part = Math.min(left, run.pageCount);
            carve(run, part, PAGE_BYTES, false);
            left -= part;
            start += part << PAGE_SHIFT;
            run = runAt(start);
        }
    }

    /**
     * Takes dirty runs out, chained by {@link Span#next}.
     *
     * @param freedBefore only those freed at that time of {@link System#nanoTime} or before
     * @param maxPages about how many pages at most
     */
    @Nullable
    Span detachDirty(long freedBefore, long maxPages) {
        Span chain = null;
        long left = maxPages;
        Span run = dirty.findFreedBefore(freedBefore);
        while (run != null && left > 0) {
            dirty.remove(run);
            left -= run.pageCount;
            run.next = chain;
            chain = run;
            run = dirty.findFreedBefore(freedBefore);
        }
        return chain;
    }

    /** Checks the invariants in one chunk; for tests. */
    void check(long start, long end) {
        dirty.checkInvariants();
        clean.checkInvariants();
        Span.Use last = Span.Use.NOTHING;
        for (long address = start; address < end; ) {
            Span run = runAt(address);
            if (run != null && (run.use == last || pageMap.find(run.end() - PAGE_BYTES) != run || run.end() > end)) {
                throw new IllegalStateException("free run is not joined or not found: address=0x"
                        + Long.toHexString(address) + ", pages=" + run.pageCount);
            }
            last = run == null ? Span.Use.NOTHING : run.use;
            address += run == null ? PAGE_BYTES : run.pageCount << PAGE_SHIFT;
        }
    }
}
