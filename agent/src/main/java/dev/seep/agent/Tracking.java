// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.agent;

import dev.seep.agent.epoch.Promotion;
import dev.seep.agent.epoch.SiteHistory;
import dev.seep.agent.jfr.JfrEvents;
import dev.seep.agent.kind.Kinds;
import dev.seep.agent.option.Options;
import dev.seep.agent.record.AllocationRecorder;
import dev.seep.agent.record.LiveTables;
import dev.seep.agent.record.PoissonSampler;
import dev.seep.agent.record.SampledAllocations;
import dev.seep.agent.record.Ticks;
import dev.seep.agent.site.CallSites;
import dev.seep.agent.site.SiteSamples;
import dev.seep.agent.site.SiteTable;
import dev.seep.agent.site.ThreadNames;
import dev.seep.agent.stack.StackTable;
import dev.seep.agent.stack.StackWalk;
import dev.seep.agent.weave.CallSiteCatalogue;
import dev.seep.agent.weave.CallSiteWeaver;
import dev.seep.agent.weave.Catalogue;
import dev.seep.agent.weave.HookWeaver;
import dev.seep.agent.weave.NotWovenClasses;
import dev.seep.report.snapshot.Layer;
import java.lang.instrument.Instrumentation;
import org.jspecify.annotations.Nullable;

/** The parts that record allocations in this JVM, made once and wired together. */
final class Tracking {
    private static final int MAX_STACKS = 1 << 17;

    private final Options options;
    private final Instrumentation instrumentation;
    private final boolean attachedLater;
    private final long startedMillis = System.currentTimeMillis();
    private final Ticks ticks = new Ticks();
    private final Kinds kinds = new Kinds();
    private final NotWovenClasses notWoven = new NotWovenClasses();
    private final HookWeaver weaver;
    private final CallSites callSites = new CallSites();
    private final CallSiteWeaver callSiteWeaver;
    private final LiveTables liveTables;
    private final LiveTotals totals;
    private final StackTable stackTable;
    private final SiteTable sites = new SiteTable(callSites);
    private final SiteSamples samples = new SiteSamples(SiteTable.MAX);
    private final ThreadNames threadNames = new ThreadNames();
    private final PoissonSampler sampler;
    private final SampledAllocations sampled;
    private final AllocationRecorder recorder;
    private final History history;
    private final TickThread tickThread;
    private volatile @Nullable JfrEvents jfrEvents;

    Tracking(Options options, Instrumentation instrumentation, boolean attachedLater) {
        this.options = options;
        this.instrumentation = instrumentation;
        this.attachedLater = attachedLater;
        int feature = Runtime.version().feature();
        weaver = new HookWeaver(Catalogue.forJdk(feature), kinds, notWoven);
        callSiteWeaver = new CallSiteWeaver(CallSiteCatalogue.forJdk(feature), kinds, callSites, notWoven);
        liveTables = new LiveTables(kinds, options.maxLive());
        totals = new LiveTotals(liveTables);
        KeptByOptions kept = new KeptByOptions(options.filter());
        stackTable = new StackTable(MAX_STACKS, options.depth(), kinds.count(), kept);
        sampler = new PoissonSampler(options.intervalBytes(), System.nanoTime());
        sampled = new SampledAllocations(kinds, sites, samples, sampler, StackWalk.choose(), stackTable, kept);
        Promotion promotion =
                new Promotion(SiteTable.MAX, Layer.values().length, options.intervalBytes(), options.budget());
        recorder = new AllocationRecorder(liveTables, sites, threadNames, promotion, sampler, sampled, ticks);
        SiteHistory siteHistory = new SiteHistory(SiteTable.MAX);
        history = new History(ticks, totals, siteTotals(), siteHistory, promotion, sampled);
        tickThread = new TickThread(ticks, history, liveTables);
    }

    /** {@return nanoseconds that the agent's own thread has worked} */
    long ownThreadNanos() {
        return tickThread.workedNanos();
    }

    TickThread tickThread() {
        return tickThread;
    }

    /** Notes where sampled events go, so that reports can say how many were left out. */
    void connect(JfrEvents events) {
        jfrEvents = events;
    }

    /** {@return sampled events that Flight Recorder was not given, because there were too many at a time} */
    long droppedEvents() {
        JfrEvents events = jfrEvents;
        return events == null ? 0 : events.droppedCount();
    }

    Options options() {
        return options;
    }

    Instrumentation instrumentation() {
        return instrumentation;
    }

    boolean attachedLater() {
        return attachedLater;
    }

    long startedMillis() {
        return startedMillis;
    }

    Ticks ticks() {
        return ticks;
    }

    Kinds kinds() {
        return kinds;
    }

    /** Begins to weave; every class of the path of an allocation must have been loaded and run before. */
    void startWeaving() {
        weaver.install(instrumentation);
        if (options.filter().keepsAll()) { // else figures come from the stacks that the options keep
            callSiteWeaver.install(instrumentation);
        }
    }

    NotWovenClasses notWoven() {
        return notWoven;
    }

    CallSites callSites() {
        return callSites;
    }

    LiveTables liveTables() {
        return liveTables;
    }

    LiveTotals totals() {
        return totals;
    }

    /** {@return the counters of all sites, not read yet} */
    SiteTotals siteTotals() {
        return new SiteTotals(kinds, sites, liveTables);
    }

    History history() {
        return history;
    }

    StackTable stackTable() {
        return stackTable;
    }

    SampledAllocations sampled() {
        return sampled;
    }

    SiteSamples samples() {
        return samples;
    }

    ThreadNames threadNames() {
        return threadNames;
    }

    SiteTable sites() {
        return sites;
    }

    PoissonSampler sampler() {
        return sampler;
    }

    AllocationRecorder recorder() {
        return recorder;
    }
}
