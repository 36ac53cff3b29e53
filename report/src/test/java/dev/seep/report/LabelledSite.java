// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.report;

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
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Figures of one call site for tests: no stack, nothing known but what was counted, until told otherwise. */
public final class LabelledSite {
    private final String kind;
    private final @Nullable Frame callSite;
    private final Figures figures;
    private final List<StackFigures> stacks = new ArrayList<>();
    private final List<Generation> generations = new ArrayList<>();
    private final List<ThreadFigures> threads = new ArrayList<>();
    private List<Long> sizes = List.of();
    private List<Long> lifetimes = List.of();
    private List<Block> oldestBlocks = List.of();
    private @Nullable AllocatorTime allocatorTime;
    private @Nullable OwnerFigures owners;
    private Layer layer = Layer.BASE;

    private LabelledSite(String kind, @Nullable Frame callSite, Figures figures) {
        this.kind = kind;
        this.callSite = callSite;
        this.figures = figures;
    }

    public static LabelledSite of(String kind, Frame callSite, Figures figures) {
        return new LabelledSite(kind, callSite, figures);
    }

    /** {@return the unlabelled blocks of a kind} */
    public static LabelledSite unlabelled(String kind, Figures figures) {
        return new LabelledSite(kind, null, figures);
    }

    public LabelledSite layer(Layer of) {
        layer = of;
        return this;
    }

    /** Adds a stack of which {@code estimate} was drawn and {@code walked} was walked. */
    public LabelledSite stack(Figures estimate, Figures walked, Frame... frames) {
        return stack(StackFigures.Role.WALKED, estimate, walked, frames);
    }

    public LabelledSite stack(StackFigures.Role role, Figures estimate, Figures walked, Frame... frames) {
        stacks.add(new StackFigures(
                role,
                List.of(frames),
                estimate,
                walked,
                estimate.liveCount(),
                estimate.liveBytes() * 1024.0,
                estimate.allocatedCount(),
                0,
                List.of()));
        return this;
    }

    public LabelledSite stack(StackFigures stack) {
        stacks.add(stack);
        return this;
    }

    /** Adds a stack of unlabelled blocks, with what of its samples is live by generation: one for each 512 blocks. */
    public LabelledSite liveGenerations(List<Long> liveBytes, Figures estimate, Frame... frames) {
        stacks.add(new StackFigures(
                StackFigures.Role.WALKED,
                List.of(frames),
                estimate,
                Figures.ZERO,
                estimate.liveCount() / 512,
                estimate.liveBytes() * 1024.0,
                estimate.allocatedCount() / 512,
                0,
                List.of(),
                liveBytes));
        return this;
    }

    /** Adds a generation of which nothing was freed after its epoch, nor of those before. */
    public LabelledSite generation(double startSeconds, long allocatedBytes, long liveBytes) {
        long before = generations.isEmpty()
                ? 0
                : generations.get(generations.size() - 1).endLiveBytes();
        return generation(new Generation(startSeconds, allocatedBytes, liveBytes, before + liveBytes));
    }

    public LabelledSite generation(Generation generation) {
        generations.add(generation);
        return this;
    }

    public LabelledSite owners(long lost, long freedByGc, long closed) {
        owners = new OwnerFigures(lost, freedByGc, closed);
        return this;
    }

    public LabelledSite pending(long count) {
        owners = new OwnerFigures(0, 0, 0, count);
        return this;
    }

    public LabelledSite sizes(Long... counts) {
        sizes = List.of(counts);
        return this;
    }

    public LabelledSite lifetimes(Long... counts) {
        lifetimes = List.of(counts);
        return this;
    }

    public LabelledSite thread(@Nullable String name, long liveBytes, long allocatedBytes) {
        threads.add(new ThreadFigures(name, liveBytes, allocatedBytes));
        return this;
    }

    public LabelledSite allocatorTime(double seconds, Long... nanos) {
        allocatorTime = new AllocatorTime(seconds, nanos.length, List.of(nanos));
        return this;
    }

    public LabelledSite allocatorTime(AllocatorTime time) {
        allocatorTime = time;
        return this;
    }

    public LabelledSite oldest(Block... blocks) {
        oldestBlocks = List.of(blocks);
        return this;
    }

    public SiteFigures build() {
        return new SiteFigures(
                kind,
                layer,
                callSite,
                figures,
                allocatorTime,
                generations,
                sizes,
                lifetimes,
                threads,
                oldestBlocks.isEmpty() ? 0 : oldestBlocks.get(0).ageSeconds(),
                oldestBlocks,
                owners,
                stacks);
    }
}
