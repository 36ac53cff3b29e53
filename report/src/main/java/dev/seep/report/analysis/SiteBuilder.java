// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.report.analysis;

import dev.seep.report.snapshot.Block;
import dev.seep.report.snapshot.Figures;
import dev.seep.report.snapshot.Frame;
import dev.seep.report.snapshot.KindFigures;
import dev.seep.report.snapshot.StackFigures;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Gathers the stacks of one site. Confined to one thread. */
final class SiteBuilder {
    static final Comparator<Figures> LARGEST_FIRST = (one, other) -> {
        int byLive = Long.compare(other.liveBytes(), one.liveBytes());
        return byLive != 0 ? byLive : Long.compare(other.allocatedBytes(), one.allocatedBytes());
    };

    private static final int OLDEST_BLOCKS = 10;

    private final @Nullable Frame callSite;
    private final Map<FramesKey, Branch> branches = new LinkedHashMap<>();
    private final List<Block> blocks = new ArrayList<>();
    private final Branch whole = new Branch(List.of());
    private double oldestSeconds;

    SiteBuilder(@Nullable Frame callSite) {
        this.callSite = callSite;
    }

    /** Adds a stack of which at most {@code depth} frames are kept; stacks that are equal in those become one. */
    void add(StackFigures stack, Figures scaled, int depth) {
        List<Frame> frames = stack.frames();
        List<Frame> shown = frames.size() <= depth ? frames : frames.subList(0, Math.max(0, depth));
        Branch branch = branches.computeIfAbsent(new FramesKey(shown), key -> new Branch(shown));
        branch.omittedFrames = Math.max(branch.omittedFrames, frames.size() - shown.size());
        branch.add(stack, scaled);
        whole.add(stack, scaled);
        blocks.addAll(stack.oldestBlocks());
        oldestSeconds = Math.max(oldestSeconds, stack.oldestSeconds());
    }

    Site build(KindFigures kind, Exactness exactness) {
        List<SiteStack> stacks = new ArrayList<>(branches.size());
        for (Branch branch : branches.values()) {
            stacks.add(new SiteStack(
                    branch.frames, branch.omittedFrames, exactness.exact(), branch.error(exactness), branch.figures));
        }
        stacks.sort((one, other) -> LARGEST_FIRST.compare(one.figures(), other.figures()));
        return new Site(
                kind.kind(),
                kind.layer(),
                callSite,
                callSite == null,
                false,
                exactness.exact(),
                whole.error(exactness),
                whole.figures,
                oldestSeconds,
                stacks,
                oldest(blocks));
    }

    /** {@return the ten oldest of {@code blocks}, oldest first} */
    static List<Block> oldest(List<Block> blocks) {
        List<Block> sorted = new ArrayList<>(blocks);
        sorted.sort((one, other) -> Double.compare(other.ageSeconds(), one.ageSeconds()));
        return List.copyOf(sorted.subList(0, Math.min(OLDEST_BLOCKS, sorted.size())));
    }

    private static final class Branch {
        private final List<Frame> frames;
        private Figures figures = Figures.ZERO;
        private double estimate;
        private double variance;
        private int omittedFrames;

        Branch(List<Frame> frames) {
            this.frames = frames;
        }

        void add(StackFigures stack, Figures scaled) {
            figures = figures.plus(scaled);
            estimate += Math.max(0, stack.estimate().liveBytes());
            variance += Exactness.usable(stack.liveVariance());
        }

        long error(Exactness exactness) {
            return exactness.errorBytes(figures, estimate, variance);
        }
    }
}
