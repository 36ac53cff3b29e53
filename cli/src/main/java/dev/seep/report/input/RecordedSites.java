// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.report.input;

import dev.seep.report.snapshot.AllocatorTime;
import dev.seep.report.snapshot.Figures;
import dev.seep.report.snapshot.Frame;
import dev.seep.report.snapshot.Generation;
import dev.seep.report.snapshot.KindFigures;
import dev.seep.report.snapshot.Layer;
import dev.seep.report.snapshot.MemoryReadings;
import dev.seep.report.snapshot.NotSeen;
import dev.seep.report.snapshot.OwnCost;
import dev.seep.report.snapshot.ProcessDescription;
import dev.seep.report.snapshot.Reason;
import dev.seep.report.snapshot.SiteFigures;
import dev.seep.report.snapshot.Snapshot;
import dev.seep.report.snapshot.StackFigures;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import jdk.jfr.consumer.RecordedEvent;
import org.jspecify.annotations.Nullable;

/**
 * What the agent's events in a recording say of its sites. Confined to the thread that reads.
 *
 * <p>Figures are those of the last {@code seep.Site} events. Generations come from the sampled allocations and frees,
 * scaled to those figures, or where there are none from all {@code seep.Site} events of the line.
 */
final class RecordedSites {
    private static final long DEFAULT_INTERVAL = 512 << 10; // a recording does not say

    private final long startNanos;
    private final long durationNanos;
    private final SampledBlocks blocks;
    private final List<Row> rows = new ArrayList<>();
    private String command = "unknown";
    private String jvmName = "unknown";
    private String osName = "unknown";
    private long pid;

    /**
     * Starts without sites.
     *
     * @param startNanos start of the recording, since the epoch
     * @param durationNanos its length
     */
    RecordedSites(long startNanos, long durationNanos) {
        this.startNanos = startNanos;
        this.durationNanos = durationNanos;
        blocks = new SampledBlocks(durationNanos);
    }

    private long nanos(RecordedEvent event) {
        Instant time = event.getStartTime();
        return time.getEpochSecond() * 1_000_000_000 + time.getNano() - startNanos;
    }

    /** {@return how far into the recording an event is, 0 to 1} */
    double share(RecordedEvent event) {
        return Math.max(0, Math.min(1, (double) nanos(event) / durationNanos));
    }

    void allocation(RecordedEvent event) {
        String callSite = event.getString("callSite");
        blocks.allocated(
                event.getLong("address"),
                nanos(event),
                event.getLong("size"),
                event.getLong("weight"),
                text(event, "kind"),
                callSite == null ? "" : callSite);
    }

    void free(RecordedEvent event) {
        blocks.freed(event.getLong("address"), nanos(event));
    }

    void site(RecordedEvent event) {
        String callSite = event.getString("callSite");
        rows.add(new Row(
                nanos(event),
                text(event, "kind"),
                layer(text(event, "layer")),
                callSite == null ? "" : callSite,
                event.getString("stack"),
                new Figures(
                        event.getLong("liveBytes"),
                        event.getLong("liveCount"),
                        event.getLong("allocatedBytes"),
                        event.getLong("allocatedCount")),
                event.getDuration("allocatorTime").toNanos(),
                event.getBoolean("exact"),
                event.getLong("errorBytes"),
                event.getBoolean("rest")));
    }

    void jvm(RecordedEvent event) {
        String version = text(event, "jvmVersion");
        int open = version.indexOf('(');
        int close = version.indexOf(')', Math.max(0, open));
        jvmName = text(event, "jvmName") + (open >= 0 && close > open ? " " + version.substring(open + 1, close) : "");
        command = text(event, "javaArguments");
        pid = event.hasField("pid") ? event.getLong("pid") : 0;
    }

    void os(RecordedEvent event) {
        osName = text(event, "osVersion").lines().findFirst().orElse("unknown");
    }

    private static String text(RecordedEvent event, String field) {
        String text = event.getString(field);
        return text == null ? "unknown" : text;
    }

    private static Layer layer(String label) {
        for (Layer layer : Layer.values()) {
            if (layer.label().equals(label)) {
                return layer;
            }
        }
        return Layer.BASE;
    }

    boolean holdsAnything() {
        return !rows.isEmpty() || blocks.isAnyAllocated();
    }

