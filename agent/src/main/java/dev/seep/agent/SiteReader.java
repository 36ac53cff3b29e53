// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.agent;

import dev.seep.agent.epoch.SiteGenerations;
import dev.seep.agent.kind.Kinds;
import dev.seep.agent.record.Owners;
import dev.seep.agent.site.SiteSamples;
import dev.seep.agent.site.SiteTable;
import dev.seep.agent.stack.StackTable;
import dev.seep.agent.weave.Catalogue;
import dev.seep.report.snapshot.AllocatorTime;
import dev.seep.report.snapshot.Figures;
import dev.seep.report.snapshot.Frame;
import dev.seep.report.snapshot.Generation;
import dev.seep.report.snapshot.Layer;
import dev.seep.report.snapshot.OwnerFigures;
import dev.seep.report.snapshot.SiteFigures;
import dev.seep.report.snapshot.StackFigures;
import dev.seep.report.snapshot.ThreadFigures;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes the sites of a snapshot from a scan and from what was counted and sampled. Confined to one snapshot. */
final class SiteReader {
    private final Tracking tracking;
    private final Kinds kinds;
    private final SiteTable sites;
    private final StackTable stackTable;
    private final SiteSamples samples;
    private final SiteTotals counts;
    private final int ticksShift;
    private final @Nullable String[] threadNames;
    private final FrameReader frames = new FrameReader();
    private final int now;
    private final List<List<Integer>> stacksOfSites = new ArrayList<>();

    /**
     * Reads what was counted until now.
     *
     * @param ticksShift with which the scans were begun
     */
    SiteReader(Tracking tracking, int ticksShift) {
        this.tracking = tracking;
        this.ticksShift = ticksShift;
        kinds = tracking.kinds();
        sites = tracking.sites();
        stackTable = tracking.stackTable();
        samples = tracking.samples();
        counts = tracking.siteTotals().read();
        threadNames = tracking.threadNames().names();
        now = tracking.ticks().now();
        groupStacks();
    }

    private void groupStacks() {
        int size = stackTable.size();
        for (int id = 1; id < size; id++) {
            if (stackTable.walkedCount(id) > 0) {
                int site = stackTable.site(id);
                while (stacksOfSites.size() <= site) {
                    stacksOfSites.add(new ArrayList<>(1));
                }
                stacksOfSites.get(site).add(id);
            }
        }
    }

    /** Adds the sites of a layer, kind by kind. */
    void read(Layer layer, LiveScan scan, List<SiteFigures> into) {
        for (int kind = 0; kind < kinds.count(); kind++) {
            if (kinds.layer(kind) == layer) {
                for (int site = 0; site < counts.count(); site++) {
                    if (sites.kind(site) == kind) {
                        add(site, scan, into);
                    }
                }
            }
        }
    }

    private void add(int site, LiveScan scan, List<SiteFigures> into) {
        LiveScan.SiteSum live = scan.ofSite(site);
        long allocatedBytes = Math.max(live.bytes(), counts.allocatedBytes(site));
        long allocatedCount = Math.max(live.count(), counts.allocatedCount(site));
        if (allocatedCount == 0) {
            return;
        }
        int kind = sites.kind(site);
        SiteGenerations history = tracking.history().sites().read(site, allocatedBytes);
        into.add(new SiteFigures(
                kinds.name(kind),
                kinds.layer(kind),
                callSite(site),
                new Figures(live.bytes(), live.count(), allocatedBytes, allocatedCount),
                allocatorTime(site, allocatedCount),
                generations(history, live),
                list(samples.sizes(site)),
                list(samples.lifetimes(site)),
                threads(site, live),
                live.oldest.oldestSeconds(now),
                live.oldest.list(now, threadNames),
                owners(site, live),
                stacks(site, scan, site < SiteTable.FIRST_LABELLED ? history : null)));
    }

    private @Nullable AllocatorTime allocatorTime(int site, long calls) {
        long timed = samples.timedCalls(site);
        return timed == 0
                ? null
                : new AllocatorTime(samples.allocatorNanos(site, calls) / 1e9, timed, list(samples.times(site)));
    }

