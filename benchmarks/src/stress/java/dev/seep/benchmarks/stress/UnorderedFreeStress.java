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
import org.openjdk.jcstress.infra.results.II_Result;

/** A free and an allocation of one address that nothing orders, as under a program that frees twice. */
@JCStressTest
@State
@Outcome(id = "100, 200", expect = Expect.ACCEPTABLE, desc = "the old block was freed, the new one is there")
@Outcome(id = "200, 0", expect = Expect.ACCEPTABLE, desc = "the new block took the place of the old one, and was freed")
public class UnorderedFreeStress {
    private static final LiveTable TABLE = new LiveTable(1L << 40);

    private final long address = Blocks.neighbours(1);

    public UnorderedFreeStress() {
        Blocks.put(TABLE, address, 100);
    }

    @Actor
    public void free(II_Result r) {
        r.r1 = Blocks.remove(TABLE, address);
    }

    @Actor
    public void allocate() {
        Blocks.put(TABLE, address, 200);
    }

    @Arbiter
    public void left(II_Result r) {
        r.r2 = Blocks.remove(TABLE, address);
    }
}
