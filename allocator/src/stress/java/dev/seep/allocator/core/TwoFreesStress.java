// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.allocator.core;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZZ_Result;

/** Two threads free neighbouring blocks that a third allocated. */
@JCStressTest
@State
@Outcome(id = "true, true, true", expect = Expect.ACCEPTABLE, desc = "each freed once")
@Outcome(expect = Expect.FORBIDDEN, desc = "a free was refused, or a block is in two hands afterwards")
public class TwoFreesStress {
    private static final long SIZE = 8000; // few in a span

    private final long first = Tested.BLOCKS.allocate(SIZE);
    private final long second = Tested.BLOCKS.allocate(SIZE);

    @Actor
    public void freeFirst(ZZZ_Result r) {
        r.r1 = Tested.free(first);
    }

    @Actor
    public void freeSecond(ZZZ_Result r) {
        r.r2 = Tested.free(second);
    }

    @Arbiter
    public void allocate(ZZZ_Result r) {
        long third = Tested.BLOCKS.allocate(SIZE);
        long fourth = Tested.BLOCKS.allocate(SIZE);
        r.r3 = third != fourth && Tested.free(third) && Tested.free(fourth);
    }
}
