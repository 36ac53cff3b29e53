// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.allocator.core;

/** A central free list with one span, which is parked: all of its blocks were handed out, and one is still live. */
final class ParkedSpan {
    private static final int SIZE_CLASS = SizeClasses.COUNT - 1;

    private final CentralFreeList list = new CentralFreeList(SIZE_CLASS, new UntouchedPages());
    private final Span span = take();

    ParkedSpan() {
        while (list.extend(span, 1)) {
            span.states[span.usedCount - 1] = Span.LIVE;
        }
        list.giveBack(span);
        for (int i = 1; i < span.usedCount; i++) {
            span.states[i] = Span.FREE; // unseen, so that it stays parked with one live block
        }
    }

    /** {@return a span to hand out blocks from: the parked one, or another} */
    Span take() {
        Span taken = list.exchange(Span.NONE, Thread.currentThread().threadId());
        if (taken == null) {
            throw new IllegalStateException("no span");
        }
        return taken;
    }

    /** Frees the live block. */
    void free() {
        if (span.free(0)) {
            list.unpark(span);
        }
    }

    /** Looks for spans without live blocks. */
    void scavenge() {
        list.scavenge();
    }

    /** {@return whether all spans are in one place, after those that were taken came back too} */
    boolean isSound(Span taken) {
        list.checkInvariants();
        if (taken != Span.NONE) {
            if (taken.base <= 0) {
                return false; // its pages are gone
            }
            list.giveBack(taken);
        }
        list.scavenge();
        list.checkInvariants();
        return list.spanCount() == 0 && take().base > 0;
    }
}
