// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.integration.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The sums that must hold in every report: sites add up to kinds, and kinds to the totals of their layer. */
final class ReportSums {
    private ReportSums() {}

    static void check(Report report) {
        assertThat(report.format()).isEqualTo("seep-report/1");
        for (Kind kind : report.kinds()) {
            Figures sites =
                    sum(report.sites().stream().filter(site -> site.kind().equals(kind.kind())), Site::figures);
            assertThat(sites).as("sites of kind %s", kind.kind()).isEqualTo(kind.figures());
            checkBalance(kind.figures(), kind.kind());
        }
        assertThat(report.kinds().stream().map(Kind::kind).collect(Collectors.toSet()))
                .as("kinds that sites mention")
                .containsAll(report.sites().stream().map(Site::kind).collect(Collectors.toSet()));
        checkLayer(report, "base", report.totals().base());
        checkLayer(report, "mapped", report.totals().mapped());
        checkLayer(report, "pool", report.totals().pool());
        report.sites().forEach(ReportSums::checkStacks);
    }

    private static void checkLayer(Report report, String layer, Totals.Layer total) {
        Figures kinds = sum(report.kinds().stream().filter(kind -> kind.layer().equals(layer)), Kind::figures);
        assertThat(kinds).as("kinds of layer %s", layer).isEqualTo(total.figures());
    }

    private static void checkBalance(Figures figures, String what) {
        assertThat(figures.liveBytes())
                .as("live bytes of %s", what)
                .isEqualTo(figures.allocatedBytes() - figures.freedBytes());
        assertThat(figures.liveCount())
                .as("live count of %s", what)
                .isEqualTo(figures.allocatedCount() - figures.freedCount());
    }

    /** At most 20 stacks of a site are listed, so that they may add up to less. */
    private static void checkStacks(Site site) {
        Figures stacks = sum(site.stacks().stream(), Stack::figures);
        assertThat(stacks.liveBytes())
                .as("live bytes of the stacks of %s", site)
                .isLessThanOrEqualTo(site.figures().liveBytes());
        if (site.exact() && site.stacks().size() < 20 && !site.rest()) {
            assertThat(stacks).as("stacks of %s", site).isEqualTo(site.figures());
        }
    }

    private static <T> Figures sum(Stream<T> parts, Function<T, Figures> figures) {
        return parts.map(figures).reduce(Figures.NONE, Figures::plus);
    }
}
