// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.report.analysis;

import dev.seep.report.snapshot.Block;
import dev.seep.report.snapshot.Figures;
import dev.seep.report.snapshot.Frame;
import dev.seep.report.snapshot.KindFigures;
import dev.seep.report.snapshot.Snapshot;
import dev.seep.report.snapshot.StackFigures;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The sites of one kind, and what of it belongs to none. */
final class KindSites {
    private final KindFigures kind;
    private final boolean restIsExact;
    private final List<Site> sites = new ArrayList<>();
    private final List<Block> unattributedBlocks = new ArrayList<>();
    private Figures filtered = Figures.ZERO;
    private Figures unknown = Figures.ZERO;
    private long unknownErrorBytes;
    private double unattributedOldestSeconds;

    KindSites(KindFigures kind, List<StackFigures> stacks, Snapshot snapshot) {
        this.kind = kind;
        Exactness exactness = Exactness.of(kind.figures(), stacks, snapshot);
        restIsExact = snapshot.notSeen().thinned() <= 1 && snapshot.notSeen().lostCount() <= 0;
        ScaledFigures scaled = new ScaledFigures(kind.figures(), stacks, Exactness.counted(snapshot));
        Map<CallSiteKey, SiteBuilder> byCallSite = new HashMap<>();
        SiteBuilder jdkInternal = new SiteBuilder(null);
        Figures attributed = Figures.ZERO;
        double estimate = 0;
        double variance = 0;
        for (int i = 0; i < stacks.size(); i++) {
            StackFigures stack = stacks.get(i);
            Figures figures = scaled.get(i);
            attributed = attributed.plus(figures);
            if (stack.role() == StackFigures.Role.WALKED && !stack.frames().isEmpty()) {
                builderOf(stack.frames(), byCallSite, jdkInternal).add(stack, figures, snapshot.depth());
                continue;
            }
            if (stack.role() == StackFigures.Role.FILTERED) {
                filtered = filtered.plus(figures);
            } else {
                unknown = unknown.plus(figures);
            }
            estimate += Math.max(0, stack.estimate().liveBytes());
            variance += Exactness.usable(stack.liveVariance());
            unattributedBlocks.addAll(stack.oldestBlocks());
            unattributedOldestSeconds = Math.max(unattributedOldestSeconds, stack.oldestSeconds());
        }
        unknown = unknown.plus(minus(kind.figures(), attributed));
        unknownErrorBytes = exactness.errorBytes(filtered.plus(unknown), estimate, variance);
        for (SiteBuilder builder : byCallSite.values()) {
            addSite(builder.build(kind, exactness));
        }
        addSite(jdkInternal.build(kind, exactness));
    }

    private static SiteBuilder builderOf(
            List<Frame> frames, Map<CallSiteKey, SiteBuilder> byCallSite, SiteBuilder jdkInternal) {
        int index = CallSiteKey.indexIn(frames);
        if (index < 0) {
            return jdkInternal;
        }
        Frame callSite = frames.get(index);
        return byCallSite.computeIfAbsent(new CallSiteKey(callSite), key -> new SiteBuilder(callSite));
    }

    private void addSite(Site site) {
        if (!isNothing(site.figures())) {
            sites.add(site);
        }
    }

    KindFigures kind() {
        return kind;
    }

    List<Site> sites() {
        return sites;
    }

    /** {@return what the options {@code include} and {@code exclude} left out} */
    Figures filtered() {
        return filtered;
    }

    /** {@return what no stack is known for} */
    Figures unknown() {
        return unknown;
    }

    /**
     * Merges what belongs to no site with sites that are not listed.
     *
     * @param cutOff sites of this kind that are not listed
     * @return the kind's rest, or null if there is none
     */
    @Nullable
    Site rest(List<Site> cutOff) {
        Figures figures = filtered.plus(unknown);
        double squares = (double) unknownErrorBytes * unknownErrorBytes;
        double oldestSeconds = unattributedOldestSeconds;
        List<Block> blocks = new ArrayList<>(unattributedBlocks);
        boolean exact = restIsExact;
        for (Site site : cutOff) {
            figures = figures.plus(site.figures());
            squares += (double) site.errorBytes() * site.errorBytes();
            oldestSeconds = Math.max(oldestSeconds, site.oldestSeconds());
            blocks.addAll(site.oldestBlocks());
            exact &= site.exact();
        }
        if (isNothing(figures)) {
            return null;
        }
        boolean wholeKind = restIsExact && cutOff.size() == sites.size();
        long most = Math.max(figures.liveBytes(), kind.figures().liveBytes() - figures.liveBytes());
        exact = wholeKind || (exact && unknownErrorBytes == 0);
        long errorBytes = exact ? 0 : Math.min(most, Math.round(Math.sqrt(squares)));
        return new Site(
                kind.kind(),
                kind.layer(),
                null,
                false,
                true,
                exact,
                errorBytes,
                figures,
                oldestSeconds,
                List.of(),
                SiteBuilder.oldest(blocks));
    }

    private static Figures minus(Figures one, Figures other) {
        return new Figures(
                one.liveBytes() - other.liveBytes(),
                one.liveCount() - other.liveCount(),
                one.allocatedBytes() - other.allocatedBytes(),
                one.allocatedCount() - other.allocatedCount());
    }

    private static boolean isNothing(Figures figures) {
        return figures.liveBytes() == 0
                && figures.liveCount() == 0
                && figures.allocatedBytes() == 0
                && figures.allocatedCount() == 0;
    }
}
