// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.report.input;

import dev.seep.report.snapshot.Figures;
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
import dev.seep.report.snapshot.SnapshotFile;
import dev.seep.report.snapshot.TimelinePoint;
import java.io.IOException;
import java.io.InputStream;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Reads JSON reports back, as far as they go.
 *
 * <p>Lost are the lines and stacks that the report left out, which of the frames are the JDK's (taken from their class
 * names), how many samples an estimate rests on, and the generations of lines that are estimates.
 */
final class JsonReports {
    private static final String FORMAT = "seep-report/1";
    private static final long DEFAULT_INTERVAL = 512 << 10;

    private final JsonObject report;
    private final SortedMap<String, String> settings = new TreeMap<>();

    private JsonReports(JsonObject report) {
        this.report = report;
    }

    /**
     * Reads a report.
     *
     * @throws IOException if it is none; the message is one line
     */
    static SnapshotFile read(InputStream in) throws IOException {
        JsonObject report = JsonObject.read(in);
        String format = report.text("format", "none");
        if (!format.equals(FORMAT)) {
            throw new IOException("no report of Seep: format=" + format + ", expected=" + FORMAT);
        }
        return new SnapshotFile(new JsonReports(report).snapshot(), List.of(), null);
    }

    private Snapshot snapshot() throws IOException {
        JsonObject options = report.object("settings");
        for (String key : options.keys()) {
            settings.put(key, options.text(key, ""));
        }
        NotSeen notSeen = notSeen();
        JsonObject totals = report.object("totals");
        long interval = interval();
        return new Snapshot(
                reason(),
                process(),
                settings,
                interval <= 1,
                interval,
                setting("depth", 64),
                setting("top", 100),
                kinds(),
                sites(interval, notSeen),
                timeline(),
                peaks(totals),
                totals.number("unknownFreeCount"),
                totals.flag("beforeStart"),
                new MemoryReadings(totals.nullableNumber("rssBytes"), totals.nullableNumber("javaHeapBytes")),
                notSeen,
                own(),
                suppressions());
    }

    private Reason reason() throws IOException {
        String label = report.text("reason", "");
        for (Reason reason : Reason.values()) {
            if (reason.label().equals(label)) {
                return reason;
            }
        }
        return Reason.DUMP;
    }

    private ProcessDescription process() throws IOException {
        JsonObject process = report.object("process");
        return new ProcessDescription(
                process.number("pid"),
                process.text("command", "unknown"),
                process.text("jvm", "unknown"),
                process.text("os", "unknown"),
                instant(process, "started"),
                instant(process, "ended"),
                process.decimal("durationSeconds"));
    }

    private static Instant instant(JsonObject object, String key) throws IOException {
        try {
            return Instant.parse(object.text(key, Instant.EPOCH.toString()));
        } catch (DateTimeException e) {
            throw new IOException("no report of Seep: unexpected value of " + key, e);
        }
    }

    private int setting(String key, int otherwise) {
        try {
            return Integer.parseInt(settings.getOrDefault(key, ""));
        } catch (NumberFormatException e) {
            return otherwise;
        }
    }

    private long interval() {
        String text = settings.getOrDefault("interval", "").toLowerCase(Locale.ROOT);
        int shift = text.endsWith("k") ? 10 : text.endsWith("m") ? 20 : text.endsWith("g") ? 30 : 0;
        try {
            return Long.parseLong(shift == 0 ? text : text.substring(0, text.length() - 1)) << shift;
        } catch (NumberFormatException e) {
            return DEFAULT_INTERVAL;
        }
    }

    private List<KindFigures> kinds() throws IOException {
        List<KindFigures> kinds = new ArrayList<>();
        for (JsonObject kind : report.objects("kinds")) {
            kinds.add(new KindFigures(kind.text("kind", "unknown"), layer(kind), figures(kind)));
        }
        return kinds;
    }

    static Layer layer(JsonObject object) throws IOException {
        String label = object.text("layer", "");
        for (Layer layer : Layer.values()) {
            if (layer.label().equals(label)) {
                return layer;
            }
        }
        throw new IOException("no report of Seep: unexpected value of layer");
    }

    static Figures figures(JsonObject object) throws IOException {
        return new Figures(
                object.number("liveBytes"),
                object.number("liveCount"),
                object.number("allocatedBytes"),
                object.number("allocatedCount"));
    }

    private List<SiteFigures> sites(long interval, NotSeen notSeen) throws IOException {
        boolean allEstimated = notSeen.thinned() > 1 || notSeen.lostCount() > 0;
        JsonSiteReader reader = new JsonSiteReader(interval, allEstimated);
        for (JsonObject site : report.objects("sites")) {
            reader.add(site);
        }
        return reader.sites();
    }

    private List<TimelinePoint> timeline() throws IOException {
        List<TimelinePoint> timeline = new ArrayList<>();
        for (JsonObject point : report.objects("timeline")) {
            timeline.add(new TimelinePoint(
                    point.decimal("seconds"),
                    point.number("baseBytes"),
                    point.number("mappedBytes"),
                    point.number("poolBytes"),
                    point.nullableNumber("rssBytes"),
                    point.nullableNumber("javaHeapBytes")));
        }
        return timeline;
    }

    private static List<LayerPeak> peaks(JsonObject totals) throws IOException {
        List<LayerPeak> peaks = new ArrayList<>();
        for (Layer layer : Layer.values()) {
            peaks.add(new LayerPeak(layer, totals.object(layer.label()).number("peakLiveBytes")));
        }
        return peaks;
    }

    private NotSeen notSeen() throws IOException {
        JsonObject notSeen = report.object("notSeen");
        List<NotSeen.NotWoven> notWoven = new ArrayList<>();
        for (JsonObject entry : notSeen.objects("classesNotWoven")) {
            notWoven.add(new NotSeen.NotWoven(entry.text("class", ""), entry.text("reason", "")));
        }
        return new NotSeen(
                notWoven,
                notSeen.texts("kinds"),
                Math.max(1, notSeen.number("thinned")),
                notSeen.number("lostCount"),
                notSeen.number("labelsLost"),
                notSeen.number("stacksDropped"),
                notSeen.number("callSitesRefused"));
    }

    private List<String> suppressions() throws IOException {
        List<String> rules = new ArrayList<>();
        for (JsonObject rule : report.objects("suppressions")) {
            rules.add(rule.text("rule", ""));
        }
        return rules;
    }

    private OwnCost own() throws IOException {
        JsonObject own = report.object("own");
        return new OwnCost(
                own.number("memoryBytes"),
                own.decimal("cpuSeconds"),
                own.number("stacksWalked"),
                own.number("liveRecords"),
                own.number("stacks"));
    }
}
