// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.allocator.core;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/**
 * The last live block of a parked span is freed, while another thread looks for spans without live blocks and a third
 * takes a span into its hand: the span is given back, or put into the queue, and never both.
 */
@JCStressTest
@State
@Outcome(id = "true, true", expect = Expect.ACCEPTABLE, desc = "no span in two places")
@Outcome(expect = Expect.FORBIDDEN, desc = "a span that has no pages was handed out, or one in two places")
public class CentralFreeListStress {
    private static final int SIZE_CLASS = SizeClasses.COUNT - 1;

    private final CentralFreeList list = new CentralFreeList(SIZE_CLASS, new UntouchedPages());
    private final Span span = parked(list);
    private Span taken = Span.NONE;

    private static Span parked(CentralFreeList list) {
        Span span = list.exchange(Span.NONE);
        if (span == null) {
            throw new IllegalStateException("no span");
        }
        while (list.extend(span, 1)) {
            span.states[span.usedCount - 1] = Span.LIVE;
        }
        list.giveBack(span);
        for (int i = 1; i < span.usedCount; i++) {
            span.states[i] = Span.FREE; // unseen, so that it stays parked with one live block
        }
        return span;
    }

    @Actor
    public void free() {
        if (span.free(0)) {
            list.unpark(span);
        }
    }

    @Actor
    public void scavenge() {
        list.scavenge();
    }

    @Actor
    public void take() {
        Span next = list.exchange(Span.NONE);
        taken = next == null ? Span.NONE : next;
    }

    @Arbiter
    public void check(ZZ_Result r) {
        r.r1 = taken.base > 0;
        list.checkInvariants();
        list.giveBack(taken);
        list.scavenge();
        list.checkInvariants();
        Span again = list.exchange(Span.NONE);
        r.r2 = again != null && again.base > 0;
    }
}
