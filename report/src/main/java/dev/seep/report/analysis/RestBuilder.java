// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.report.analysis;

import dev.seep.report.snapshot.AllocatorTime;
import dev.seep.report.snapshot.Block;
import dev.seep.report.snapshot.Figures;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Gathers what is left of a kind once its sites are listed. Confined to one thread. */
final class RestBuilder {
    private final boolean totalIsExact;
    private final OldestBlocks oldest = new OldestBlocks();
    private Figures figures;
    private boolean exact;
    private double squares;
    private SiteDetails details;

    RestBuilder(Share unknown, List<Share> filtered, SiteDetails details, OldestBlocks blocks) {
        List<Share> shares = new ArrayList<>(filtered);
        shares.add(unknown);
        this.totalIsExact = unknown.group().totalIsExact();
        this.figures = Share.sum(shares);
        this.exact = Share.exact(shares);
        double error = Share.errorBytes(shares);
        this.squares = error * error;
        this.details = details;
        oldest.add(blocks.blocks(), blocks.seconds());
    }

    /** Adds a site that is not listed. */
    void add(Site site) {
        figures = figures.plus(site.figures());
        exact &= site.exact();
        squares += (double) site.errorBytes() * site.errorBytes();
        AllocatorTime time =
                SiteDetails.sum(details.allocatorTime(), site.details().allocatorTime());
        details = SiteDetails.timeOnly(time);
        oldest.add(site.oldestBlocks(), site.oldestSeconds());
    }

    /**
     * Makes the rest of {@code kind}, or nothing of nothing.
     *
     * @param whole whether no site of the kind is listed
     */
    @Nullable
    Site build(Kind kind, boolean whole) {
        if (FigureSums.isNothing(figures)) {
            return null;
        }
        boolean counted = exact || (whole && totalIsExact);
        long most = Math.max(figures.liveBytes(), kind.figures().liveBytes() - figures.liveBytes());
        long errorBytes = counted ? 0 : Math.min(most, Math.round(Math.sqrt(squares)));
        List<Block> blocks = oldest.blocks();
        return new Site(
                kind.kind(),
                kind.layer(),
                null,
                false,
                true,
                counted,
                errorBytes,
                figures,
                oldest.seconds(),
                List.of(),
                blocks,
                details.scaledTo(figures));
    }
}
