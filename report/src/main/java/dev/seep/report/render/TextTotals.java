// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.report.render;

import dev.seep.report.analysis.Judgement;
import dev.seep.report.analysis.Kind;
import dev.seep.report.analysis.Sites;
import dev.seep.report.snapshot.Figures;
import dev.seep.report.snapshot.Layer;
import dev.seep.report.snapshot.MemoryReadings;
import dev.seep.report.snapshot.ProcessDescription;
import dev.seep.report.snapshot.Reason;
import dev.seep.report.snapshot.Snapshot;

/** The head of the text report: what was watched, and how much it holds. */
final class TextTotals {
    private static final double LEAST_ALLOCATOR_SECONDS = 1e-2;
    private static final int[] COLUMNS = {24, 35, 48, 61, 68, 80};

    private final TextPage page;
    private final Snapshot snapshot;
    private final Sites sites;

    TextTotals(TextPage page, Snapshot snapshot, Sites sites) {
        this.page = page;
        this.snapshot = snapshot;
        this.sites = sites;
    }

    /** Writes what is live, in a line that stands for the report in a log, and of which process. */
    void writeTitle(Judgement judgement) {
        title(judgement);
        process();
    }

    void writeTotals() {
        page.blank();
        if (sites.hasAllocated()) {
            table();
        } else {
            page.line("  Nothing was allocated off-heap meanwhile.");
        }
        readings();
        allocatorTime();
    }

    private void title(Judgement judgement) {
        Figures base = sites.total(Layer.BASE);
        Figures mapped = sites.total(Layer.MAPPED);
        String when = snapshot.reason() == Reason.EXIT
                ? " at exit"
                : " (" + snapshot.reason().label() + ")";
        StringBuilder title = new StringBuilder("[seep] ");
        if (base.liveCount() == 0 && base.liveBytes() == 0) {
            title.append("no off-heap memory is live").append(when);
        } else {
            title.append(Quantities.bytes(base.liveBytes()))
                    .append(" of off-heap memory live")
                    .append(when);
            title.append(", in ").append(blocks(base.liveCount()));
        }
        if (mapped.liveBytes() > 0) {
            title.append("; ").append(Quantities.bytes(mapped.liveBytes())).append(" of files mapped");
        }
        if (judgement.isAnyJudged()) {
            int suspects = judgement.suspects().size();
            title.append(suspects == 0 ? "; no" : "; " + TextPage.glued(Quantities.count(suspects)))
                    .append(suspects == 1 ? " suspect" : " suspects");
        }
        page.wrapped(title.toString(), 7);
    }

    /** {@return such as {@code 1 block} or {@code 12,345 blocks}} */
    static String blocks(long count) {
        return count == 1 ? "1 block" : Quantities.count(count) + " blocks";
    }

    /** {@return such as {@code pid 4242, }, or an empty text for several JVMs together} */
    static String pid(ProcessDescription process) {
        return process.pid() == 0 ? "" : "pid " + process.pid() + ", ";
    }

    private void process() {
        ProcessDescription process = snapshot.process();
        page.line("  " + process.command());
        page.wrapped(
                "  " + pid(process) + process.jvm() + ", watched for "
                        + TextPage.glued(Quantities.duration(process.durationSeconds())) + " until "
                        + Quantities.isoTime(process.ended()),
                2);
    }

    private void table() {
        row("", "live", "blocks", "allocated", "freed", "peak");
        for (Layer layer : Layer.values()) {
            Figures total = sites.total(layer);
            if (layer != Layer.BASE && total.allocatedCount() == 0 && total.allocatedBytes() == 0) {
                continue;
            }
            long peak = Math.max(total.liveBytes(), JsonReport.peakOf(snapshot, layer));
            row("  " + nameOf(layer), total, Quantities.bytes(peak));
            for (Kind kind : sites.kinds()) {
                if (kind.layer() == layer) {
                    row("    " + kind.kind(), kind.figures(), "");
                }
            }
        }
    }

    private static String nameOf(Layer layer) {
        return switch (layer) {
            case BASE -> "off-heap memory";
            case MAPPED -> "files mapped";
            case POOL -> "blocks in pools";
        };
    }

    private void row(String name, Figures figures, String peak) {
        row(
                name,
                Quantities.bytes(figures.liveBytes()),
                Quantities.count(figures.liveCount()),
                Quantities.bytes(figures.allocatedBytes()),
                Quantities.percent(figures.freedBytes(), figures.allocatedBytes()),
                peak);
    }

    private void row(String... cells) {
        StringBuilder row = new StringBuilder(TextPage.WIDTH);
        row.append(cells[0].length() < COLUMNS[0] ? cells[0] : cells[0].substring(0, COLUMNS[0]));
        for (int i = 1; i < cells.length; i++) {
            TextPage.spaces(row, Math.max(1, COLUMNS[i] - row.length() - cells[i].length()));
            row.append(cells[i]);
        }
        page.line(row.toString().stripTrailing());
    }

    private void allocatorTime() {
        double seconds = 0;
        for (Layer layer : Layer.values()) {
            Double ofLayer = sites.allocatorSeconds(layer);
            seconds += ofLayer == null ? 0 : ofLayer;
        }
        if (seconds >= LEAST_ALLOCATOR_SECONDS) {
            page.line("  Time in allocators: ~" + Quantities.duration(seconds) + " of all threads");
        }
    }

    private void readings() {
        MemoryReadings memory = snapshot.memory();
        Long rss = memory.rssBytes();
        Long heap = memory.javaHeapBytes();
        if (rss == null && heap == null) {
            return;
        }
        StringBuilder line = new StringBuilder("  The process: ");
        if (rss != null) {
            line.append("RSS ").append(Quantities.bytes(rss)).append(heap == null ? "" : ", ");
        }
        if (heap != null) {
            line.append("Java heap ").append(Quantities.bytes(heap)).append(" committed");
        }
        page.line(line.toString());
    }
}
