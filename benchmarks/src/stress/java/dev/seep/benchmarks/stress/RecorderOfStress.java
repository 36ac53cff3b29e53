// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.benchmarks.stress;

import dev.seep.agent.epoch.Promotion;
import dev.seep.agent.hook.CallSlot;
import dev.seep.agent.kind.Kinds;
import dev.seep.agent.record.AllocationRecorder;
import dev.seep.agent.record.LiveTables;
import dev.seep.agent.record.PoissonSampler;
import dev.seep.agent.record.SampledAllocations;
import dev.seep.agent.record.Ticks;
import dev.seep.agent.site.CallSites;
import dev.seep.agent.site.SiteSamples;
import dev.seep.agent.site.SiteTable;
import dev.seep.agent.site.ThreadNames;
import dev.seep.agent.stack.StackFilter;
import dev.seep.agent.stack.StackTable;
import dev.seep.agent.stack.StackWalk;
import dev.seep.report.snapshot.Layer;

/** The one recorder of a JVM under test, made as the agent makes it; the hooks' calls are made by hand. */
final class RecorderOfStress {
    /** The id of the only kind there is. */
    static final int KIND = 0;

    private static final int MAX_STACKS = 1 << 10;
    private static final int DEPTH = 64;
    private static final long INTERVAL_BYTES = 1 << 19;

    private static final LiveTables TABLES;
    static final AllocationRecorder RECORDER;

    static {
        Kinds kinds = new Kinds();
        kinds.add("unsafe", Layer.BASE);
        SiteTable sites = new SiteTable(new CallSites());
        PoissonSampler sampler = new PoissonSampler(INTERVAL_BYTES, 1);
        StackTable stacks = new StackTable(MAX_STACKS, DEPTH, 1, StackFilter.ALL);
        SampledAllocations sampled = new SampledAllocations(
                kinds, sites, new SiteSamples(SiteTable.MAX), sampler, StackWalk.choose(), stacks, new AllThreads());
        TABLES = new LiveTables(kinds, 1L << 40);
        RECORDER = new AllocationRecorder(
                TABLES,
                sites,
                new ThreadNames(),
                new Promotion(SiteTable.MAX, Layer.values().length, INTERVAL_BYTES, 0),
                sampler,
                sampled,
                new Ticks());
    }

    private RecorderOfStress() {}

    static void allocated(long address, long size) {
        RECORDER.allocated(address, size, KIND, CallSlot.held());
    }

    /** {@return the size of the block that is taken out; 0 if there is none} */
    static int remove(long address) {
        return Blocks.remove(TABLES.of(KIND), address);
    }

    private static final class AllThreads implements SampledAllocations.ThreadFilter {
        @Override
        public boolean keepsAll() {
            return true;
        }

        @Override
        public boolean keepsThread(String name) {
            return true;
        }
    }
}
