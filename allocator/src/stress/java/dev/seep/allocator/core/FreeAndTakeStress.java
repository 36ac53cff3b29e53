// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.allocator.core;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.Z_Result;

/** The last live block of a parked span is freed, while another thread takes a span into its hand. */
@JCStressTest
@State
@Outcome(id = "true", expect = Expect.ACCEPTABLE, desc = "no span in two places")
@Outcome(expect = Expect.FORBIDDEN, desc = "a span that has no pages was handed out, or one is lost or in two places")
public class FreeAndTakeStress {
    private final ParkedSpan parked = new ParkedSpan();
    private Span taken = Span.NONE;

    @Actor
    public void free() {
        parked.free();
    }

    @Actor
    public void take() {
        taken = parked.take();
    }

    @Arbiter
    public void check(Z_Result r) {
        r.r1 = parked.isSound(taken);
    }
}
