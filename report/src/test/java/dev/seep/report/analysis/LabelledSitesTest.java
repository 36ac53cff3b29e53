// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.report.analysis;

import static dev.seep.report.SnapshotBuilder.frame;
import static dev.seep.report.SnapshotBuilder.jdk;
import static org.assertj.core.api.Assertions.assertThat;

import dev.seep.report.LabelledSite;
import dev.seep.report.SnapshotBuilder;
import dev.seep.report.snapshot.Figures;
import dev.seep.report.snapshot.Frame;
import dev.seep.report.snapshot.Layer;
import dev.seep.report.snapshot.StackFigures.Role;
import org.junit.jupiter.api.Test;

class LabelledSitesTest {
    private static final Frame ALLOCATE = jdk("java.nio.ByteBuffer", "allocateDirect", 360);
    private static final Frame LOAD = frame("com.acme.Cache", "load", 42);
    private static final Frame OTHER = frame("com.acme.Other", "work", 7);
    private static final Frame MAIN = frame("com.acme.Main", "main", 5);

    @Test
    void of_labelledSite_isExactWithoutAnyStack() {
        Sites sites = sites(LabelledSite.of("direct", LOAD, figures(1000, 10, 4000, 40)));

        Site site = only(sites);
        assertThat(site.callSite()).isEqualTo(LOAD);
        assertThat(site.figures()).isEqualTo(figures(1000, 10, 4000, 40));
        assertThat(site.exact()).isTrue();
        assertThat(site.errorBytes()).isZero();
        assertThat(sites.unlabelled(Layer.BASE)).isEqualTo(Figures.ZERO);
        assertThat(site.stacks()).singleElement().satisfies(stack -> {
            assertThat(stack.frames()).containsExactly(LOAD);
            assertThat(stack.omittedFrames()).isEqualTo(SiteStack.CALLERS_UNKNOWN);
            assertThat(stack.exact()).isFalse();
            assertThat(stack.figures()).isEqualTo(site.figures());
        });
    }

    @Test
    void of_labelledSiteWithSamples_scalesItsStacksToIt() {
        Site site = only(sites(LabelledSite.of("direct", LOAD, figures(1000, 100, 4000, 400))
                .stack(figures(3000, 30, 9000, 90), Figures.ZERO, ALLOCATE, LOAD, MAIN)
                .stack(figures(1000, 30, 3000, 90), Figures.ZERO, ALLOCATE, LOAD, OTHER)));

        assertThat(site.exact()).isTrue();
        assertThat(site.stacks())
                .extracting(SiteStack::figures)
                .containsExactly(figures(750, 50, 3000, 200), figures(250, 50, 1000, 200));
        assertThat(site.stacks()).extracting(SiteStack::exact).containsOnly(false);
        assertThat(site.stacks().get(0).errorBytes()).isPositive();
    }

    @Test
    void of_labelledSiteAllOfWhichWasWalked_hasExactStacksThoughNothingWasDrawn() {
        Site site = only(sites(LabelledSite.of("direct", LOAD, figures(30, 2, 70, 4))
                .stack(Figures.ZERO, figures(10, 1, 50, 3), LOAD, MAIN)
                .stack(Figures.ZERO, figures(20, 1, 20, 1), LOAD, OTHER)));

        assertThat(site.stacks())
                .extracting(SiteStack::figures)
                .containsExactly(figures(20, 1, 20, 1), figures(10, 1, 50, 3));
        assertThat(site.stacks()).extracting(SiteStack::exact).containsOnly(true);
        assertThat(site.stacks()).extracting(SiteStack::errorBytes).containsOnly(0L);
    }

    @Test
    void of_allWalkedWithOneDrawn_takesWhatWasWalkedAndNoEstimate() {
        Site site = only(sites(LabelledSite.of("direct", LOAD, figures(30, 2, 30, 2))
                .stack(figures(524_288, 17, 524_288, 17), figures(10, 1, 10, 1), LOAD, MAIN)
                .stack(Figures.ZERO, figures(20, 1, 20, 1), LOAD, OTHER)));

        assertThat(site.stacks())
                .extracting(SiteStack::figures)
                .containsExactly(figures(20, 1, 20, 1), figures(10, 1, 10, 1));
        assertThat(site.stacks()).extracting(SiteStack::exact).containsOnly(true);
    }

