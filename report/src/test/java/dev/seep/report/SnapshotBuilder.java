// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.report;

import dev.seep.report.snapshot.Block;
import dev.seep.report.snapshot.Figures;
import dev.seep.report.snapshot.Frame;
import dev.seep.report.snapshot.KindFigures;
import dev.seep.report.snapshot.Layer;
import dev.seep.report.snapshot.LayerPeak;
import dev.seep.report.snapshot.MemoryReadings;
import dev.seep.report.snapshot.NotSeen;
import dev.seep.report.snapshot.OwnCost;
import dev.seep.report.snapshot.ProcessDescription;
import dev.seep.report.snapshot.Reason;
import dev.seep.report.snapshot.SiteFigures;
import dev.seep.report.snapshot.Snapshot;
import dev.seep.report.snapshot.StackFigures;
import dev.seep.report.snapshot.TimelinePoint;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Snapshots for tests: all stacks walked, nothing missed, nothing allocated, until told otherwise. */
public final class SnapshotBuilder {
    private final List<KindFigures> kinds = new ArrayList<>();
    private final Map<String, List<StackFigures>> unlabelledStacks = new LinkedHashMap<>();
    private final List<SiteFigures> sites = new ArrayList<>();
    private final List<TimelinePoint> timeline = new ArrayList<>();
    private final List<LayerPeak> peaks = new ArrayList<>();
    private final List<NotSeen.NotWoven> notWoven = new ArrayList<>();
    private final List<String> notSeenKinds = new ArrayList<>();
    private SortedMap<String, String> settings = new TreeMap<>();
    private String command = "com.acme.Server --port 8080";
    private boolean allStacksWalked = true;
    private long interval = 1;
    private int depth = 64;
    private int top = 100;
    private List<String> suppressions = List.of();
    private long thinned = 1;
    private long lostCount;
    private long labelsLost;
    private long stacksDropped;
    private long callSitesRefused;
    private long unknownFreeCount;
    private boolean beforeStart;
    private double durationSeconds = 125;
    private @Nullable Long rssBytes = 512L << 20;
    private @Nullable Long javaHeapBytes = 128L << 20;

    public SnapshotBuilder sampled(long intervalBytes) {
        allStacksWalked = false;
        interval = intervalBytes;
        return this;
    }

    public SnapshotBuilder kind(String kind, Figures figures) {
        return kind(kind, Layer.BASE, figures);
    }

    public SnapshotBuilder kind(String kind, Layer layer, Figures figures) {
        kinds.add(new KindFigures(kind, layer, figures));
        return this;
    }

    /** Adds a walked stack; of its live blocks as many are drawn as the interval makes likely. */
    public SnapshotBuilder stack(String kind, Figures estimate, Frame... frames) {
        return stack(kind, Layer.BASE, estimate, 0, frames);
    }

    public SnapshotBuilder stack(String kind, Layer layer, Figures estimate, double variance, Frame... frames) {
        double oldest = estimate.liveCount() > 0 ? 62.5 : 0;
        List<Block> blocks =
                estimate.liveCount() > 0 ? List.of(new Block(0x7f00_1000L, 4096, oldest, "main")) : List.of();
        return stack(
                kind,
                layer,
                new StackFigures(
                        StackFigures.Role.WALKED,
                        List.of(frames),
                        estimate,
                        Figures.ZERO,
                        Math.min(estimate.liveCount(), 1 + estimate.liveBytes() / interval),
                        variance,
                        estimate.allocatedCount(),
                        oldest,
                        blocks));
    }

    public SnapshotBuilder unattributed(String kind, StackFigures.Role role, Figures estimate) {
        return stack(
                kind,
                Layer.BASE,
                new StackFigures(
                        role,
                        List.of(),
                        estimate,
                        Figures.ZERO,
                        estimate.liveCount(),
                        0,
                        estimate.allocatedCount(),
                        1,
                        List.of()));
    }

    /** Adds a stack of unlabelled blocks. */
    public SnapshotBuilder stack(String kind, Layer layer, StackFigures stack) {
        unlabelledStacks
                .computeIfAbsent(layer.label() + "/" + kind, key -> new ArrayList<>())
                .add(stack);
        return this;
    }

    /** Adds a site as it is; what it leaves of its kind becomes the kind's unlabelled site. */
    public SnapshotBuilder site(SiteFigures site) {
        sites.add(site);
        return this;
    }

    public SnapshotBuilder suppress(String... rules) {
        suppressions = List.of(rules);
        return this;
    }

    public SnapshotBuilder timeline(TimelinePoint point) {
        timeline.add(point);
        return this;
    }

