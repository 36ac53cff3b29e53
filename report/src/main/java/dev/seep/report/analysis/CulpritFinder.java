// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.report.analysis;

import dev.seep.report.snapshot.Frame;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds the callers whose blocks stay while the blocks of their siblings are freed. */
final class CulpritFinder {
    /*
     * Implementation notes
     *
     * The stacks of a site are a tree from the allocation outwards. Where a node forks, its branches are compared with the
     * one that retains most: a branch parts from it when it retains less than half as much and that is no accident (two
     * proportions differ by 2.58 standard errors, 1 % by accident). If some part, those that do not part go on, each by
     * itself: what leaks in two callers is two suspects. If none parts, the fork says nothing, but one further out may.
     *
     * Counts are of samples, because bytes prove nothing by being many. A fork is believed only where there are 20 sampled
     * survivors; where every stack was walked, samples are the blocks themselves, and the test alone decides.
     */
    static final int LEAST_SURVIVORS = 20;

    /** A caller that makes a quarter of the allocations is not in as many samples by 1 % of chance. */
    private static final int LEAST_SAMPLES = 16;

    private static final int MOST_CULPRITS = 3;
    private static final double PARTED_SCORE = 2.58;
    private static final double PARTED_RATIO = 0.5;
    private static final double WORTH_NAMING = 0.05;

    private final boolean counted;
    private final List<Culprit> culprits = new ArrayList<>();

    private CulpritFinder(boolean counted) {
        this.counted = counted;
    }

    /** {@return at least one; together they hold nearly all survivors} */
    static List<Culprit> find(Site site) {
        StackBranch root = new StackBranch();
        boolean counted = site.exact();
        for (SiteStack stack : site.stacks()) {
            counted &= stack.exact();
            if (stack.omittedFrames() != SiteStack.CALLERS_UNKNOWN) {
                root.add(stack);
            }
        }
        CulpritFinder finder = new CulpritFinder(counted);
        boolean tooFew = !counted && root.survivors < LEAST_SURVIVORS;
        if (tooFew || !finder.descend(root, 0)) {
            List<SiteStack> stacks = root.stacks.isEmpty() ? site.stacks() : root.stacks;
            boolean unsure = tooFew && !isOfOneCaller(root);
            return List.of(new Culprit(outermost(site, stacks), false, unsure, List.copyOf(stacks)));
        }
        return finder.culprits;
    }

    /** {@return whether there is nobody to tell apart: enough samples, all of one stack} */
    private static boolean isOfOneCaller(StackBranch root) {
        return root.stacks.size() == 1 && root.survivors + root.freed >= LEAST_SAMPLES;
    }

    /** Without a fork: the call site, or the first frame of the application outside it that all stacks share. */
    private static @Nullable Frame outermost(Site site, List<SiteStack> stacks) {
        Frame callSite = site.callSite();
        if (callSite == null || FrameOrigin.isApplication(callSite) || stacks.isEmpty()) {
            return callSite;
        }
        Frame shared = applicationFrame(stacks, 0);
        return shared == null ? callSite : shared;
    }

    /** {@return the first application frame from {@code depth} on, as long as all stacks go the same way; or null} */
    private static @Nullable Frame applicationFrame(List<SiteStack> stacks, int depth) {
        List<Frame> frames = stacks.get(0).frames();
        for (int i = depth; i < frames.size(); i++) {
            for (SiteStack stack : stacks) {
                if (stack.frames().size() <= i
                        || !CallSiteKey.same(stack.frames().get(i), frames.get(i))) {
                    return null;
                }
            }
            if (FrameOrigin.isApplication(frames.get(i))) {
                return frames.get(i);
            }
        }
        return null;
    }

    /** Adds the culprits of a node, and tells whether there are any. */
    private boolean descend(StackBranch node, int depth) {
        List<StackBranch> branches = node.split(depth);
        int at = depth;
        while (branches.size() == 1 && branches.get(0).stacks.size() == node.stacks.size()) {
            branches = node.split(++at);
        }
        if (branches.isEmpty()) {
            return false;
        }
        List<StackBranch> staying = staying(branches);
        if (staying.size() == branches.size() || staying.size() > MOST_CULPRITS) {
            return descendEach(node, branches, at);
        }
        for (StackBranch branch : staying) {
            if (!isJudgeable(branch) || !descend(branch, at + 1)) {
                culprits.add(culprit(branch, at));
            }
        }
        return true;
    }

    /** No branch parts from the others here; perhaps they do further out. */
    private boolean descendEach(StackBranch node, List<StackBranch> branches, int at) {
        int before = culprits.size();
        long named = 0;
        for (StackBranch branch : branches) {
            if (isJudgeable(branch) && branch.survivors >= WORTH_NAMING * node.survivors && descend(branch, at + 1)) {
                named += branch.survivors;
            }
        }
        boolean most = named >= node.survivors / 2 && culprits.size() - before <= MOST_CULPRITS;
        if (!most) {
            culprits.subList(before, culprits.size()).clear(); // it would hide the larger part
        }
        return most && culprits.size() > before;
    }

    private boolean isJudgeable(StackBranch branch) {
        return branch.survivors >= (counted ? 2 : LEAST_SURVIVORS);
    }

    /** {@return the branches that hold survivors and do not part from the one that retains most} */
    private List<StackBranch> staying(List<StackBranch> branches) {
        StackBranch best = null;
        long survivors = 0;
        for (StackBranch branch : branches) {
            survivors += branch.survivors;
            boolean enough = isJudgeable(branch);
            best = enough && (best == null || branch.retention() > best.retention()) ? branch : best;
        }
        List<StackBranch> staying = new ArrayList<>();
        for (StackBranch branch : branches) {
            if (best == null || (!parts(branch, best) && branch.survivors >= WORTH_NAMING * survivors)) {
                staying.add(branch);
            }
        }
        return hasParted(branches, staying) ? staying : branches;
    }

    /** {@return whether one of those left out had blocks that were freed: a branch is not clean for being small} */
    private static boolean hasParted(List<StackBranch> branches, List<StackBranch> staying) {
        StackBranch kept = new StackBranch();
        for (StackBranch branch : staying) {
            kept.survivors += branch.survivors;
            kept.freed += branch.freed;
        }
        StackBranch others = new StackBranch();
        for (StackBranch branch : branches) {
            others.survivors += branch.survivors;
            others.freed += branch.freed;
        }
        others.survivors -= kept.survivors;
        others.freed -= kept.freed;
        return parts(others, kept);
    }

    private static boolean parts(StackBranch branch, StackBranch best) {
        double count = branch.survivors + branch.freed;
        double bestCount = best.survivors + best.freed;
        if (branch == best || count == 0 || branch.retention() >= PARTED_RATIO * best.retention()) {
            return false;
        }
        double both = (branch.survivors + best.survivors) / (count + bestCount);
        double error = Math.sqrt(both * (1 - both) * (1 / count + 1 / bestCount));
        return (best.retention() - branch.retention()) / error > PARTED_SCORE;
    }

    /** An application frame further out parts them as well, as long as the branch does not fork before it. */
    private static Culprit culprit(StackBranch branch, int depth) {
        Frame application = applicationFrame(branch.stacks, depth);
        return new Culprit(
                application == null ? branch.frame(depth) : application, true, false, List.copyOf(branch.stacks));
    }
}