    @Test
    void of_nothingDrawn_scalesByWhatWasWalked() {
        Site site = only(sites(LabelledSite.of("direct", LOAD, figures(400, 40, 800, 80))
                .stack(Figures.ZERO, figures(10, 1, 20, 2), LOAD, MAIN)
                .stack(Figures.ZERO, figures(30, 3, 60, 6), LOAD, OTHER)));

        assertThat(site.stacks())
                .extracting(SiteStack::figures)
                .containsExactly(figures(300, 30, 600, 60), figures(100, 10, 200, 20));
        assertThat(site.stacks()).extracting(SiteStack::exact).containsOnly(false);
    }

    @Test
    void of_stacksOfFreedBlocksOnly_giveThemTheLiveOnesOfTheSiteToo() {
        Site site = only(sites(LabelledSite.of("direct", LOAD, figures(100, 10, 900, 90))
                .stack(Figures.ZERO, figures(0, 0, 80, 8), LOAD, MAIN)));

        assertThat(site.stacks()).singleElement().satisfies(stack -> {
            assertThat(stack.figures()).isEqualTo(figures(100, 10, 900, 90));
            assertThat(stack.omittedFrames()).isZero();
        });
    }

    @Test
    void of_unknownStacks_stillBelongToTheirCallSite() {
        Site site = only(sites(LabelledSite.of("direct", LOAD, figures(40, 4, 40, 4))
                .stack(figures(10, 1, 10, 1), Figures.ZERO, ALLOCATE, LOAD, MAIN)
                .stack(Role.UNKNOWN, figures(30, 3, 30, 3), Figures.ZERO)));

        assertThat(site.figures()).isEqualTo(figures(40, 4, 40, 4));
        assertThat(site.exact()).isTrue();
        assertThat(site.stacks()).extracting(SiteStack::omittedFrames).containsExactly(SiteStack.CALLERS_UNKNOWN, 0);
    }

    @Test
    void of_filteredStacks_makeTheSiteAnEstimate() {
        Sites sites = sites(LabelledSite.of("direct", LOAD, figures(40, 4, 40, 4))
                .stack(figures(10, 1, 10, 1), Figures.ZERO, LOAD, MAIN)
                .stack(Role.FILTERED, figures(30, 3, 30, 3), Figures.ZERO));

        Site site = only(sites);
        assertThat(site.figures()).isEqualTo(figures(10, 1, 10, 1));
        assertThat(site.exact()).isFalse();
        assertThat(sites.filtered(Layer.BASE)).isEqualTo(figures(30, 3, 30, 3));
    }

    @Test
    void of_kindWithLabelsAndWithout_scalesTheSamplesToWhatHasNone() {
        Sites sites = Sites.of(new SnapshotBuilder()
                .sampled(512 << 10)
                .kind("direct", figures(1000, 10, 5000, 50))
                .site(LabelledSite.of("direct", LOAD, figures(900, 9, 4000, 40)).build())
                .site(LabelledSite.unlabelled("direct", figures(100, 1, 1000, 10))
                        .stack(figures(7, 7, 70, 70), Figures.ZERO, ALLOCATE, OTHER)
                        .build())
                .build());

        assertThat(sites.byLiveBytes())
                .extracting(Site::figures)
                .containsExactly(figures(900, 9, 4000, 40), figures(100, 1, 1000, 10));
        assertThat(sites.byLiveBytes()).extracting(Site::exact).containsExactly(true, false);
        assertThat(sites.unlabelled(Layer.BASE)).isEqualTo(figures(100, 1, 1000, 10));
        assertThat(sites.kinds().get(0).unlabelled()).isEqualTo(figures(100, 1, 1000, 10));
    }

    @Test
    void of_unlabelledBlocksOfALabelledLine_joinItAndMakeItAnEstimate() {
        Sites sites = Sites.of(new SnapshotBuilder()
                .sampled(512 << 10)
                .kind("direct", figures(1000, 19, 5000, 50))
                .site(LabelledSite.of("direct", LOAD, figures(900, 9, 4000, 40))
                        .stack(figures(9, 9, 40, 40), Figures.ZERO, LOAD, MAIN)
                        .build())
                .site(LabelledSite.unlabelled("direct", figures(100, 10, 1000, 10))
                        .stack(figures(7, 1, 70, 70), Figures.ZERO, LOAD, MAIN)
                        .build())
                .build());

        Site site = only(sites);
        assertThat(site.figures()).isEqualTo(figures(1000, 19, 5000, 50));
        assertThat(site.exact()).isFalse();
        assertThat(site.errorBytes()).isBetween(1L, 100L);
        assertThat(site.stacks()).singleElement().satisfies(stack -> {
            assertThat(stack.figures()).isEqualTo(figures(1000, 19, 5000, 50));
        });
    }