    public SnapshotBuilder callSitesRefused(long calls) {
        callSitesRefused = calls;
        return this;
    }

    public SnapshotBuilder peak(Layer layer, long bytes) {
        peaks.add(new LayerPeak(layer, bytes));
        return this;
    }

    public SnapshotBuilder setting(String key, String value) {
        settings.put(key, value);
        return this;
    }

    public SnapshotBuilder settings(SortedMap<String, String> all) {
        settings = all;
        return this;
    }

    public SnapshotBuilder command(String text) {
        command = text;
        return this;
    }

    public SnapshotBuilder depth(int frames) {
        depth = frames;
        return this;
    }

    public SnapshotBuilder top(int sites) {
        top = sites;
        return this;
    }

    public SnapshotBuilder thinned(long blocksPerRecord) {
        thinned = blocksPerRecord;
        return this;
    }

    public SnapshotBuilder lost(long events, long labels, long stacksLost) {
        lostCount = events;
        labelsLost = labels;
        stacksDropped = stacksLost;
        return this;
    }

    public SnapshotBuilder notWoven(String className, String reason) {
        notWoven.add(new NotSeen.NotWoven(className, reason));
        return this;
    }

    public SnapshotBuilder notSeenKind(String sentence) {
        notSeenKinds.add(sentence);
        return this;
    }

    public SnapshotBuilder beforeStart(long unknownFrees) {
        beforeStart = true;
        unknownFreeCount = unknownFrees;
        return this;
    }

    public SnapshotBuilder durationSeconds(double seconds) {
        durationSeconds = seconds;
        return this;
    }

    public SnapshotBuilder withoutReadings() {
        rssBytes = null;
        javaHeapBytes = null;
        return this;
    }

    public Snapshot build() {
        return new Snapshot(
                Reason.EXIT,
                new ProcessDescription(
                        4242,
                        command,
                        "OpenJDK 64-Bit Server VM 17.0.15",
                        "Linux 6.1 amd64",
                        Instant.parse("2026-11-21T05:09:44.250Z"),
                        Instant.parse("2026-11-21T05:11:49.250Z"),
                        durationSeconds),
                settings,
                allStacksWalked,
                interval,
                depth,
                top,
                kinds,
                allSites(),
                timeline,
                peaks,
                unknownFreeCount,
                beforeStart,
                new MemoryReadings(rssBytes, javaHeapBytes),
                new NotSeen(notWoven, notSeenKinds, thinned, lostCount, labelsLost, stacksDropped, callSitesRefused),
                new OwnCost(3_250_586, 0.118, 345, 12_345, 120),
                suppressions);
    }

    private List<SiteFigures> allSites() {
        List<SiteFigures> all = new ArrayList<>(sites);
        for (Map.Entry<String, List<StackFigures>> entry : unlabelledStacks.entrySet()) {
            String[] key = entry.getKey().split("/", 2);
            Layer layer = Layer.valueOf(key[0].toUpperCase(Locale.ROOT));
            all.add(unlabelled(key[1], layer, entry.getValue()));
        }
        return all;
    }

    private SiteFigures unlabelled(String kind, Layer layer, List<StackFigures> stacks) {
        Figures figures = Figures.ZERO;
        for (KindFigures candidate : kinds) {
            boolean same = candidate.kind().equals(kind) && candidate.layer() == layer;
            figures = same ? figures.plus(candidate.figures()) : figures;
        }
        for (SiteFigures site : sites) {
            boolean same = site.kind().equals(kind) && site.layer() == layer;
            figures = same ? minus(figures, site.figures()) : figures;
        }
        return new SiteFigures(
                kind, layer, null, figures, null, List.of(), List.of(), List.of(), List.of(), 0, List.of(), null,
                stacks);
    }

    private static Figures minus(Figures one, Figures other) {
        return new Figures(
                Math.max(0, one.liveBytes() - other.liveBytes()),
                Math.max(0, one.liveCount() - other.liveCount()),
                Math.max(0, one.allocatedBytes() - other.allocatedBytes()),
                Math.max(0, one.allocatedCount() - other.allocatedCount()));
    }

    /** {@return a frame of the application, in a file named after the class} */
    public static Frame frame(String className, String methodName, int line) {
        String simple = className.substring(className.lastIndexOf('.') + 1);
        return new Frame(className, methodName, simple + ".java", line, false);
    }

    /** {@return a frame of the JDK} */
    public static Frame jdk(String className, String methodName, int line) {
        Frame frame = frame(className, methodName, line);
        return new Frame(className, methodName, frame.fileName(), line, true);
    }
}
