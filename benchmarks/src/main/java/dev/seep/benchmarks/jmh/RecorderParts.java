// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.benchmarks.jmh;

import dev.seep.agent.epoch.Promotion;
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

/** Makes recorders as the agent does, without weaving anything. */
final class RecorderParts {
    /** Options of the forked JVM that the agent's classes need when they are on the class path. */
    static final String EXPORTS = "--add-exports=java.base/jdk.internal.misc=ALL-UNNAMED";

    static final int STACK_DEPTH = 64;

    private static final int MAX_STACKS = 1 << 17;
    private static final long MAX_RECORDS = 1 << 22;
    private static final String KIND = "unsafe";

    private RecorderParts() {}

    /** {@return the id of the only kind there is} */
    static int kind() {
        return 0;
    }

    static StackTable stackTable() {
        return new StackTable(MAX_STACKS, STACK_DEPTH, 1, StackFilter.ALL);
    }

    static AllocationRecorder recorder(long intervalBytes) {
        Kinds kinds = new Kinds();
        kinds.add(KIND, Layer.BASE);
        SiteTable sites = new SiteTable(new CallSites());
        PoissonSampler sampler = new PoissonSampler(intervalBytes, 1);
        SampledAllocations sampled = new SampledAllocations(
                kinds,
                sites,
                new SiteSamples(SiteTable.MAX),
                sampler,
                StackWalk.choose(),
                stackTable(),
                new AllThreads());
        return new AllocationRecorder(
                new LiveTables(kinds, MAX_RECORDS),
                sites,
                new ThreadNames(),
                new Promotion(SiteTable.MAX, Layer.values().length, intervalBytes, 0),
                sampler,
                sampled,
                new Ticks());
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
