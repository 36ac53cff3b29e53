// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.benchmarks.stress;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IIII_Result;

/** Two reallocations, of which one gets the address that the other leaves. */
@JCStressTest
@State
@Outcome(id = "0, 100, 400, 0", expect = Expect.ACCEPTABLE, desc = "the second failed and stays where it was")
@Outcome(id = "1, 500, 400, 0", expect = Expect.ACCEPTABLE, desc = "the second moved to where the first was")
public class TwoReallocationsStress {
    private static final int KIND = RecorderOfStress.KIND;

    private final long first = Blocks.neighbours(4);
    private final long firstMoved = Blocks.after(first);
    private final long second = Blocks.after(firstMoved);
    private volatile boolean free; // the allocator's free list

    public TwoReallocationsStress() {
        RecorderOfStress.allocated(first, 100);
        RecorderOfStress.allocated(second, 100);
    }

    @Actor
    public void reallocate() {
        RecorderOfStress.RECORDER.reallocating(first, KIND);
        free = true;
        RecorderOfStress.RECORDER.reallocated(firstMoved, 400, KIND);
    }

    @Actor
    public void reallocateToo(IIII_Result r) {
        RecorderOfStress.RECORDER.reallocating(second, KIND);
        if (free) {
            RecorderOfStress.RECORDER.reallocated(first, 500, KIND);
            r.r1 = 1;
        } else {
            RecorderOfStress.RECORDER.reallocationFailed(KIND);
        }
    }

    @Arbiter
    public void left(IIII_Result r) {
        int atFirst = RecorderOfStress.remove(first);
        int atSecond = RecorderOfStress.remove(second);
        r.r2 = r.r1 == 1 ? atFirst : atSecond;
        r.r3 = RecorderOfStress.remove(firstMoved);
        r.r4 = r.r1 == 1 ? atSecond : atFirst;
    }
}