    private List<Generation> generations(SiteGenerations history, LiveScan.SiteSum live) {
        long[] liveBytes = history.fold(live.generations(), ticksShift);
        long[] allocated = history.allocatedBytes(liveBytes);
        List<Generation> generations = new ArrayList<>();
        for (int i = 0; i < history.count(); i++) {
            long endLive = i < history.count() - 1 ? history.endLiveBytes(i) : live.bytes();
            generations.add(new Generation(history.startSeconds(i), allocated[i], liveBytes[i], endLive));
        }
        return generations;
    }

    private @Nullable OwnerFigures owners(int site, LiveScan.SiteSum live) {
        Owners owners = tracking.sampled().owners();
        if (!owners.isWatched(site)) {
            return null;
        }
        boolean loses = Catalogue.isLostWithOwner(kinds.name(sites.kind(site)));
        return new OwnerFigures(
                loses ? live.lostOwners() : 0,
                owners.freedByCollector(site),
                owners.freedByProgram(site),
                loses ? 0 : live.lostOwners());
    }

    private static List<Long> list(long[] counts) {
        List<Long> list = new ArrayList<>(counts.length);
        for (long count : counts) {
            list.add(count);
        }
        return list;
    }

    private List<ThreadFigures> threads(int site, LiveScan.SiteSum live) {
        Map<Integer, long[]> allocated = new HashMap<>();
        samples.forEachThread(site, (thread, bytes) -> allocated.put(thread, new long[] {bytes}));
        for (Integer thread : live.threads().keySet()) {
            allocated.putIfAbsent(thread, new long[1]);
        }
        List<ThreadFigures> threads = new ArrayList<>();
        for (Map.Entry<Integer, long[]> thread : allocated.entrySet()) {
            long[] bytes = live.threads().get(thread.getKey());
            String name = thread.getKey() < threadNames.length ? threadNames[thread.getKey()] : null;
            threads.add(new ThreadFigures(name, bytes == null ? 0 : bytes[0], thread.getValue()[0]));
        }
        return threads;
    }

    private @Nullable Frame callSite(int site) {
        int callSite = sites.callSite(site);
        return callSite == 0 ? null : frames.read(tracking.callSites().frame(callSite));
    }

    /** Reads the stacks of a site; with a history, what of each of them is live by generation. */
    private List<StackFigures> stacks(int site, LiveScan scan, @Nullable SiteGenerations history) {
        List<StackFigures> stacks = new ArrayList<>();
        if (site < stacksOfSites.size()) {
            for (int id : stacksOfSites.get(site)) {
                LiveScan.StackSum sum = scan.ofStack(id);
                stacks.add(
                        stack(id, sum, history == null ? List.of() : list(history.fold(sum.generations, ticksShift))));
            }
        }
        return stacks;
    }

    private StackFigures stack(int id, LiveScan.StackSum sum, List<Long> liveGenerations) {
        StackFigures.Role role = stackTable.isFiltered(id)
                ? StackFigures.Role.FILTERED
                : stackTable.isUnknown(id) ? StackFigures.Role.UNKNOWN : StackFigures.Role.WALKED;
        List<Frame> trace = role == StackFigures.Role.WALKED ? frames.read(stackTable.frames(id)) : List.of();
        long liveBytes = Math.round(sum.bytes);
        long liveCount = Math.round(sum.count);
        Figures estimate = new Figures(
                liveBytes,
                liveCount,
                Math.max(liveBytes, stackTable.allocatedBytes(id)),
                Math.max(liveCount, (stackTable.allocatedCount256(id) + 128) / 256));
        Figures walked = new Figures(
                sum.walkedBytes,
                sum.walkedCount,
                Math.max(sum.walkedBytes, stackTable.walkedBytes(id)),
                Math.max(sum.walkedCount, stackTable.walkedCount(id)));
        return new StackFigures(
                role,
                trace,
                estimate,
                walked,
                sum.samples,
                sum.variance,
                Math.max(sum.samples, stackTable.allocatedSamples(id)),
                sum.oldest.oldestSeconds(now),
                sum.oldest.list(now, threadNames),
                liveGenerations);
    }
}
