// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.report.render;

import dev.seep.report.analysis.Judgement;
import dev.seep.report.analysis.Kind;
import dev.seep.report.analysis.Site;
import dev.seep.report.analysis.SiteStack;
import dev.seep.report.analysis.Sites;
import dev.seep.report.snapshot.NotSeen;
import dev.seep.report.snapshot.Snapshot;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Writer;
import java.util.List;

/**
 * The report for people: the suspects, why the rest is held, totals, the lines that hold most, the lines that allocate most,
 * what was not seen, what the agent itself took, and the next command to type.
 *
 * <p>80 columns. Its own words are ASCII, so that any terminal and log shows them; names are printed as they are.
 * Figures that are estimates are marked by {@code ~}.
 */
public final class TextReport implements Report {
    TextReport() {}

    /** {@return the report of {@code snapshot}, ending in a line feed} */
    public static String of(Snapshot snapshot) {
        return render(snapshot, Sites.of(snapshot));
    }

    @Override
    public void write(Snapshot snapshot, Sites sites, OutputStream out) throws IOException {
        Writer writer = Utf8Output.over(out);
        writer.write(render(snapshot, sites));
        writer.flush();
    }

    private static String render(Snapshot snapshot, Sites sites) {
        TextPage page = new TextPage();
        Judgement judgement = Judgement.of(sites);
        TextTotals totals = new TextTotals(page, snapshot, sites);
        totals.writeTitle(judgement);
        new TextSuspects(page, snapshot.process().durationSeconds(), sites, judgement).write();
        totals.writeTotals();
        boolean exact = isExact(snapshot, sites);
        boolean live = isLive(sites);
        TextSites lines = new TextSites(page, snapshot, sites);
        if (!sites.byLiveBytes().isEmpty()) {
            precision(page, snapshot, sites, exact);
        }
        if (live) {
            lines.writeHolding();
        }
        lines.writeHot();
        TextRemarks remarks = new TextRemarks(page, snapshot);
        remarks.writeNotSeen();
        remarks.writeOwn();
        if (sites.hasAllocated()) {
            NextCommand.write(page, snapshot, exact, live);
        }
        return page.toString();
    }

    private static void precision(TextPage page, Snapshot snapshot, Sites sites, boolean exact) {
        NotSeen notSeen = snapshot.notSeen();
        boolean labelled = sites.isLabelled();
        if (exact) {
            page.line(
                    snapshot.allStacksWalked()
                            ? "  Every figure is exact: all stacks were walked."
                            : "  Every figure is exact: counted, allocation by allocation.");
        } else if (notSeen.thinned() > 1) {
            page.wrapped(
                    "  Not every live block has a record: ~ marks an estimate, +/- half its 95% interval. Live totals"
                            + " are estimates too.",
                    2);
        } else if (snapshot.allStacksWalked()) {
            page.wrapped(
                    "  All stacks were walked, but not all are known: ~ marks what may be off, +/- by how much.", 2);
        } else if (labelled) {
            page.wrapped(
                    "  Lines without ~ are exact: counted, allocation by allocation. ~ marks an estimate from samples,"
                            + " at least one per " + Quantities.bytes(snapshot.sampleIntervalBytes())
                            + " allocated, +/- half its 95% interval. The totals above are exact.",
                    2);
        } else {
            page.wrapped(
                    "  Below, lines are estimated from samples, one per "
                            + Quantities.bytes(snapshot.sampleIntervalBytes())
                            + " allocated: ~ marks an estimate, +/- half its 95% interval. The totals above are exact.",
                    2);
        }
    }

    private static boolean isExact(Snapshot snapshot, Sites sites) {
        for (Site site : sites.byLiveBytes()) {
            if (!site.exact() || !isExact(site.stacks())) {
                return false;
            }
        }
        boolean walked = snapshot.allStacksWalked();
        return (walked || sites.isLabelled()) && snapshot.notSeen().thinned() <= 1;
    }

    private static boolean isExact(List<SiteStack> stacks) {
        for (SiteStack stack : stacks) {
            if (!stack.exact()) {
                return false;
            }
        }
        return true;
    }

    private static boolean isLive(Sites sites) {
        for (Kind kind : sites.kinds()) {
            if (kind.figures().liveBytes() > 0 || kind.figures().liveCount() > 0) {
                return true;
            }
        }
        return false;
    }
}
