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

/** Blocks that another thread allocated are freed, while a thread allocates two of the same class. */
@JCStressTest
@State
@Outcome(id = "true, true, true", expect = Expect.ACCEPTABLE, desc = "each freed once, each handed out once")
@Outcome(expect = Expect.FORBIDDEN, desc = "a block was lost, or is in two hands")
public class CrossThreadFreeStress {
    private static final long SIZE = 8000; // few in a span

    private final long first = Tested.BLOCKS.allocate(SIZE);
    private final long second = Tested.BLOCKS.allocate(SIZE);
    private long third;
    private long fourth;

    @Actor
    public void free(ZZZ_Result r) {
        r.r1 = Tested.free(first);
        r.r2 = Tested.free(second);
    }

    @Actor
    public void allocate() {
        third = Tested.BLOCKS.allocate(SIZE);
        fourth = Tested.BLOCKS.allocate(SIZE);
    }

    @Arbiter
    public void freeAll(ZZZ_Result r) {
        r.r3 = third != fourth && Tested.free(third) && Tested.free(fourth);
    }
}
