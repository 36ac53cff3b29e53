// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.agent;

import dev.seep.agent.epoch.Timeline;
import dev.seep.agent.hook.CallSlot;
import dev.seep.agent.hook.Hooks;
import dev.seep.agent.live.LiveTable;
import dev.seep.agent.memory.OwnMemory;
import dev.seep.agent.option.Options;
import dev.seep.report.snapshot.Figures;
import dev.seep.report.snapshot.KindFigures;
import dev.seep.report.snapshot.Layer;
import dev.seep.report.snapshot.NotSeen;
import dev.seep.report.snapshot.OwnCost;
import dev.seep.report.snapshot.Reason;
import dev.seep.report.snapshot.SiteFigures;
import dev.seep.report.snapshot.Snapshot;
import dev.seep.report.snapshot.TimelinePoint;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Turns what the tables hold into a {@link Snapshot}. Thread-safe; takes one at a time. */
final class SnapshotTaker {
    private final Tracking tracking;
    private final ProcessReader process = new ProcessReader();

    SnapshotTaker(Tracking tracking) {
        this.tracking = tracking;
    }

    /**
     * Takes a snapshot from one scan of each live table. The calling thread is inside the agent meanwhile.
     *
     * @throws IllegalStateException if there is no memory for the scan
     */
    synchronized Snapshot take(Reason reason) {
        CallSlot slot = CallSlot.enterAgent();
        try {
            return takeInside(reason);
        } finally {
            if (slot != null) {
                slot.exit();
            }
        }
    }

    private Snapshot takeInside(Reason reason) {
        tracking.ticks().advance();
        List<SiteFigures> sites = new ArrayList<>();
        int ticksShift = tracking.history().sites().shift();
        List<LiveScan> scans = new ArrayList<>();
        long[] lost = tracking.sampled().owners().lost();
        for (Layer layer : Layer.values()) {
            LiveTable table = tracking.liveTables().of(layer);
            LiveScan scan = new LiveScan(table.thinned(), tracking.sampler(), ticksShift, lost);
            if (table.count() > 0 && !table.scan(scan)) {
                throw new IllegalStateException("no memory to scan the live blocks: layer=" + layer.label());
            }
            scans.add(scan);
        }
        SiteReader reader = new SiteReader(tracking, ticksShift); // after the scan: blocks may have come meanwhile
        for (Layer layer : Layer.values()) {
            reader.read(layer, scans.get(layer.ordinal()), sites);
        }
        Options options = tracking.options();
        return new Snapshot(
                reason,
                process.describe(tracking.startedMillis(), tracking.ticks().elapsedNanos()),
                options.asText(),
                options.intervalBytes() <= 1,
                options.intervalBytes(),
                options.depth(),
                options.top(),
                kindsOf(sites),
                sites,
                timeline(),
                tracking.totals().peaks(),
                unknownFrees(),
                tracking.attachedLater(),
                process.memory(),
                notSeen(),
                ownCost(),
                options.suppressions());
    }

    private List<TimelinePoint> timeline() {
        List<TimelinePoint> points = new ArrayList<>();
        tracking.history()
                .timeline()
                .forEach((seconds, base, mapped, pool, rss, heap) ->
                        points.add(new TimelinePoint(seconds, base, mapped, pool, known(rss), known(heap))));
        return points;
    }

    private static @Nullable Long known(long bytes) {
        return bytes == Timeline.UNKNOWN ? null : bytes;
    }

    /** The sites of a kind follow one another. */
    private static List<KindFigures> kindsOf(List<SiteFigures> sites) {
        List<KindFigures> kinds = new ArrayList<>();
        for (SiteFigures site : sites) {
            int last = kinds.size() - 1;
            if (last >= 0 && kinds.get(last).kind().equals(site.kind())) {
                Figures sum = kinds.get(last).figures().plus(site.figures());
                kinds.set(last, new KindFigures(site.kind(), site.layer(), sum));
            } else {
                kinds.add(new KindFigures(site.kind(), site.layer(), site.figures()));
            }
        }
        return kinds;
    }

    private long unknownFrees() {
        long sum = 0;
        for (Layer layer : Layer.values()) {
            sum += tracking.liveTables().of(layer).unknownFrees();
        }
        return sum;
    }

    private NotSeen notSeen() {
        long thinned = 1;
        for (Layer layer : Layer.values()) {
            thinned = Math.max(thinned, tracking.liveTables().of(layer).thinned());
        }
        return new NotSeen(
                tracking.notWoven().list(),
                Blindness.sentences(tracking.instrumentation(), tracking.droppedEvents()),
                thinned,
                tracking.recorder().lost() + Hooks.lostReports(),
                Hooks.labelsLost(),
                tracking.stackTable().droppedCount(),
                tracking.callSites().refused());
    }

    private OwnCost ownCost() {
        long nanos = tracking.sampled().walkNanos() + tracking.ownThreadNanos();
        return new OwnCost(
                OwnMemory.usedBytes(),
                nanos / 1e9,
                tracking.sampled().walks(),
                tracking.totals().records(),
                tracking.stackTable().count());
    }
}