    Snapshot snapshot() {
        SiteCollector sites = new SiteCollector();
        Map<String, KindFigures> kinds = new LinkedHashMap<>();
        for (Row row : rows.isEmpty() ? rowsOfSamples() : lastRows()) {
            add(row, sites);
            KindFigures kind = new KindFigures(row.kind, row.layer, row.figures);
            kinds.merge(
                    row.layer.label() + "/" + row.kind,
                    kind,
                    (one, other) -> new KindFigures(
                            one.kind(), one.layer(), one.figures().plus(other.figures())));
        }
        Instant start = Instant.ofEpochSecond(0, startNanos);
        return new Snapshot(
                Reason.DUMP,
                new ProcessDescription(
                        pid, command, jvmName, osName, start, start.plusNanos(durationNanos), durationNanos / 1e9),
                new TreeMap<>(),
                false,
                DEFAULT_INTERVAL,
                64,
                100,
                List.copyOf(kinds.values()),
                sites.list(),
                List.of(),
                List.of(),
                0,
                false,
                new MemoryReadings(null, null),
                new NotSeen(
                        List.of(),
                        List.of("what a flight recording does not hold: most stacks, small lines"),
                        1,
                        0,
                        0,
                        0,
                        0),
                new OwnCost(0, 0, 0, 0, 0),
                List.of());
    }

    private void add(Row row, SiteCollector sites) {
        if (row.rest) {
            sites.addUnlabelled(row.kind, row.layer, row.figures, List.of(SiteCollector.unknown(row.figures)));
            return;
        }
        Frame callSite = Frames.parse(row.callSite);
        List<Frame> frames = Frames.parseLines(row.stack);
        if (frames.isEmpty() && callSite != null) {
            frames = List.of(callSite);
        }
        List<StackFigures> stacks = frames.isEmpty()
                ? List.of(SiteCollector.unknown(row.figures))
                : List.of(SiteCollector.walked(frames, row.figures, false, row.errorBytes, DEFAULT_INTERVAL));
        if (callSite == null || !row.exact) {
            sites.addUnlabelled(row.kind, row.layer, row.figures, stacks);
            return;
        }
        sites.add(new SiteFigures(
                row.kind,
                row.layer,
                callSite,
                row.figures,
                row.allocatorNanos == 0
                        ? null
                        : new AllocatorTime(row.allocatorNanos / 1e9, row.figures.allocatedCount(), List.of()),
                generations(row),
                List.of(),
                List.of(),
                List.of(),
                0,
                List.of(),
                null,
                frames.size() > 1 ? stacks : List.of()));
    }

    private List<Generation> generations(Row row) {
        List<Generation> sampled = blocks.generations(row.kind, row.callSite, row.figures);
        if (!sampled.isEmpty()) {
            return sampled;
        }
        SiteEpochs epochs = new SiteEpochs();
        for (Row earlier : rows) {
            if (earlier.key().equals(row.key())) {
                epochs.add(earlier.nanos, earlier.figures);
            }
        }
        return epochs.generations();
    }

    /** {@return the rows of the last scan: up to, from the end, the first site that comes a second time} */
    private List<Row> lastRows() {
        rows.sort((one, other) -> Long.compare(one.nanos, other.nanos));
        Set<String> seen = new HashSet<>();
        List<Row> last = new ArrayList<>();
        for (int i = rows.size() - 1; i >= 0 && seen.add(rows.get(i).key()); i--) {
            last.add(rows.get(i));
        }
        return last;
    }

    /** {@return what sampled allocations alone say, where there is no {@code seep.Site}} */
    private List<Row> rowsOfSamples() {
        List<Row> estimates = new ArrayList<>();
        blocks.forEachSite((kind, callSite, figures) -> {
            long error = Math.round(1.96 * Math.sqrt((double) figures.liveBytes() * DEFAULT_INTERVAL));
            estimates.add(new Row(0, kind, Layer.BASE, callSite, null, figures, 0, false, error, false));
        });
        return estimates;
    }

    private record Row(
            long nanos,
            String kind,
            Layer layer,
            String callSite,
            @Nullable String stack,
            Figures figures,
            long allocatorNanos,
            boolean exact,
            long errorBytes,
            boolean rest) {
        String key() {
            return kind + "\n" + layer + "\n" + callSite + "\n" + rest;
        }
    }
}
