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

/** A free beside an allocation next to it, which share a page and its lock. */
@JCStressTest
@State
@Outcome(id = "100, 300, 400", expect = Expect.ACCEPTABLE, desc = "each did what it did alone")
public class NeighboursStress {
    private static final LiveTable TABLE = new LiveTable(1L << 40);

    private final long address = Blocks.neighbours(3);
    private final long coming = Blocks.after(address);
    private final long staying = Blocks.after(coming);

    public NeighboursStress() {
        Blocks.put(TABLE, address, 100);
        Blocks.put(TABLE, staying, 400);
    }

    @Actor
    public void free(III_Result r) {
        r.r1 = Blocks.remove(TABLE, address);
    }

    @Actor
    public void allocate() {
        Blocks.put(TABLE, coming, 300);
    }

    @Arbiter
    public void left(III_Result r) {
        r.r2 = Blocks.remove(TABLE, coming);
        r.r3 = Blocks.remove(TABLE, staying);
    }
}
