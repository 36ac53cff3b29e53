// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.allocator.core;

import org.jspecify.annotations.Nullable;

/**
 * Runs of free pages, by length. Not thread-safe: the page heap has the lock.
 *
 * <p>Finding one that is long enough takes the same time however many there are.
 */
final class FreeRuns {
    /*
     * Implementation notes
     *
     * A list for each length up to 15 pages and eight lists a doubling above (as TLSF does: Masmano et al., ECRTS 2004),
     * and a bit for each list that is not empty. Every run of the lists above that of the wanted length is long enough; of
     * its own list a few are tried first.
     */
    private static final int LINEAR = 16;
    private static final int STEP_BITS = 3;
    private static final int BINS = 320; // lengths up to 2^41 pages
    private static final int TRIED = 8;

    private final @Nullable Span[] bins = new Span[BINS];
    private final long[] filled = new long[BINS / Long.SIZE];
    private final Span.Use use;
    private long pages;

    FreeRuns(Span.Use use) {
        this.use = use;
    }

    static int bin(long pages) {
        if (pages < LINEAR) {
            return (int) pages;
        }
        int shift = Long.SIZE - 1 - Long.numberOfLeadingZeros(pages) - STEP_BITS;
        return LINEAR + (shift - 1 << STEP_BITS) + (int) (pages >>> shift) - (1 << STEP_BITS);
    }

    Span.Use use() {
        return use;
    }

    /** {@return the number of pages in all runs} */
    long pages() {
        return pages;
    }

    void add(Span run) {
        int bin = bin(run.pageCount);
        Span first = bins[bin];
        run.use = use;
        run.previous = null;
        run.next = first;
        if (first != null) {
            first.previous = run;
        }
        bins[bin] = run;
        filled[bin / Long.SIZE] |= 1L << bin;
        pages += run.pageCount;
    }

    void remove(Span run) {
        int bin = bin(run.pageCount);
        Span next = run.next;
        Span previous = run.previous;
        if (next != null) {
            next.previous = previous;
        }
        if (previous != null) {
            previous.next = next;
        } else {
            bins[bin] = next;
            if (next == null) {
                filled[bin / Long.SIZE] &= ~(1L << bin);
            }
        }
        run.next = null;
        run.previous = null;
        run.use = Span.Use.NOTHING;
        pages -= run.pageCount;
    }

    /** {@return a run of at least this many pages, which stays in, or null} */
    @Nullable
    Span find(long wanted) {
        int bin = bin(wanted);
        Span run = bins[bin];
        for (int i = 0; run != null && i < TRIED; i++) {
            if (run.pageCount >= wanted) {
                return run;
            }
            run = run.next;
        }
        return firstAbove(bin);
    }

    private @Nullable Span firstAbove(int bin) {
        int start = bin + 1;
        int word = start / Long.SIZE;
        long bits = word < filled.length ? filled[word] & -1L << start : 0;
        while (bits == 0) {
            if (++word >= filled.length) {
                return null;
            }
            bits = filled[word];
        }
        return bins[word * Long.SIZE + Long.numberOfTrailingZeros(bits)];
    }

    /** {@return a run that was freed at {@code nanos} or before, or null} */
    @Nullable
    Span findFreedBefore(long nanos) {
        for (int word = 0; word < filled.length; word++) {
            for (long bits = filled[word]; bits != 0; bits &= bits - 1) {
                Span run = bins[word * Long.SIZE + Long.numberOfTrailingZeros(bits)];
                while (run != null && run.freedAtNanos - nanos > 0) {
                    run = run.next;
                }
                if (run != null) {
                    return run;
                }
            }
        }
        return null;
    }

    /** Checks that every run is in its list; for tests. */
    void checkInvariants() {
        long sum = 0;
        for (int bin = 0; bin < BINS; bin++) {
            boolean marked = (filled[bin / Long.SIZE] >>> bin & 1) != 0;
            if (marked != (bins[bin] != null)) {
                throw new IllegalStateException("mark of a list is wrong: bin=" + bin + ", use=" + use);
            }
            for (Span run = bins[bin]; run != null; run = run.next) {
                if (bin(run.pageCount) != bin || run.use != use || run.pageCount <= 0) {
                    throw new IllegalStateException("run in the wrong list: pages=" + run.pageCount + ", bin=" + bin);
                }
                sum += run.pageCount;
            }
        }
        if (sum != pages) {
            throw new IllegalStateException("pages do not add up: pages=" + pages + ", sum=" + sum);
        }
    }
}
