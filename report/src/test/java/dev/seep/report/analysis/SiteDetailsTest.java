// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.report.analysis;

import static dev.seep.report.SnapshotBuilder.frame;
import static org.assertj.core.api.Assertions.assertThat;

import dev.seep.report.LabelledSite;
import dev.seep.report.SnapshotBuilder;
import dev.seep.report.snapshot.AllocatorTime;
import dev.seep.report.snapshot.Block;
import dev.seep.report.snapshot.Figures;
import dev.seep.report.snapshot.Frame;
import dev.seep.report.snapshot.Generation;
import dev.seep.report.snapshot.Layer;
import dev.seep.report.snapshot.ThreadFigures;
import java.util.List;
import org.junit.jupiter.api.Test;

class SiteDetailsTest {
    private static final Frame LOAD = frame("com.acme.Cache", "load", 42);
    private static final Frame OTHER = frame("com.acme.Other", "work", 7);
    private static final Figures FIGURES = new Figures(300, 3, 1000, 10);

    @Test
    void details_ofALabelledSite_addUpToIt() {
        Site site = sites(LabelledSite.of("direct", LOAD, FIGURES)
                        .sizes(0L, 3L, 2L, 0L)
                        .lifetimes(1L, 1L, 1L)
                        .thread("main", 1, 3)
                        .thread("worker", 2, 4)
                        .thread(null, 0, 0))
                .byLiveBytes()
                .get(0);

        assertThat(site.details().sizes()).containsExactly(0L, 6L, 4L);
        assertThat(site.details().lifetimes()).containsExactly(3L, 2L, 2L);
        assertThat(site.details().threads())
                .containsExactly(new ThreadFigures("worker", 200, 550), new ThreadFigures("main", 100, 450));
    }

    @Test
    void generation_withMoreLiveThanAllocated_allocatedThatMuch() {
        Site site = sites(LabelledSite.of("direct", LOAD, FIGURES)
                        .generation(0, 5, 7)
                        .generation(0.05, -1, -1))
                .byLiveBytes()
                .get(0);

        assertThat(site.details().generations())
                .containsExactly(new Generation(0, 7, 7, 7), new Generation(0.05, 0, 0, 6));
    }

    @Test
    void details_ofUnlabelledBlocksOfOneLine_areThatLines() {
        Sites sites = sites(LabelledSite.unlabelled("direct", FIGURES)
                .stack(FIGURES, Figures.ZERO, LOAD)
                .generation(0, 1000, 300)
                .allocatorTime(0.5, 1L)
                .oldest(new Block(4096, 100, 7, "main")));

        Site site = sites.byLiveBytes().get(0);
        assertThat(site.details().generations()).hasSize(1);
        assertThat(site.details().allocatorTime()).isEqualTo(new AllocatorTime(0.5, 1, List.of(1L)));
        assertThat(site.oldestBlocks()).hasSize(1);
        assertThat(site.oldestSeconds()).isEqualTo(7);
    }

    @Test
    void details_ofUnlabelledBlocksOfSeveralLines_areNobodys() {
        Sites sites = sites(LabelledSite.unlabelled("direct", FIGURES)
                .stack(FIGURES, Figures.ZERO, LOAD)
                .stack(FIGURES, Figures.ZERO, OTHER)
                .generation(0, 1000, 300)
                .sizes(1L)
                .allocatorTime(0.5, 1L));

        assertThat(sites.byLiveBytes()).extracting(Site::details).containsOnly(SiteDetails.NONE);
        assertThat(sites.allocatorSeconds(Layer.BASE)).isEqualTo(0.5);
    }

    @Test
    void details_ofUnlabelledBlocksWithoutAStack_areTheRests() {
        Site rest = sites(LabelledSite.unlabelled("direct", FIGURES).generation(0, 1000, 300))
                .top(10)
                .get(0);

        assertThat(rest.rest()).isTrue();
        assertThat(rest.details().generations()).hasSize(1);
    }

    @Test
    void details_ofALineLabelledTwice_areAddedUp() {
        LabelledSite one = LabelledSite.of("direct", LOAD, new Figures(30, 3, 50, 5))
                .generation(0, 50, 30)
                .sizes(1L)
                .thread("main", 1, 1)
                .allocatorTime(0.25, 1L, 2L);
        LabelledSite other = LabelledSite.of("direct", LOAD, new Figures(60, 6, 70, 7))
                .generation(0, 60, 60)
                .generation(1.5, 10, 0)
                .sizes(0L, 1L)
                .thread("main", 1, 1)
                .allocatorTime(0.5, 4L);

        SiteDetails details = Sites.of(new SnapshotBuilder()
                        .sampled(512 << 10)
                        .kind("direct", new Figures(90, 9, 120, 12))
                        .site(one.build())
                        .site(other.build())
                        .build())
                .byLiveBytes()
                .get(0)
                .details();

        assertThat(details.generations())
                .containsExactly(new Generation(0, 110, 90, 90), new Generation(1.5, 10, 0, 60));
        assertThat(details.sizes()).containsExactly(5L, 7L);
        assertThat(details.threads()).containsExactly(new ThreadFigures("main", 90, 120));
        assertThat(details.allocatorTime()).isEqualTo(new AllocatorTime(0.75, 3, List.of(5L, 2L)));
    }

    @Test
    void allocatorTime_ofSitesThatAreNotListed_isTheRests() {
        Sites sites = sites(LabelledSite.of("direct", LOAD, FIGURES).allocatorTime(0.25, 1L));

        assertThat(sites.top(0)).singleElement().satisfies(rest -> {
            assertThat(rest.details().allocatorTime()).isEqualTo(new AllocatorTime(0.25, 1, List.of(1L)));
        });
    }

    @Test
    void allocatorSeconds_whenNothingWasTimed_areNotKnown() {
        Sites sites = sites(LabelledSite.of("direct", LOAD, FIGURES));

        assertThat(sites.allocatorSeconds(Layer.BASE)).isNull();
        assertThat(sites.kinds().get(0).allocatorSeconds()).isNull();
    }

    private static Sites sites(LabelledSite site) {
        return Sites.of(new SnapshotBuilder()
                .sampled(512 << 10)
                .kind("direct", FIGURES)
                .site(site.build())
                .build());
    }
}
