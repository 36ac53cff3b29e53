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
import org.openjdk.jcstress.infra.results.I_Result;

/** A scan beside an allocation and a free: whoever stays is shown once. */
@JCStressTest
@State
@Outcome(id = "1", expect = Expect.ACCEPTABLE, desc = "shown once")
public class ScannedStress {
    private static final LiveTable TABLE = new LiveTable(1L << 40);

    private final long staying = Blocks.neighbours(2);
    private final long other = Blocks.after(staying);

    public ScannedStress() {
        Blocks.put(TABLE, staying, 400);
    }

    @Actor
    public void scan(I_Result r) {
        int[] seen = new int[1];
        TABLE.scan((address, size, site, drawn, stackId, shift, tick, thread) -> seen[0] += address == staying ? 1 : 0);
        r.r1 = seen[0];
    }

    @Actor
    public void allocateAndFree() {
        Blocks.put(TABLE, other, 300);
        Blocks.remove(TABLE, other);
    }

    @Arbiter
    public void clear() {
        Blocks.remove(TABLE, staying);
    }
}
