// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.report.analysis;

import dev.seep.report.snapshot.Figures;
import dev.seep.report.snapshot.Frame;
import dev.seep.report.snapshot.Generation;
import dev.seep.report.snapshot.KindFigures;
import dev.seep.report.snapshot.SiteFigures;
import dev.seep.report.snapshot.Snapshot;
import dev.seep.report.snapshot.StackFigures;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The sites of one kind, and what of it belongs to none. */
final class KindSites {
    /*
     * Implementation notes
     *
     * A labelled site is as large as it was counted. What the labelled sites leave of the kind is unlabelled, and belongs
     * to the sites that its stacks say, labelled ones included: a call by reflection stands on the same line as one that
     * was woven. Unlabelled blocks without a stack, and what the options left out, are the kind's rest.
     *
     *     kind = sum of its sites + rest,    rest = filtered + unknown + sites that are not listed
     */
    private final Kind kind;
    private final int depth;
    private final Map<CallSiteKey, SiteBuilder> byCallSite = new LinkedHashMap<>();
    private final SiteBuilder jdkInternal;
    private final List<Site> sites = new ArrayList<>();
    private final List<Share> filtered = new ArrayList<>();
    private final Share unknown;
    private final OldestBlocks restBlocks = new OldestBlocks();
    private SiteDetails restDetails = SiteDetails.NONE;

    /**
     * @param counted the kind, as it was counted
     * @param figures what was counted of its sites
     */
    KindSites(KindFigures counted, List<SiteFigures> figures, Snapshot snapshot) {
        depth = snapshot.depth();
        jdkInternal = new SiteBuilder(null, depth);
        Figures labelled = Figures.ZERO;
        Figures all = Figures.ZERO;
        Double allocatorSeconds = null;
        List<SiteFigures> unlabelled = new ArrayList<>();
        for (SiteFigures site : figures) {
            Frame callSite = site.callSite();
            Figures consistent = FigureSums.consistent(site.figures());
            all = all.plus(consistent);
            allocatorSeconds = seconds(allocatorSeconds, site);
            if (callSite == null) {
                unlabelled.add(site);
            } else {
                labelled = labelled.plus(consistent);
                addLabelled(callSite, site, new StackGroup(consistent, site.stacks(), true, snapshot));
            }
        }
        Figures total = FigureSums.larger(FigureSums.consistent(counted.figures()), all);
        Figures left = FigureSums.minus(total, labelled);
        kind = new Kind(counted.kind(), counted.layer(), total, left, allocatorSeconds);
        StackGroup group = new StackGroup(left, stacksOf(unlabelled), false, snapshot);
        unknown = new Share(group, true);
        addUnlabelled(group, unlabelled);
        for (SiteBuilder builder : byCallSite.values()) {
            addSite(builder);
        }
        addSite(jdkInternal);
    }

    private static @Nullable Double seconds(@Nullable Double sum, SiteFigures site) {
        if (site.allocatorTime() == null) {
            return sum;
        }
        return (sum == null ? 0 : sum) + site.allocatorTime().seconds();
    }

    private static List<StackFigures> stacksOf(List<SiteFigures> sites) {
        List<StackFigures> stacks = new ArrayList<>();
        for (SiteFigures site : sites) {
            stacks.addAll(site.stacks());
        }
        return stacks;
    }

    private void addLabelled(Frame callSite, SiteFigures site, StackGroup group) {
        Share leftOut = new Share(group, false);
        builderOf(callSite).addLabelled(site, group, leftOut);
        if (!FigureSums.isNothing(leftOut.figures())) {
            filtered.add(leftOut);
        }
    }

    private void addUnlabelled(StackGroup group, List<SiteFigures> unlabelled) {
        Share leftOut = new Share(group, false);
        for (int i = 0; i < group.size(); i++) {
            StackFigures stack = group.stack(i);
            if (SiteBuilder.isWalked(stack)) {
                builderOf(stack.frames()).addUnlabelled(group, i);
                continue;
            }
            (stack.role() == StackFigures.Role.FILTERED ? leftOut : unknown).add(i);
            restBlocks.add(stack.oldestBlocks(), stack.oldestSeconds());
        }
        unknown.addUnattributed();
        filtered.add(leftOut);
        giveDetails(leftOut, unlabelled);
    }

    /** Gives what is known of the unlabelled blocks to whom all of them belong, if there is such a site. */
    private void giveDetails(Share leftOut, List<SiteFigures> unlabelled) {
        SiteDetails details = SiteDetails.NONE;
        OldestBlocks blocks = new OldestBlocks();
        for (SiteFigures site : unlabelled) {
            details = details.plus(SiteDetails.of(site, FigureSums.consistent(site.figures())));
            blocks.add(site.oldestBlocks(), site.oldestSeconds());
        }
        details = details.scaledTo(kind.unlabelled());
        SiteBuilder owner = FigureSums.isNothing(jdkInternal.unlabelled()) ? null : jdkInternal;
        int owners = owner == null ? 0 : 1;
        for (SiteBuilder builder : byCallSite.values()) {
            if (!FigureSums.isNothing(builder.unlabelled())) {
                owner = builder;
                owners++;
            }
        }
        boolean nobodys = !FigureSums.isNothing(leftOut.figures().plus(unknown.figures()));
        if (owner != null && owners == 1 && !nobodys) {
            owner.addDetailsOfUnlabelled(details, blocks);
        } else if (owner == null) {
            restDetails = details;
            restBlocks.add(blocks.blocks(), blocks.seconds());
        } else {
            restDetails = details.timeOnly();
            estimateGenerations(details.generations());
        }
    }

    private void estimateGenerations(List<Generation> ofAll) {
        jdkInternal.estimateGenerations(ofAll);
        for (SiteBuilder builder : byCallSite.values()) {
            builder.estimateGenerations(ofAll);
        }
    }

    private SiteBuilder builderOf(List<Frame> frames) {
        int index = CallSiteKey.indexIn(frames);
        return index < 0 ? jdkInternal : builderOf(frames.get(index));
    }

    private SiteBuilder builderOf(Frame callSite) {
        CallSiteKey key = new CallSiteKey(callSite);
        SiteBuilder builder = byCallSite.get(key);
        if (builder == null) {
            builder = new SiteBuilder(callSite, depth);
            byCallSite.put(key, builder);
        }
        return builder;
    }

    private void addSite(SiteBuilder builder) {
        Site site = builder.build(kind.kind(), kind.layer());
        if (!FigureSums.isNothing(site.figures())) {
            sites.add(site);
        }
    }

    Kind kind() {
        return kind;
    }

    List<Site> sites() {
        return sites;
    }

    /** {@return what the options {@code include} and {@code exclude} left out} */
    Figures filtered() {
        return Share.sum(filtered);
    }

    /** {@return what has no label and no stack is known for} */
    Figures unknown() {
        return unknown.figures();
    }

    /**
     * Merges what belongs to no site with sites that are not listed.
     *
     * @param cutOff sites of this kind that are not listed
     * @return the kind's rest, or null if there is none
     */
    @Nullable
    Site rest(List<Site> cutOff) {
        RestBuilder rest = new RestBuilder(unknown, filtered, restDetails, restBlocks);
        for (Site site : cutOff) {
            rest.add(site);
        }
        return rest.build(kind, cutOff.size() == sites.size());
    }
}
