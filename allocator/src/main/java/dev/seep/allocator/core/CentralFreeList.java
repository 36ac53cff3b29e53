// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.allocator.core;

import static dev.seep.allocator.core.PageMap.PAGE_BYTES;
import static dev.seep.allocator.core.PageMap.PAGE_SHIFT;

import java.lang.invoke.VarHandle;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The spans of one size class that no thread has in hand. Thread-safe.
 *
 * <p>What a thread cache takes from here and gives back is a span: all its free blocks in one step, however many they are.
 */
final class CentralFreeList {
    /*
     * Implementation notes
     *
     * A span is in a thread's hand, or in a queue, or parked. It is parked when a thread has handed out its last block;
     * the first free after that puts it at a queue's end. Queues are first in, first out: a span has as long as possible
     * to collect free blocks before its turn comes, so that a turn is worth its price.
     *
     * There are several queues, and a span goes to that of the thread which had it in hand last: most of its blocks are that
     * thread's, so that frees write to cache lines which no other processor is using. Who finds its own queue empty takes from
     * the others before it takes new pages. With one queue a pair of the database on two threads took 20.3 to 22.1 ns, with
     * eight 18.0 to 19.3, and on one thread the same.
     *
     * A free that reads "attention" just before the span is parked, and whose write to the block's state is not seen by the
     * thread that parks it, goes unnoticed: the span stays parked with one free block, until its next free. This costs a
     * block for a while and is not worth a fence in every free. Whoever looks for spans without live blocks (scavenge())
     * reads the states of all spans, parked ones included, and puts those with free blocks into the queue.
     *
     * A span is much larger than what a few blocks need, so that spans are seldom changed. Only its beginning is used, and
     * more of it in steps, when no block is free there: what is not used is neither resident nor in the budget.
     *
     * How large. A span with many blocks is seldom changed for another one; but all its free bytes are in a thread's hand,
     * which has a limit, so that a thread that uses many sizes would have to give spans back before it has used them. Spans
     * of 128 instead of 512 KiB above 1 KiB made a pair of rptest (16 bytes to 8 KiB) take 45 instead of 230 ns, and would
     * have made one of 100,000 live blocks (8 bytes to 1 KiB) 55 instead of 48.
     *
     * Invariants (checked by checkInvariants()):
     *   1. spans[s.place] == s for all spans of the class;
     *   2. a span is in the queue of its home only if its attention is NOT_NEEDED;
     *   3. a parked span has no free block, but for the race above.
     */
    private static final long SMALLEST_SPAN_BYTES = 64 * 1024;
    private static final int MANY_BLOCKS = 256;
    private static final int SMALL_BYTES = 1024; // up to here a span has many blocks
    private static final long SPAN_BYTES = 128 * 1024; // of larger ones, if that is enough for a few
    private static final int FEW_BLOCKS = 8;
    private static final int WASTE = 32; // at most this part of a span is in no block
    private static final long STEP_BYTES = 16 * 1024; // that are put into the budget at once
    private static final int KEPT = 4; // spans without pages
    private static final int HOMES = 8;

    private final int sizeClass;
    private final int blockBytes;
    private final long pages; // of a span
    private final PageSupply supply;
    private final SpanQueue[] queues = new SpanQueue[HOMES]; // by the home of the spans in them
    private Span[] spans = new Span[4];
    private int spanCount;
    private int coming; // spans for which there is room in "spans", and which are not in it yet
    private long spanBytes;
    private final SpanQueue unused = new SpanQueue();
    private int unusedCount;

    /** What thread caches that are gone had counted. */
    private long allocated;

    private long sampled;
    private long sampledBytes;

    CentralFreeList(int sizeClass, PageSupply supply) {
        this.sizeClass = sizeClass;
        this.supply = supply;
        blockBytes = SizeClasses.bytes(sizeClass);
        Arrays.setAll(queues, home -> new SpanQueue());
        long bytes = blockBytes <= SMALL_BYTES
                ? Math.max((long) MANY_BLOCKS * blockBytes, SMALLEST_SPAN_BYTES)
                : Math.max((long) FEW_BLOCKS * blockBytes, SPAN_BYTES);
        pages = pagesFor(bytes, blockBytes);
    }

