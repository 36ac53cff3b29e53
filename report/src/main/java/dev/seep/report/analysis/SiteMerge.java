// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.report.analysis;

import dev.seep.report.snapshot.AllocatorTime;
import dev.seep.report.snapshot.Figures;
import dev.seep.report.snapshot.Frame;
import dev.seep.report.snapshot.Generation;
import dev.seep.report.snapshot.OwnerFigures;
import dev.seep.report.snapshot.SiteFigures;
import dev.seep.report.snapshot.StackFigures;
import dev.seep.report.snapshot.ThreadFigures;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Adds what several JVMs say of the same site. Confined to one thread. */
final class SiteMerge {
    private final SiteFigures first;
    private final Map<String, StackFigures> stacks = new LinkedHashMap<>();
    private final List<List<Generation>> generations = new ArrayList<>();
    private final OldestBlocks oldest = new OldestBlocks();
    private Figures figures = Figures.ZERO;
    private @Nullable AllocatorTime time;
    private List<Long> sizes = List.of();
    private List<Long> lifetimes = List.of();
    private List<ThreadFigures> threads = List.of();
    private @Nullable OwnerFigures owners;

    SiteMerge(SiteFigures first) {
        this.first = first;
    }

    /** {@return what two sites have in common that are the same} */
    static String key(SiteFigures site) {
        Frame frame = site.callSite();
        return site.layer().label() + "/" + site.kind()
                + (frame == null ? "" : "/" + frame.className() + "." + frame.methodName() + ":" + frame.line());
    }

    /** Adds a site; histograms and threads count as much as the blocks that they are samples of. */
    void add(SiteFigures site) {
        Figures consistent = FigureSums.consistent(site.figures());
        figures = figures.plus(consistent);
        time = SiteDetails.sum(time, site.allocatorTime());
        if (!site.generations().isEmpty()) {
            generations.add(site.generations());
        }
        sizes = Histograms.sum(sizes, Histograms.scaled(site.sizes(), consistent.allocatedCount()));
        lifetimes = Histograms.sum(lifetimes, Histograms.scaled(site.lifetimes(), consistent.freedCount()));
        threads = ThreadShares.sum(threads, ThreadShares.scaled(site.threads(), consistent));
        oldest.add(site.oldestBlocks(), site.oldestSeconds());
        OwnerFigures known = site.owners();
        OwnerFigures sum = owners;
        owners = known == null || sum == null
                ? known == null ? sum : known
                : new OwnerFigures(
                        sum.lostCount() + known.lostCount(),
                        sum.freedByGcCount() + known.freedByGcCount(),
                        sum.closedCount() + known.closedCount(),
                        sum.pendingCount() + known.pendingCount());
        for (StackFigures stack : site.stacks()) {
            stacks.merge(key(stack), withoutGenerations(stack), SiteMerge::sum);
        }
    }

    private static String key(StackFigures stack) {
        StringBuilder key = new StringBuilder(stack.role().name());
        for (Frame frame : stack.frames()) {
            key.append('\n').append(frame.className()).append('.').append(frame.methodName());
            key.append(':').append(frame.line());
        }
        return key.toString();
    }

    /** Epochs differ from one JVM to the other, and those of the merged site from both. */
    private static StackFigures withoutGenerations(StackFigures stack) {
        return new StackFigures(
                stack.role(),
                stack.frames(),
                stack.estimate(),
                stack.walked(),
                stack.liveSamples(),
                stack.liveVariance(),
                stack.allocatedSamples(),
                stack.oldestSeconds(),
                stack.oldestBlocks());
    }

    private static StackFigures sum(StackFigures one, StackFigures other) {
        OldestBlocks blocks = new OldestBlocks();
        blocks.add(one.oldestBlocks(), one.oldestSeconds());
        blocks.add(other.oldestBlocks(), other.oldestSeconds());
        return new StackFigures(
                one.role(),
                one.frames(),
                one.estimate().plus(other.estimate()),
                one.walked().plus(other.walked()),
                one.liveSamples() + other.liveSamples(),
                one.liveVariance() + other.liveVariance(),
                one.allocatedSamples() + other.allocatedSamples(),
                blocks.seconds(),
                blocks.blocks());
    }

    SiteFigures build() {
        return new SiteFigures(
                first.kind(),
                first.layer(),
                first.callSite(),
                figures,
                time,
                GenerationMerge.of(generations),
                sizes,
                lifetimes,
                threads,
                oldest.seconds(),
                oldest.blocks(),
                owners,
                List.copyOf(stacks.values()));
    }
}
