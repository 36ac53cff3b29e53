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

/** Two allocations that are the first of a table, at one site: both are counted, and both are there. */
@JCStressTest
@State
@Outcome(id = "2, 300, 2", expect = Expect.ACCEPTABLE, desc = "both")
public class CountedStress {
    private static final int SITES = 32;

    private final LiveTable table = new LiveTable(1L << 40);
    private final long address = Blocks.neighbours(2);

    @Actor
    public void allocate() {
        Blocks.put(table, address, 100);
    }

    @Actor
    public void allocateToo() {
        Blocks.put(table, Blocks.after(address), 200);
    }

    @Arbiter
    public void count(III_Result r) {
        long[] sums = new long[SITES * LiveTable.FIGURES];
        table.addTo(sums);
        r.r1 = (int) sums[LiveTable.ALLOCATED_COUNT];
        r.r2 = (int) sums[LiveTable.LIVE_BYTES];
        r.r3 = (int) table.count();
        table.clear(); // thousands of tables are made
    }
}
