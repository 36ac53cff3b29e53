// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.report.render;

import dev.seep.report.analysis.Judgement;
import dev.seep.report.analysis.Site;
import dev.seep.report.analysis.SiteJudgement;
import dev.seep.report.analysis.SiteStack;
import dev.seep.report.snapshot.AllocatorTime;
import dev.seep.report.snapshot.Block;
import dev.seep.report.snapshot.Frame;
import dev.seep.report.snapshot.Generation;
import dev.seep.report.snapshot.OwnerFigures;
import dev.seep.report.snapshot.ThreadFigures;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The part {@code sites} of the JSON report. */
final class JsonSites {
    private static final int STACKS_A_SITE = 20;

    private final JsonWriter json;
    private final Judgement judgement;

    JsonSites(JsonWriter json, Judgement judgement) {
        this.json = json;
        this.judgement = judgement;
    }

    void write(List<Site> sites) throws IOException {
        json.name("sites").beginArray();
        for (Site site : sites) {
            site(site);
        }
        json.endArray();
    }

    private void site(Site site) throws IOException {
        json.beginObject();
        json.name("kind").value(site.kind());
        json.name("layer").value(site.layer().label());
        json.name("callSite");
        frame(json, site.callSite());
        exactness(site.exact(), site.errorBytes());
        AllocatorTime time = site.details().allocatorTime();
        JsonReport.figures(json, site.figures(), time == null ? null : time.seconds());
        SiteJudgement verdict = judgement.of(site);
        json.name("verdict").value(verdict == null ? null : verdict.verdict().label());
        owners(site.details().owners());
        json.name("jdkInternal").value(site.jdkInternal());
        json.name("rest").value(site.rest());
        generations(site.details().generations());
        histogram("sizes", site.details().sizes());
        histogram("lifetimes", site.details().lifetimes());
        histogram("allocatorNanos", time == null ? List.of() : time.nanos());
        threads(site.details().threads());
        stacks(site.stacks());
        blocks(site.oldestBlocks());
        json.endObject();
    }

    private void owners(@Nullable OwnerFigures owners) throws IOException {
        json.name("owners");
        if (owners == null) {
            json.nullValue();
            return;
        }
        json.beginInlineObject();
        json.name("lostCount").value(owners.lostCount());
        json.name("freedByGcCount").value(owners.freedByGcCount());
        json.name("closedCount").value(owners.closedCount());
        json.name("pendingCount").value(owners.pendingCount());
        json.endObject();
    }

    private void exactness(boolean exact, long errorBytes) throws IOException {
        json.name("exact").value(exact);
        json.name("errorBytes").value(errorBytes);
    }

    private void generations(List<Generation> generations) throws IOException {
        json.name("generations").beginArray();
        for (Generation generation : generations) {
            json.beginInlineObject();
            json.name("startSeconds").value(generation.startSeconds());
            json.name("allocatedBytes").value(generation.allocatedBytes());
            json.name("liveBytes").value(generation.liveBytes());
            json.name("endLiveBytes").value(generation.endLiveBytes());
            json.endObject();
        }
        json.endArray();
    }

    private void histogram(String name, List<Long> counts) throws IOException {
        json.name(name).beginInlineArray();
        for (Long count : counts) {
            json.value(count);
        }
        json.endArray();
    }

    private void threads(List<ThreadFigures> threads) throws IOException {
        json.name("threads").beginArray();
        for (ThreadFigures thread : threads) {
            json.beginInlineObject();
            json.name("name").value(thread.name());
            json.name("liveBytes").value(thread.liveBytes());
            json.name("allocatedBytes").value(thread.allocatedBytes());
            json.endObject();
        }
        json.endArray();
    }

    private void stacks(List<SiteStack> stacks) throws IOException {
        json.name("stacks").beginArray();
        for (int i = 0; i < Math.min(STACKS_A_SITE, stacks.size()); i++) {
            SiteStack stack = stacks.get(i);
            json.beginObject();
            json.name("frames").beginArray();
            for (Frame frame : stack.frames()) {
                frame(json, frame);
            }
            json.endArray();
            exactness(stack.exact(), stack.errorBytes());
            JsonReport.figures(json, stack.figures(), null);
            json.endObject();
        }
        json.endArray();
    }

    private void blocks(List<Block> blocks) throws IOException {
        json.name("blocks").beginArray();
        for (Block block : blocks) {
            json.beginInlineObject();
            json.name("address").value(block.address());
            json.name("size").value(block.size());
            json.name("ageSeconds").value(block.ageSeconds());
            json.name("thread").value(block.thread());
            json.endObject();
        }
        json.endArray();
    }

    static void frame(JsonWriter json, @Nullable Frame frame) throws IOException {
        if (frame == null) {
            json.nullValue();
            return;
        }
        json.beginInlineObject();
        json.name("class").value(frame.className());
        json.name("method").value(frame.methodName());
        json.name("file").value(frame.fileName());
        json.name("line").value(frame.line());
        json.endObject();
    }
}