    @Test
    void of_unlabelledStackThatGetsNothing_leavesTheSiteExact() {
        Sites sites = Sites.of(new SnapshotBuilder()
                .sampled(512 << 10)
                .kind("direct", figures(900, 9, 4000, 40))
                .site(LabelledSite.of("direct", LOAD, figures(900, 9, 4000, 40)).build())
                .site(LabelledSite.unlabelled("direct", Figures.ZERO)
                        .stack(figures(7, 7, 70, 70), Figures.ZERO, LOAD, MAIN)
                        .build())
                .build());

        assertThat(only(sites).exact()).isTrue();
        assertThat(only(sites).errorBytes()).isZero();
    }

    @Test
    void of_unlabelledBlocksWithoutStacks_areAnExactRest() {
        Sites sites = Sites.of(new SnapshotBuilder()
                .sampled(512 << 10)
                .kind("direct", figures(1000, 10, 5000, 50))
                .site(LabelledSite.of("direct", LOAD, figures(900, 9, 4000, 40)).build())
                .build());

        assertThat(sites.top(10)).hasSize(2);
        Site rest = sites.top(10).get(1);
        assertThat(rest.rest()).isTrue();
        assertThat(rest.figures()).isEqualTo(figures(100, 1, 1000, 10));
        assertThat(rest.exact()).isTrue();
        assertThat(rest.errorBytes()).isZero();
    }

    @Test
    void of_sitesThatExceedTheirKind_raiseIt() {
        Sites sites = Sites.of(new SnapshotBuilder()
                .sampled(512 << 10)
                .kind("direct", figures(10, 1, 10, 1))
                .site(LabelledSite.of("direct", LOAD, figures(0, 0, 40, 4)).build())
                .build());

        assertThat(sites.total(Layer.BASE)).isEqualTo(figures(10, 1, 50, 5));
        assertThat(sites.unlabelled(Layer.BASE)).isEqualTo(figures(10, 1, 10, 1));
    }

    @Test
    void of_oneLineLabelledTwice_isOneSite() {
        Sites sites = Sites.of(new SnapshotBuilder()
                .sampled(512 << 10)
                .kind("direct", figures(30, 3, 30, 3))
                .site(LabelledSite.of("direct", LOAD, figures(10, 1, 10, 1)).build())
                .site(LabelledSite.of("direct", LOAD, figures(20, 2, 20, 2)).build())
                .build());

        assertThat(only(sites).figures()).isEqualTo(figures(30, 3, 30, 3));
        assertThat(only(sites).exact()).isTrue();
    }

    @Test
    void of_thinnedOrLostEvents_makeLabelledSitesEstimates() {
        LabelledSite load = LabelledSite.of("direct", LOAD, figures(4000, 40, 8000, 80));
        SnapshotBuilder builder = new SnapshotBuilder()
                .sampled(512 << 10)
                .kind("direct", figures(4000, 40, 8000, 80))
                .site(load.build());

        Site lost = only(Sites.of(builder.lost(1, 0, 0).build()));
        Site thinned = only(Sites.of(builder.lost(0, 0, 0).thinned(4).build()));

        assertThat(lost.exact()).isFalse();
        assertThat(lost.errorBytes()).isZero();
        assertThat(thinned.exact()).isFalse();
        assertThat(thinned.errorBytes()).isEqualTo(Math.round(1.96 * Math.sqrt(3 * 4000.0 * 4000.0 / 40)));
    }

    private static Sites sites(LabelledSite site) {
        Figures figures = site.build().figures();
        return Sites.of(new SnapshotBuilder()
                .sampled(512 << 10)
                .kind("direct", figures)
                .site(site.build())
                .build());
    }

    private static Site only(Sites sites) {
        assertThat(sites.byLiveBytes()).hasSize(1);
        return sites.byLiveBytes().get(0);
    }

    private static Figures figures(long liveBytes, long liveCount, long allocatedBytes, long allocatedCount) {
        return new Figures(liveBytes, liveCount, allocatedBytes, allocatedCount);
    }
}