    /**
     * Changes a span whose blocks are all handed out for one that has free blocks.
     *
     * @param exhausted the span, or {@link Span#NONE}
     * @param threadId of the caller; any number if threads share what it has in hand
     * @return the span, which is now in the caller's hand; null if no memory is to be had
     */
    @Nullable
    Span exchange(Span exhausted, long threadId) {
        int home = (int) threadId & HOMES - 1;
        Span span = park(exhausted, home);
        return span == null ? newSpan(home) : span;
    }

    /** Does a bounded piece of the work of giving memory back, if it is time. To be called without any lock. */
    void tick() {
        supply.tick();
    }

    /** Says that an allocation gets no memory. */
    void refused(long bytes) {
        supply.refused(bytes);
    }

    private synchronized @Nullable Span park(Span exhausted, int home) {
        if (exhausted != Span.NONE) {
            putBack(exhausted);
        }
        for (int i = 0; i < HOMES; i++) {
            Span span = queues[home + i & HOMES - 1].pollFirst();
            if (span != null) {
                span.inHand = true;
                span.home = home;
                return span;
            }
        }
        return null;
    }

    /** {@return the number of all spans, as it was a moment ago} */
    int spanCount() {
        return spanCount;
    }

    /** Takes a span back that may have free blocks. */
    synchronized void giveBack(Span span) {
        putBack(span);
    }

    private void putBack(Span span) {
        span.inHand = false;
        span.attention = Span.PARKED;
        VarHandle.fullFence(); // so that a free that does not see it is seen here, nearly always
        if (span.hasFree()) {
            enqueue(span);
        }
    }

    private void enqueue(Span span) {
        span.attention = Span.NOT_NEEDED;
        queues[span.home].addLast(span);
    }

    /** Puts a span of which a block was freed into the queue, if it is parked. */
    synchronized void unpark(Span span) {
        if (span.attention == Span.PARKED) {
            enqueue(span);
        }
    }

    private @Nullable Span newSpan(int home) {
        Span span = unused();
        long address = 0;
        try {
            address = supply.takeForSpan(pages);
        } finally {
            if (address == 0) {
                abandon(span);
            }
        }
        if (address == 0) {
            return null;
        }
        span.home = home;
        span.base = address & -PAGE_BYTES;
        span.pageCount = pages;
        span.committedBytes = address == span.base ? pages << PAGE_SHIFT : 0;
        add(span);
        supply.publish(span);
        return span;
    }

    /**
     * Makes more blocks of a span usable.
     *
     * @param span which the caller has in hand
     * @param wanted how many at most
     * @return false if all are, or the limit is reached
     */
    boolean extend(Span span, int wanted) {
        int count = Math.min(span.blockCount - span.usedCount, wanted);
        if (count == 0 || !commit(span, ((long) span.usedCount + count) * blockBytes)) {
            return false;
        }
        span.use(count);
        return true;
    }

    private boolean commit(Span span, long bytes) {
        if (bytes <= span.committedBytes) {
            return true;
        }
        long wanted = Math.max(bytes, Math.min(bytes + STEP_BYTES, span.pageCount << PAGE_SHIFT));
        long committed = wanted + PAGE_BYTES - 1 & -PAGE_BYTES;
        if (!supply.commit(committed - span.committedBytes)) {
            return false;
        }
        span.committedBytes = committed;
        return true;
    }

    /** {@return a number of pages for about so many bytes, of which nearly all are in blocks} */
    private static long pagesFor(long bytes, int blockBytes) {
        long pages = bytes + PAGE_BYTES - 1 >>> PAGE_SHIFT;
        while (((pages << PAGE_SHIFT) % blockBytes) * WASTE > pages << PAGE_SHIFT) {
            pages++;
        }
        return pages;
    }

    /**
     * Makes all that a new span needs on the Java heap. {@link #add} or {@link #abandon} has to follow.
     *
     * @return a span without pages
     */
    private synchronized Span unused() {
        if (spanCount + coming >= spans.length) {
            spans = Arrays.copyOf(spans, 2 * spans.length);
        }
        Span span = unused.pollFirst();
        if (span == null) {
            span = new Span(sizeClass, blockBytes, (int) ((pages << PAGE_SHIFT) / blockBytes));
        } else {
            unusedCount--;
        }
        coming++;
        return span;
    }

