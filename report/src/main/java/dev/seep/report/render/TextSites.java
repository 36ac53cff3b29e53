// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.report.render;

import dev.seep.report.analysis.Site;
import dev.seep.report.analysis.Sites;
import dev.seep.report.snapshot.AllocatorTime;
import dev.seep.report.snapshot.Figures;
import dev.seep.report.snapshot.Layer;
import dev.seep.report.snapshot.Snapshot;
import java.util.ArrayList;
import java.util.List;

/** The lines of Java that hold most, and those that allocate most. */
final class TextSites {
    private static final int MOST_HOLDING = 10;
    private static final int MOST_HOT = 5;
    private static final int LISTED_HOWEVER_SMALL = 3;
    private static final int SMALLEST_LISTED_PERCENT = 1;
    private static final int INDENT = 5;
    private static final double LEAST_ALLOCATOR_SECONDS = 1e-3;

    private final TextPage page;
    private final Snapshot snapshot;
    private final Sites sites;
    private final List<Site> holding = new ArrayList<>();

    TextSites(TextPage page, Snapshot snapshot, Sites sites) {
        this.page = page;
        this.snapshot = snapshot;
        this.sites = sites;
    }

    /** Writes the sites that hold most, and in a line each what else is live. */
    void writeHolding() {
        int most = Math.min(MOST_HOLDING, snapshot.top());
        for (Site site : sites.byLiveBytes()) {
            if (holding.size() < most
                    && !site.jdkInternal()
                    && isWorthListing(site.figures().liveBytes(), live(site.layer()), holding.size())) {
                holding.add(site);
            }
        }
        page.blank();
        page.line("Lines that hold most");
        for (int i = 0; i < holding.size(); i++) {
            Site site = holding.get(i);
            head(i + 1, site, "");
            page.wrapped("     " + holds(site) + ", " + freed(site) + oldest(site), INDENT + 2);
            new TextStacks(page, site, TextStacks.Measure.LIVE).write();
        }
        for (Layer layer : Layer.values()) {
            others(layer);
        }
    }

    private static String oldest(Site site) {
        return site.oldestSeconds() > 0
                ? ", " + TextPage.glued("oldest " + Quantities.duration(site.oldestSeconds()))
                : "";
    }

    private long live(Layer layer) {
        return sites.total(layer).liveBytes();
    }

    private static boolean isWorthListing(long bytes, long total, int listed) {
        return bytes > 0 && (listed < LISTED_HOWEVER_SMALL || bytes / SMALLEST_LISTED_PERCENT >= total / 100);
    }

    private void head(int number, Site site, String note) {
        String label = (number < 10 ? "  " : " ") + number + ". ";
        int room = TextPage.WIDTH - label.length() - note.length();
        page.line(label + FrameText.of(TextStacks.callSite(site), room) + note);
    }

    private static String holds(Site site) {
        Figures figures = site.figures();
        return about(site, Quantities.bytes(figures.liveBytes()))
                + (site.errorBytes() > 0 ? TextPage.glued(" +/- " + Quantities.bytes(site.errorBytes())) : "")
                + " in " + blocks(site, figures.liveCount()) + " (" + site.kind() + ")";
    }

    private static String about(Site site, String figure) {
        return site.exact() ? figure : "~" + figure;
    }

    private static String blocks(Site site, long count) {
        if (site.exact()) {
            return TextTotals.blocks(count);
        }
        return count == 1 ? "~1 block" : "~" + Quantities.roughCount(count) + " blocks";
    }

    private static String freed(Site site) {
        Figures figures = site.figures();
        if (figures.freedBytes() == 0) {
            return "none freed";
        }
        return figures.liveBytes() == 0
                ? "all freed"
                : Quantities.percent(figures.freedBytes(), figures.allocatedBytes()) + " freed";
    }

