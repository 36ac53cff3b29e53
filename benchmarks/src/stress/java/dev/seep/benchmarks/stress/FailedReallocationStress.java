// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.benchmarks.stress;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** A reallocation that fails, so that its block comes back, beside an allocation next to it. */
@JCStressTest
@State
@Outcome(id = "100, 300", expect = Expect.ACCEPTABLE, desc = "the block is as it was, the new one is there")
public class FailedReallocationStress {
    private static final int KIND = RecorderOfStress.KIND;

    private final long block = Blocks.neighbours(2);
    private final long neighbour = Blocks.after(block);

    public FailedReallocationStress() {
        RecorderOfStress.allocated(block, 100);
    }

    @Actor
    public void fail() {
        RecorderOfStress.RECORDER.reallocating(block, KIND);
        RecorderOfStress.RECORDER.reallocationFailed(KIND);
    }

    @Actor
    public void allocate() {
        RecorderOfStress.allocated(neighbour, 300);
    }

    @Arbiter
    public void left(II_Result r) {
        r.r1 = RecorderOfStress.remove(block);
        r.r2 = RecorderOfStress.remove(neighbour);
    }
}
