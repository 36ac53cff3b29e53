// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.report.analysis;

import dev.seep.report.snapshot.Figures;
import dev.seep.report.snapshot.Frame;
import dev.seep.report.snapshot.Generation;
import dev.seep.report.snapshot.Layer;
import dev.seep.report.snapshot.SiteFigures;
import dev.seep.report.snapshot.StackFigures;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Gathers the stacks of one site, from the groups that have some. Confined to one thread. */
final class SiteBuilder {
    private final @Nullable Frame callSite;
    private final int depth;
    private final Map<FramesKey, Branch> branches = new LinkedHashMap<>();
    private final List<Share> shares = new ArrayList<>();
    private final OldestBlocks oldest = new OldestBlocks();
    private SiteDetails details = SiteDetails.NONE;
    private final SampledGenerations sampled = new SampledGenerations();
    private @Nullable Share unlabelledShare;

    /** Starts a site of {@code callSite} whose stacks keep at most {@code depth} frames. */
    SiteBuilder(@Nullable Frame callSite, int depth) {
        this.callSite = callSite;
        this.depth = Math.max(0, depth);
    }

    /** Adds all of a labelled site but what the options left out, and adds that to {@code filtered}. */
    void addLabelled(SiteFigures site, StackGroup group, Share filtered) {
        Share whole = new Share(group, true);
        Share callersUnknown = new Share(group, false);
        for (int i = 0; i < group.size(); i++) {
            StackFigures stack = group.stack(i);
            if (stack.role() == StackFigures.Role.FILTERED) {
                filtered.add(i);
                continue;
            }
            whole.add(i);
            if (isWalked(stack)) {
                branch(stack.frames()).add(group, i);
            } else {
                callersUnknown.add(i);
            }
        }
        whole.addUnattributed();
        callersUnknown.addUnattributed();
        if (callSite != null && !FigureSums.isNothing(callersUnknown.figures())) {
            branch(List.of(callSite), SiteStack.CALLERS_UNKNOWN).shares.add(callersUnknown);
        }
        shares.add(whole);
        details = details.plus(SiteDetails.of(site, whole.figures()));
        if (site.oldestBlocks().isEmpty()) {
            oldest.addStacksOf(group);
        }
        oldest.add(site.oldestBlocks(), site.oldestSeconds());
    }

    /** Adds one stack of a kind's unlabelled blocks, which are the same group for every call. */
    void addUnlabelled(StackGroup group, int index) {
        if (unlabelledShare == null) {
            unlabelledShare = new Share(group, false);
            shares.add(unlabelledShare);
        }
        unlabelledShare.add(index);
        StackFigures stack = group.stack(index);
        sampled.add(stack);
        branch(stack.frames()).add(group, index);
        oldest.add(stack.oldestBlocks(), stack.oldestSeconds());
    }

    static boolean isWalked(StackFigures stack) {
        return stack.role() == StackFigures.Role.WALKED && !stack.frames().isEmpty();
    }

    /** {@return the site's part of the unlabelled blocks} */
    Figures unlabelled() {
        return unlabelledShare == null ? Figures.ZERO : unlabelledShare.figures();
    }

    /** Adds what is known of all unlabelled blocks, because they are all of this site. */
    void addDetailsOfUnlabelled(SiteDetails known, OldestBlocks blocks) {
        details = details.plus(known);
        oldest.add(blocks.blocks(), blocks.seconds());
    }

    /** Estimates when the site's unlabelled blocks were allocated; {@code ofAll} are the generations of those of all sites. */
    void estimateGenerations(List<Generation> ofAll) {
        Figures unlabelled = unlabelled();
        if (!FigureSums.isNothing(unlabelled)) {
            details = details.plus(sampled.estimate(ofAll, unlabelled));
        }
    }

    private Branch branch(List<Frame> frames) {
        List<Frame> shown = frames.size() <= depth ? frames : frames.subList(0, depth);
        return branch(shown, frames.size() - shown.size());
    }

    private Branch branch(List<Frame> shown, int omittedFrames) {
        FramesKey key = new FramesKey(shown);
        Branch branch = branches.get(key);
        if (branch == null) {
            branch = new Branch(shown, omittedFrames);
            branches.put(key, branch);
        }
        branch.omittedFrames = Math.max(branch.omittedFrames, omittedFrames);
        return branch;
    }

    Site build(String kind, Layer layer) {
        List<SiteStack> stacks = new ArrayList<>(branches.size());
        for (Branch branch : branches.values()) {
            stacks.add(branch.build());
        }
        stacks.sort(new LargestFirst.Stacks());
        Figures figures = Share.sum(shares);
        return new Site(
                kind,
                layer,
                callSite,
                callSite == null,
                false,
                Share.exact(shares),
                Share.errorBytes(shares),
                figures,
                oldest.seconds(),
                stacks,
                oldest.blocks(),
                details.scaledTo(figures));
    }

    private static final class Branch {
        private final List<Frame> frames;
        private final List<Share> shares = new ArrayList<>(1);
        private int omittedFrames;
        private long liveSamples;
        private long freedSamples;

        Branch(List<Frame> frames, int omittedFrames) {
            this.frames = frames;
            this.omittedFrames = omittedFrames;
        }

        void add(StackGroup group, int index) {
            Share last = shares.isEmpty() ? null : shares.get(shares.size() - 1);
            if (last == null || last.group() != group) {
                last = new Share(group, false);
                shares.add(last);
            }
            last.add(index);
            StackFigures stack = group.stack(index);
            long live = Math.max(0, stack.liveSamples());
            liveSamples += live;
            freedSamples += Math.max(0, stack.allocatedSamples() - live);
        }

        SiteStack build() {
            return new SiteStack(
                    frames,
                    omittedFrames,
                    Share.exact(shares),
                    Share.errorBytes(shares),
                    Share.sum(shares),
                    liveSamples,
                    freedSamples);
        }
    }
}
