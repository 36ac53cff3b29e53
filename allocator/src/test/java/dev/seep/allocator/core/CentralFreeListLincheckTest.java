// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.allocator.core;

import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.jetbrains.lincheck.datastructures.Validate;
import org.junit.jupiter.api.Test;

/** Whatever threads do at once, the central free list hands every span to one thread at a time, and loses none. */
class CentralFreeListLincheckTest {
    @Test
    void takeGiveBackAndScavenge_onThreeThreads_areLinearizable() {
        new StressOptions()
                .iterations(20)
                .invocationsPerIteration(200)
                .threads(3)
                .actorsPerThread(4)
                .actorsBefore(1)
                .actorsAfter(2)
                .sequentialSpecification(Nothing.class)
                .check(Spans.class);
    }

    /** The central free list of 64 KiB blocks, and the spans that threads have in hand. */
    public static final class Spans {
        private static final int SIZE_CLASS = SizeClasses.COUNT - 1;

        private final Supply supply = new Supply();
        private final CentralFreeList list = new CentralFreeList(SIZE_CLASS, supply);
        private final Set<Span> inHand = ConcurrentHashMap.newKeySet();

        @Operation
        public void take() {
            putInHand(takeSpan());
        }

        private Span takeSpan() {
            Span span = list.exchange(Span.NONE, Thread.currentThread().threadId());
            list.extend(span, 1);
            return span;
        }

        private void putInHand(Span span) {
            if (!inHand.add(span)) {
                throw new IllegalStateException("in two hands");
            }
        }

        @Operation
        public void giveBack() {
            for (Span span : inHand) {
                if (inHand.remove(span)) {
                    list.giveBack(span);
                    return;
                }
            }
        }

        /** Frees a block of a span, as any thread may, after the span was given back. */
        @Operation
        public void useAndFree() {
            Span span = takeSpan();
            boolean used = span.states[0] == Span.FREE;
            if (used) {
                span.states[0] = Span.LIVE;
            }
            putInHand(span);
            if (inHand.remove(span)) {
                list.giveBack(span);
            }
            if (used && span.free(0)) {
                list.unpark(span);
            }
        }

        @Operation
        public void scavenge() {
            list.scavenge();
        }

        @Validate
        public void validate() {
            list.checkInvariants();
            supply.checkInvariants(list.spanCount());
        }
    }

    /** Pages that are never touched. */
    private static final class Supply extends NoPages {
        private final Set<Long> taken = new HashSet<>();
        private long next = 1L << 40;

        @Override
        public synchronized long takeForSpan(long pages) {
            next += pages * PageMap.PAGE_BYTES;
            taken.add(next);
            return next | PageHeap.ZEROED;
        }

        @Override
        public boolean commit(long bytes) {
            return true;
        }

        @Override
        public synchronized void give(long address, long pages, long committedPages) {
            if (!taken.remove(address)) {
                throw new IllegalStateException("given twice");
            }
        }

        synchronized void checkInvariants(int spans) {
            if (taken.size() != spans) {
                throw new IllegalStateException("pages of no span: taken=" + taken.size() + ", spans=" + spans);
            }
        }
    }

    /** Nothing is told apart from outside: what must hold is checked by the operations and after them. */
    public static final class Nothing {
        public void take() {}

        public void giveBack() {}

        public void useAndFree() {}

        public void scavenge() {}
    }
}
