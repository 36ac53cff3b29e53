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
    private final Map<String, List<Part>> stacks = new LinkedHashMap<>();
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
            stacks.computeIfAbsent(key(stack), key -> new ArrayList<>(1)).add(new Part(stack, site.generations()));
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

    private static StackFigures sum(List<Part> parts, GenerationMerge merge) {
        StackFigures first = parts.get(0).stack();
        OldestBlocks blocks = new OldestBlocks();
        Figures estimate = Figures.ZERO;
        Figures walked = Figures.ZERO;
        long liveSamples = 0;
        double liveVariance = 0;
        long allocatedSamples = 0;
        List<Long> liveGenerations = List.of();
        for (Part part : parts) {
            StackFigures stack = part.stack();
            blocks.add(stack.oldestBlocks(), stack.oldestSeconds());
            estimate = estimate.plus(stack.estimate());
            walked = walked.plus(stack.walked());
            liveSamples += stack.liveSamples();
            liveVariance += stack.liveVariance();
            allocatedSamples += stack.allocatedSamples();
            if (!stack.liveGenerations().isEmpty() && !part.history().isEmpty()) {
                liveGenerations = merge.added(liveGenerations, stack.liveGenerations(), part.history());
            }
        }
        return new StackFigures(
                first.role(),
                first.frames(),
                estimate,
                walked,
                liveSamples,
                liveVariance,
                allocatedSamples,
                blocks.seconds(),
                blocks.blocks(),
                liveGenerations);
    }

    SiteFigures build() {
        GenerationMerge merge = new GenerationMerge(generations);
        List<StackFigures> sums = new ArrayList<>(stacks.size());
        for (List<Part> parts : stacks.values()) {
            sums.add(sum(parts, merge));
        }
        return new SiteFigures(
                first.kind(),
                first.layer(),
                first.callSite(),
                figures,
                time,
                merge.sums(),
                sizes,
                lifetimes,
                threads,
                oldest.seconds(),
                oldest.blocks(),
                owners,
                sums);
    }

    /** A stack of one JVM, and the generations of its site there. */
    private record Part(StackFigures stack, List<Generation> history) {}
}
