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

/** A reallocation that stays where it is, beside the free of its neighbour. */
@JCStressTest
@State
@Outcome(id = "200, 400", expect = Expect.ACCEPTABLE, desc = "each did what it did alone")
public class ReallocationAndFreeStress {
    private static final int KIND = RecorderOfStress.KIND;

    private final long block = Blocks.neighbours(2);
    private final long neighbour = Blocks.after(block);

    public ReallocationAndFreeStress() {
        RecorderOfStress.allocated(block, 100);
        RecorderOfStress.allocated(neighbour, 200);
    }

    @Actor
    public void reallocate() {
        RecorderOfStress.RECORDER.reallocating(block, KIND);
        RecorderOfStress.RECORDER.reallocated(block, 400, KIND);
    }

    @Actor
    public void free(II_Result r) {
        r.r1 = RecorderOfStress.remove(neighbour);
    }

    @Arbiter
    public void left(II_Result r) {
        r.r2 = RecorderOfStress.remove(block);
    }
}
