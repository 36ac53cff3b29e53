// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.benchmarks.stress;

import dev.seep.agent.live.LiveTable;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/** A free, and an allocation that gets the address at once: the free is reported before the allocator has the address back. */
@JCStressTest
@State
@Outcome(id = "100, 0, 0", expect = Expect.ACCEPTABLE, desc = "freed, and not used again")
@Outcome(id = "100, 1, 200", expect = Expect.ACCEPTABLE, desc = "freed, and the new block is there")
public class ReusedAddressStress {
    private static final LiveTable TABLE = new LiveTable(1L << 40);

    private final long address = Blocks.neighbours(1);
    private volatile boolean free; // the allocator's free list

    public ReusedAddressStress() {
        Blocks.put(TABLE, address, 100);
    }

    @Actor
    public void free(III_Result r) {
        r.r1 = Blocks.remove(TABLE, address);
        free = true;
    }

    @Actor
    public void allocate(III_Result r) {
        if (free) {
            Blocks.put(TABLE, address, 200);
            r.r2 = 1;
        }
    }

    @Arbiter
    public void left(III_Result r) {
        r.r3 = Blocks.remove(TABLE, address);
    }
}
