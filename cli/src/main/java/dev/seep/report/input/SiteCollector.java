// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.report.input;

import dev.seep.report.snapshot.Figures;
import dev.seep.report.snapshot.Frame;
import dev.seep.report.snapshot.Layer;
import dev.seep.report.snapshot.SiteFigures;
import dev.seep.report.snapshot.StackFigures;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Sites as a snapshot has them, from lines as a report has them: what was estimated goes back to its kind's unlabelled blocks. */
final class SiteCollector {
    private static final double HALF_WIDTH = 1.96; // of the 95 % interval, in standard errors

    private final List<SiteFigures> labelled = new ArrayList<>();
    private final Map<String, Unlabelled> unlabelled = new LinkedHashMap<>();

    void add(SiteFigures site) {
        labelled.add(site);
    }

    void addUnlabelled(String kind, Layer layer, Figures figures, List<StackFigures> stacks) {
        Unlabelled site = unlabelled.computeIfAbsent(layer.label() + "/" + kind, key -> new Unlabelled(kind, layer));
        site.figures = site.figures.plus(figures);
        site.stacks.addAll(stacks);
    }

    /** {@return all sites, those of a kind without a label as one} */
    List<SiteFigures> list() {
        List<SiteFigures> sites = new ArrayList<>(labelled);
        for (Unlabelled site : unlabelled.values()) {
            sites.add(new SiteFigures(
                    site.kind,
                    site.layer,
                    null,
                    site.figures,
                    null,
                    List.of(),
                    List.of(),
                    List.of(),
                    List.of(),
                    0,
                    List.of(),
                    null,
                    site.stacks));
        }
        return sites;
    }

    /** {@return a stack that is known, with as many samples as its figures make likely} */
    static StackFigures walked(
            List<Frame> frames, Figures figures, boolean exact, long errorBytes, long intervalBytes) {
        double deviation = errorBytes / HALF_WIDTH;
        return new StackFigures(
                StackFigures.Role.WALKED,
                frames,
                figures,
                exact ? figures : Figures.ZERO,
                samples(figures.liveBytes(), figures.liveCount(), exact, intervalBytes),
                exact ? 0 : deviation * deviation,
                samples(figures.allocatedBytes(), figures.allocatedCount(), exact, intervalBytes),
                0,
                List.of());
    }

    private static long samples(long bytes, long count, boolean exact, long intervalBytes) {
        return exact ? count : Math.min(count, 1 + bytes / Math.max(1, intervalBytes));
    }

    /** {@return blocks whose stack is not known} */
    static StackFigures unknown(Figures figures) {
        return new StackFigures(StackFigures.Role.UNKNOWN, List.of(), figures, Figures.ZERO, 0, 0, 0, 0, List.of());
    }

    private static final class Unlabelled {
        private final String kind;
        private final Layer layer;
        private final List<StackFigures> stacks = new ArrayList<>();
        private Figures figures = Figures.ZERO;

        Unlabelled(String kind, Layer layer) {
            this.kind = kind;
            this.layer = layer;
        }
    }
}
