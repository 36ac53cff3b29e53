// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.report.input;

import dev.seep.report.snapshot.AllocatorTime;
import dev.seep.report.snapshot.Block;
import dev.seep.report.snapshot.Figures;
import dev.seep.report.snapshot.Frame;
import dev.seep.report.snapshot.Generation;
import dev.seep.report.snapshot.Layer;
import dev.seep.report.snapshot.OwnerFigures;
import dev.seep.report.snapshot.SiteFigures;
import dev.seep.report.snapshot.StackFigures;
import dev.seep.report.snapshot.ThreadFigures;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The sites of a JSON report. Confined to one thread. */
final class JsonSiteReader {
    private final long interval;
    private final boolean allEstimated;
    private final SiteCollector sites = new SiteCollector();

    /**
     * Starts without sites.
     *
     * @param interval average number of bytes between two samples
     * @param allEstimated whether even what was counted at a line is an estimate
     */
    JsonSiteReader(long interval, boolean allEstimated) {
        this.interval = interval;
        this.allEstimated = allEstimated;
    }

    List<SiteFigures> sites() {
        return sites.list();
    }

    void add(JsonObject site) throws IOException {
        String kind = site.text("kind", "unknown");
        Layer layer = JsonReports.layer(site);
        Figures figures = JsonReports.figures(site);
        if (site.flag("rest")) {
            sites.addUnlabelled(kind, layer, figures, List.of(SiteCollector.unknown(figures)));
            return;
        }
        Frame callSite = site.has("callSite") ? frame(site.object("callSite")) : null;
        boolean labelled = callSite != null && (site.flag("exact") || allEstimated);
        List<StackFigures> stacks = stacks(site, labelled ? callSite : null);
        if (!labelled) {
            sites.addUnlabelled(kind, layer, figures, stacks);
            return;
        }
        List<Block> blocks = blocks(site);
        sites.add(new SiteFigures(
                kind,
                layer,
                callSite,
                figures,
                time(site, figures),
                generations(site),
                site.numbers("sizes"),
                site.numbers("lifetimes"),
                threads(site),
                blocks.isEmpty() ? 0 : blocks.get(0).ageSeconds(),
                blocks,
                owners(site),
                stacks));
    }

    private List<StackFigures> stacks(JsonObject site, @Nullable Frame callSite) throws IOException {
        List<StackFigures> stacks = new ArrayList<>();
        for (JsonObject stack : site.objects("stacks")) {
            List<Frame> frames = new ArrayList<>();
            for (JsonObject frame : stack.objects("frames")) {
                frames.add(frame(frame));
            }
            boolean callersKnown = callSite == null || frames.size() > 1 || stack.flag("exact");
            if (callersKnown && !frames.isEmpty()) {
                stacks.add(stack(stack, frames));
            }
        }
        return stacks;
    }

    private StackFigures stack(JsonObject stack, List<Frame> frames) throws IOException {
        Figures figures = JsonReports.figures(stack);
        boolean exact = stack.flag("exact");
        return SiteCollector.walked(frames, figures, exact, stack.number("errorBytes"), interval);
    }

    private static Frame frame(JsonObject frame) throws IOException {
        String className = frame.text("class", "unknown");
        int line = frame.has("line") ? (int) frame.number("line") : -1;
        return new Frame(
                className, frame.text("method", "unknown"), frame.nullableText("file"), line, Frames.isJdk(className));
    }

    private static @Nullable AllocatorTime time(JsonObject site, Figures figures) throws IOException {
        List<Long> nanos = site.numbers("allocatorNanos");
        if (!site.has("allocatorSeconds")) {
            return null;
        }
        long timed = 0;
        for (Long calls : nanos) {
            timed += calls;
        }
        return new AllocatorTime(
                site.decimal("allocatorSeconds"), timed == 0 ? figures.allocatedCount() : timed, nanos);
    }

    private static @Nullable OwnerFigures owners(JsonObject site) throws IOException {
        if (!site.has("owners")) {
            return null;
        }
        JsonObject owners = site.object("owners");
        return new OwnerFigures(
                owners.number("lostCount"),
                owners.number("freedByGcCount"),
                owners.number("closedCount"),
                owners.number("pendingCount"));
    }

    private static List<Generation> generations(JsonObject site) throws IOException {
        List<Generation> generations = new ArrayList<>();
        for (JsonObject generation : site.objects("generations")) {
            generations.add(new Generation(
                    generation.decimal("startSeconds"),
                    generation.number("allocatedBytes"),
                    generation.number("liveBytes"),
                    generation.number("endLiveBytes")));
        }
        return generations;
    }

    private static List<ThreadFigures> threads(JsonObject site) throws IOException {
        List<ThreadFigures> threads = new ArrayList<>();
        for (JsonObject thread : site.objects("threads")) {
            threads.add(new ThreadFigures(
                    thread.nullableText("name"), thread.number("liveBytes"), thread.number("allocatedBytes")));
        }
        return threads;
    }

    private static List<Block> blocks(JsonObject site) throws IOException {
        List<Block> blocks = new ArrayList<>();
        for (JsonObject block : site.objects("blocks")) {
            blocks.add(new Block(
                    block.number("address"),
                    block.number("size"),
                    block.decimal("ageSeconds"),
                    block.nullableText("thread")));
        }
        return blocks;
    }
}
