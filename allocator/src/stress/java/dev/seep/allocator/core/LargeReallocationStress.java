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

/** A thread frees a large block that another one makes smaller. */
@JCStressTest
@State
@Outcome(id = "true, false, true", expect = Expect.ACCEPTABLE, desc = "freed, and who reallocates is told")
@Outcome(id = "false, true, true", expect = Expect.ACCEPTABLE, desc = "reallocated, and who frees is told")
@Outcome(id = "true, true, true", expect = Expect.ACCEPTABLE, desc = "reallocated, then freed")
@Outcome(expect = Expect.FORBIDDEN, desc = "both refused, or gone without a free")
public class LargeReallocationStress {
    /*
     * Implementation notes
     *
     * Whatever gets memory could get the address of a block that was just freed, and a late free of that one would be none: so
     * the block is resized in place, and what was freed is not freed again to see whether it is refused.
     */
    private final long block = Tested.BLOCKS.allocate(200_000);

    @Actor
    public void free(ZZZ_Result r) {
        r.r1 = Tested.free(block);
    }

    @Actor
    public void shrink(ZZZ_Result r) {
        try {
            r.r2 = Tested.BLOCKS.resize(block, 100_000);
        } catch (IllegalStateException | IllegalArgumentException e) {
            r.r2 = false;
        }
    }

    @Arbiter
    public void check(ZZZ_Result r) {
        r.r3 = r.r1 || Tested.free(block);
    }
}
