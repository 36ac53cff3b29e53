// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.report.render;

import dev.seep.report.analysis.Judgement;
import dev.seep.report.analysis.Kind;
import dev.seep.report.analysis.Sites;
import dev.seep.report.snapshot.Figures;
import dev.seep.report.snapshot.Layer;
import dev.seep.report.snapshot.LayerPeak;
import dev.seep.report.snapshot.NotSeen;
import dev.seep.report.snapshot.OwnCost;
import dev.seep.report.snapshot.ProcessDescription;
import dev.seep.report.snapshot.Snapshot;
import dev.seep.report.snapshot.TimelinePoint;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Writer;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The JSON report, {@code seep-report/1}. */
final class JsonReport implements Report {
    /*
     * Implementation notes
     *
     * Every key of the format is written. What no issue has brought yet is null, or [] where it is a list: pools, jvmBytes,
     * mallocRetainedBytes, unexplainedBytes, and in a suspect lastTouch.
     *
     * totals.unlabelled counts blocks of the base layer: bytes of different layers have no meaningful sum (mapped bytes
     * are address space, pool blocks lie inside base ones).
     *
     * allocatorSeconds is known of sites, and by their sums of kinds and layers; of stacks it is null.
     *
     * Beyond the format: `rest` and `allocatorNanos` stand in every site, notSeen holds `stacksDropped` and
     * `callSitesRefused`. docs/report.md says what they mean.
     */
    private static final String FORMAT = "seep-report/1";

    @Override
    public void write(Snapshot snapshot, Sites sites, OutputStream out) throws IOException {
        Writer writer = Utf8Output.over(out);
        JsonWriter json = new JsonWriter(writer);
        json.beginObject();
        json.name("format").value(FORMAT);
        json.name("reason").value(snapshot.reason().label());
        process(json, snapshot.process());
        settings(json, snapshot);
        totals(json, snapshot, sites);
        kinds(json, sites);
        Judgement judgement = Judgement.of(sites);
        new JsonSites(json, judgement).write(sites.top(snapshot.top()));
        JsonSuspects suspects = new JsonSuspects(json);
        suspects.write(judgement.suspects());
        suspects.writeSuppressions(judgement.suppressions());
        json.name("pools").emptyArray();
        timeline(json, snapshot.timeline());
        notSeen(json, snapshot.notSeen());
        own(json, snapshot.own());
        json.endObject();
        writer.write('\n');
        writer.flush();
    }

    private static void process(JsonWriter json, ProcessDescription process) throws IOException {
        json.name("process").beginObject();
        json.name("pid").value(process.pid());
        json.name("command").value(process.command());
        json.name("jvm").value(process.jvm());
        json.name("os").value(process.os());
        json.name("started").value(Quantities.isoTime(process.started()));
        json.name("ended").value(Quantities.isoTime(process.ended()));
        json.name("durationSeconds").value(process.durationSeconds());
        json.endObject();
    }

    private static void settings(JsonWriter json, Snapshot snapshot) throws IOException {
        json.name("settings").beginObject();
        for (Map.Entry<String, String> setting : snapshot.settings().entrySet()) {
            json.name(setting.getKey()).value(setting.getValue());
        }
        json.endObject();
    }

    private static void totals(JsonWriter json, Snapshot snapshot, Sites sites) throws IOException {
        json.name("totals").beginObject();
        for (Layer layer : Layer.values()) {
            Figures total = sites.total(layer);
            json.name(layer.label()).beginObject();
            figures(json, total, sites.allocatorSeconds(layer));
            json.name("peakLiveBytes").value(Math.max(total.liveBytes(), peakOf(snapshot, layer)));
            json.endObject();
        }
        Figures unlabelled = sites.unlabelled(Layer.BASE);
        json.name("unlabelled").beginObject();
        json.name("liveBytes").value(unlabelled.liveBytes());
        json.name("liveCount").value(unlabelled.liveCount());
        json.endObject();
        json.name("unknownFreeCount").value(snapshot.unknownFreeCount());
        json.name("beforeStart").value(snapshot.beforeStart());
        json.name("rssBytes").value(snapshot.memory().rssBytes());
        json.name("javaHeapBytes").value(snapshot.memory().javaHeapBytes());
        json.name("jvmBytes").nullValue();
        json.name("mallocRetainedBytes").nullValue();
        json.name("unexplainedBytes").nullValue();
        json.endObject();
    }

    /** {@return the peak that {@code snapshot} knows of {@code layer}, or 0} */
    static long peakOf(Snapshot snapshot, Layer layer) {
        long peak = 0;
        for (LayerPeak candidate : snapshot.peaks()) {
            peak = candidate.layer() == layer ? Math.max(peak, candidate.peakLiveBytes()) : peak;
        }
        return peak;
    }

    private static void kinds(JsonWriter json, Sites sites) throws IOException {
        json.name("kinds").beginArray();
        for (Kind kind : sites.kinds()) {
            json.beginObject();
            json.name("kind").value(kind.kind());
            json.name("layer").value(kind.layer().label());
            figures(json, kind.figures(), kind.allocatorSeconds());
            json.endObject();
        }
        json.endArray();
    }

    static void figures(JsonWriter json, Figures figures, @Nullable Double allocatorSeconds) throws IOException {
        json.name("liveBytes").value(figures.liveBytes());
        json.name("liveCount").value(figures.liveCount());
        json.name("allocatedBytes").value(figures.allocatedBytes());
        json.name("allocatedCount").value(figures.allocatedCount());
        json.name("freedBytes").value(figures.freedBytes());
        json.name("freedCount").value(figures.freedCount());
        json.name("allocatorSeconds").value(allocatorSeconds);
    }

    private static void timeline(JsonWriter json, List<TimelinePoint> timeline) throws IOException {
        json.name("timeline").beginArray();
        for (TimelinePoint point : timeline) {
            json.beginInlineObject();
            json.name("seconds").value(point.seconds());
            json.name("baseBytes").value(point.baseBytes());
            json.name("mappedBytes").value(point.mappedBytes());
            json.name("poolBytes").value(point.poolBytes());
            json.name("rssBytes").value(point.rssBytes());
            json.name("javaHeapBytes").value(point.javaHeapBytes());
            json.endObject();
        }
        json.endArray();
    }

    private static void notSeen(JsonWriter json, NotSeen notSeen) throws IOException {
        json.name("notSeen").beginObject();
        json.name("classesNotWoven").beginArray();
        for (NotSeen.NotWoven notWoven : notSeen.classesNotWoven()) {
            json.beginInlineObject();
            json.name("class").value(notWoven.className());
            json.name("reason").value(notWoven.reason());
            json.endObject();
        }
        json.endArray();
        json.name("kinds").beginArray();
        for (String kind : notSeen.kinds()) {
            json.value(kind);
        }
        json.endArray();
        json.name("thinned").value(notSeen.thinned());
        json.name("lostCount").value(notSeen.lostCount());
        json.name("labelsLost").value(notSeen.labelsLost());
        json.name("stacksDropped").value(notSeen.stacksDropped());
        json.name("callSitesRefused").value(notSeen.callSitesRefused());
        json.endObject();
    }

    private static void own(JsonWriter json, OwnCost own) throws IOException {
        json.name("own").beginObject();
        json.name("memoryBytes").value(own.memoryBytes());
        json.name("cpuSeconds").value(own.cpuSeconds());
        json.name("stacksWalked").value(own.stacksWalked());
        json.name("liveRecords").value(own.liveRecords());
        json.name("stacks").value(own.stacks());
        json.endObject();
    }
}