    /** Writes what is live in {@code layer} and listed by none of the sites. */
    private void others(Layer layer) {
        Figures other = Figures.ZERO;
        Figures jdk = Figures.ZERO;
        int count = 0;
        boolean exact = true;
        for (Site site : sites.byLiveBytes()) {
            if (site.layer() != layer || site.figures().liveBytes() == 0 || indexInHolding(site) >= 0) {
                continue;
            }
            exact &= site.exact();
            if (site.jdkInternal()) {
                jdk = jdk.plus(site.figures());
            } else {
                other = other.plus(site.figures());
                count++;
            }
        }
        String about = exact ? "" : "~";
        String lines = count == 1 ? "1 other line" : Quantities.count(count) + " other lines";
        remainder(layer, other, about, " from " + lines);
        remainder(layer, jdk, about, " of the JDK's own (stacks without a frame outside the JDK)");
        remainder(layer, sites.filtered(layer), about, " left out by include and exclude");
        remainder(layer, sites.unknown(layer), "", " whose stack is not known");
        unlabelled(layer);
    }

    private void unlabelled(Layer layer) {
        Figures unlabelled = sites.unlabelled(layer);
        if (sites.isLabelled() && !snapshot.allStacksWalked() && unlabelled.liveBytes() > 0) {
            page.wrapped(
                    "  of all this, " + TextPage.glued(Quantities.bytes(unlabelled.liveBytes())) + " in "
                            + TextTotals.blocks(unlabelled.liveCount())
                            + " has no label (the JDK's own, and calls by reflection or method handle): samples tell"
                            + " where it is from",
                    4);
        }
    }

    private int indexInHolding(Site site) {
        for (int i = 0; i < holding.size(); i++) {
            if (holding.get(i) == site) {
                return i;
            }
        }
        return -1;
    }

    private void remainder(Layer layer, Figures figures, String about, String what) {
        if (figures.liveBytes() > 0) {
            String kind = layer == Layer.BASE ? "" : " (" + layer.label() + ")";
            page.line("  and " + about + Quantities.bytes(figures.liveBytes()) + what + kind);
        }
    }

    /** Writes the sites that allocate most; call it after {@link #writeHolding()}. */
    void writeHot() {
        int most = Math.min(MOST_HOT, snapshot.top());
        int number = 0;
        for (Site site : sites.byAllocatedBytes()) {
            if (number == most) {
                break;
            }
            long total = sites.total(site.layer()).allocatedBytes();
            if (site.jdkInternal() || !isWorthListing(site.figures().allocatedBytes(), total, number)) {
                continue;
            }
            if (number == 0) {
                page.blank();
                page.line("Lines that allocate most");
            }
            hot(++number, site);
        }
    }

    private void hot(int number, Site site) {
        int above = indexInHolding(site) + 1;
        head(number, site, above > 0 ? " (" + above + ". above)" : "");
        Figures figures = site.figures();
        page.wrapped(
                "     " + about(site, Quantities.bytes(figures.allocatedBytes())) + " in "
                        + blocks(site, figures.allocatedCount()) + " (" + site.kind() + ")" + rate(figures) + ", "
                        + freed(site) + allocatorTime(site),
                INDENT + 2);
        if (above == 0) {
            new TextStacks(page, site, TextStacks.Measure.ALLOCATED).write();
        }
    }

    private static String allocatorTime(Site site) {
        AllocatorTime time = site.details().allocatorTime();
        if (time == null || !(time.seconds() >= LEAST_ALLOCATOR_SECONDS)) {
            return "";
        }
        double nanosACall = time.seconds() * 1e9 / Math.max(1, site.figures().allocatedCount());
        return ", " + TextPage.glued("~" + Quantities.duration(time.seconds())) + " in the allocator "
                + TextPage.glued("(" + Quantities.nanos(nanosACall) + " a call)");
    }

    private String rate(Figures figures) {
        double seconds = snapshot.process().durationSeconds();
        long bytesASecond = seconds >= 1 ? (long) (figures.allocatedBytes() / seconds) : 0;
        return bytesASecond > 0 ? ", " + TextPage.glued(Quantities.bytes(bytesASecond) + "/s") : "";
    }
}