    private synchronized void abandon(Span span) {
        coming--;
        keep(span);
    }

    private void keep(Span span) {
        if (unusedCount < KEPT) {
            unused.addLast(span);
            unusedCount++;
        }
    }

    private synchronized void add(Span span) {
        coming--;
        span.use = Span.Use.SMALL_BLOCKS;
        span.attention = Span.NOT_NEEDED;
        span.inHand = true;
        span.place = spanCount;
        spans[spanCount++] = span;
        spanBytes += span.pageCount << PAGE_SHIFT;
    }

    /**
     * Frees the pages of spans without live blocks that nobody has in hand.
     *
     * @return the number of pages
     */
    synchronized long scavenge() {
        long pages = 0;
        for (int i = spanCount - 1; i >= 0; i--) {
            Span span = spans[i];
            if (!span.inHand && span.isEmpty()) {
                pages += span.pageCount;
                remove(span);
            } else if (span.attention == Span.PARKED && span.hasFree()) {
                enqueue(span);
            }
        }
        return pages;
    }

    private void remove(Span span) {
        if (span.attention == Span.NOT_NEEDED) {
            queues[span.home].remove(span);
        }
        Span last = spans[--spanCount];
        spans[span.place] = last;
        last.place = span.place;
        spanBytes -= span.pageCount << PAGE_SHIFT;
        long base = span.base;
        span.use = Span.Use.NOTHING;
        span.attention =
                Span.NOT_NEEDED; // for a thread that is just freeing its last block, and has not come to unpark()
        span.base = -1;
        supply.give(base, span.pageCount, span.committedBytes >>> PAGE_SHIFT);
        span.useNone();
        keep(span);
    }

    /** Adds what a thread cache that is gone had counted. */
    synchronized void addCounts(long allocated, long sampled, long sampledBytes) {
        this.allocated += allocated;
        this.sampled += sampled;
        this.sampledBytes += sampledBytes;
    }

    /** Adds this class's figures to those of the thread caches. */
    synchronized void addTo(ClassFigures figures) {
        figures.allocated += allocated;
        figures.sampled += sampled;
        figures.sampledBytes += sampledBytes;
        figures.spans += spanCount;
        figures.spanBytes += spanBytes;
        for (int i = 0; i < spanCount; i++) {
            Span span = spans[i];
            int free = span.countFree();
            figures.live += span.usedCount - free;
            if (span.inHand) {
                figures.cached += free;
            } else {
                figures.free += free;
            }
        }
    }

    /** Checks the invariants; for tests, while nobody allocates or frees. {@return the bytes of its spans in the budget} */
    synchronized long checkInvariants() {
        long committedBytes = 0;
        int queued = 0;
        for (int home = 0; home < HOMES; home++) {
            for (Span span = queues[home].first(); span != null; span = span.next) {
                check(!span.inHand && span.attention == Span.NOT_NEEDED && span.home == home, "span in a queue", span);
                queued++;
            }
        }
        int parked = 0;
        int inHand = 0;
        for (int i = 0; i < spanCount; i++) {
            Span span = spans[i];
            span.checkInvariants();
            committedBytes += span.committedBytes;
            check(span.place == i && span.sizeClass == sizeClass, "span at the wrong place", span);
            parked += span.attention == Span.PARKED ? 1 : 0;
            inHand += span.inHand ? 1 : 0;
        }
        if (queued + parked + inHand != spanCount) {
            throw new IllegalStateException("spans do not add up: queued=" + queued + ", parked=" + parked + ", inHand="
                    + inHand + ", all=" + spanCount);
        }
        return committedBytes;
    }

    private static void check(boolean holds, String what, Span span) {
        if (!holds) {
            throw new IllegalStateException(what + ": base=" + Long.toHexString(span.base) + ", sizeClass="
                    + span.sizeClass + ", attention=" + span.attention + ", inHand=" + span.inHand);
        }
    }
}
