// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.benchmarks.stress;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/** A reallocation that moves a block, and an allocation that gets the old address at once. */
@JCStressTest
@State
@Outcome(id = "0, 0, 400", expect = Expect.ACCEPTABLE, desc = "moved, and the old address is not used again")
@Outcome(id = "1, 200, 400", expect = Expect.ACCEPTABLE, desc = "moved, and the new block is there")
public class ReallocationStress {
    private static final int KIND = RecorderOfStress.KIND;

    private final long old = Blocks.neighbours(2);
    private final long moved = Blocks.after(old);
    private volatile boolean free; // the allocator's free list

    public ReallocationStress() {
        RecorderOfStress.allocated(old, 100);
    }

    @Actor
    public void reallocate() {
        RecorderOfStress.RECORDER.reallocating(old, KIND);
        free = true;
        RecorderOfStress.RECORDER.reallocated(moved, 400, KIND);
    }

    @Actor
    public void allocate(III_Result r) {
        if (free) {
            RecorderOfStress.allocated(old, 200);
            r.r1 = 1;
        }
    }

    @Arbiter
    public void left(III_Result r) {
        r.r2 = RecorderOfStress.remove(old);
        r.r3 = RecorderOfStress.remove(moved);
    }
}
