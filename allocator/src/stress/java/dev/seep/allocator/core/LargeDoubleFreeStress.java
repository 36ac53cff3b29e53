// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.allocator.core;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/** Two threads free the same large block. */
@JCStressTest
@State
@Outcome(id = "true, false", expect = Expect.ACCEPTABLE, desc = "the first was faster, the second is told")
@Outcome(id = "false, true", expect = Expect.ACCEPTABLE, desc = "the second was faster, the first is told")
@Outcome(expect = Expect.FORBIDDEN, desc = "freed twice, or not at all")
public class LargeDoubleFreeStress {
    private final long block = Tested.BLOCKS.allocate(100_000);

    @Actor
    public void first(ZZ_Result r) {
        r.r1 = Tested.free(block);
    }

    @Actor
    public void second(ZZ_Result r) {
        r.r2 = Tested.free(block);
    }
}
