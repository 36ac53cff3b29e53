// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.report.analysis;

import static dev.seep.report.SnapshotBuilder.frame;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.seep.report.LabelledSite;
import dev.seep.report.SnapshotBuilder;
import dev.seep.report.snapshot.Figures;
import org.junit.jupiter.api.Test;

class JudgementTest {
    private static final int GENERATIONS = 40;

    @Test
    void leak_ofOneBlockAnEpoch_isLikelyWithItsRate() {
        Judgement judgement = judge(leak("Small", 1000));

        assertThat(judgement.suspects()).singleElement().satisfies(suspect -> {
            assertThat(suspect.judgement().verdict()).isEqualTo(Verdict.LIKELY);
            assertThat(suspect.judgement().confidence()).isBetween(0.9, 1.0);
            assertThat(suspect.bytesPerSecond()).isCloseTo(10_000, within(1.0)); // 1,000 bytes in each 0.1 s
            assertThat(suspect.culprit()).isEqualTo(frame("com.acme.Small", "run", 1));
        });
        Evidence evidence = evidence(judgement);
        assertThat(evidence.spread()).isEqualTo(1);
        assertThat(evidence.retention()).isEqualTo(1);
        assertThat(evidence.decay()).isEqualTo(1);
        assertThat(evidence.shrunk()).isZero();
    }

    @Test
    void suspects_areRankedByGrowth() {
        Judgement judgement = judge(leak("Small", 1000), leak("Large", 50_000));

        assertThat(judgement.suspects())
                .extracting(suspect -> suspect.judgement().site().callSite())
                .containsExactly(frame("com.acme.Large", "run", 1), frame("com.acme.Small", "run", 1));
    }

    @Test
    void lostOwner_ofASingleBlock_isCertain() {
        Judgement judgement = judge(site("Owner", new Figures(500, 1, 500, 1))
                .owners(1, 0, 0)
                .generation(0, 500, 500)
                .generation(0.1, 0, 0));

        assertThat(judgement.suspects()).singleElement().satisfies(suspect -> {
            assertThat(suspect.judgement().verdict()).isEqualTo(Verdict.CERTAIN);
            assertThat(suspect.judgement().confidence()).isEqualTo(1);
        });
    }

    @Test
    void leak_ofWhichNothingWasClosed_isGcOnlyAndStandsApart() {
        Judgement judgement = judge(leak("Inflater", 1000).owners(0, 25, 0));

        assertThat(judgement.suspects()).isEmpty();
        assertThat(judgement.apart()).singleElement().satisfies(suspect -> {
            assertThat(suspect.judgement().verdict()).isEqualTo(Verdict.GC_ONLY);
            assertThat(suspect.hint()).contains("nothing was closed");
        });
    }

    @Test
    void leak_ofWhichSomeWasClosed_isLikely() {
        Judgement judgement = judge(leak("Inflater", 1000).owners(0, 25, 3));

        assertThat(judgement.suspects()).singleElement().satisfies(suspect -> {
            assertThat(suspect.judgement().verdict()).isEqualTo(Verdict.LIKELY);
            assertThat(suspect.hint()).isNull();
        });
    }

    @Test
    void pool_filledInTheFirstEpochs_isStartup() {
        LabelledSite pool = site("Pool", new Figures(3000, 3, 3000, 3));
        for (int i = 0; i < GENERATIONS; i++) {
            pool.generation(0.1 * i, i < 3 ? 1000 : 0, i < 3 ? 1000 : 0);
        }

        assertThat(verdict(judge(pool))).isEqualTo(Verdict.STARTUP);
    }

    @Test
    void oneBlock_isSingle() {
        LabelledSite site = site("One", new Figures(1_000_003, 1, 1_000_003, 1));
        for (int i = 0; i < GENERATIONS; i++) {
            site.generation(0.1 * i, i == 20 ? 1_000_003 : 0, i == 20 ? 1_000_003 : 0);
        }

        assertThat(verdict(judge(site))).isEqualTo(Verdict.SINGLE);
    }

    @Test
    void run_ofElevenEpochs_isTooYoung() {
        LabelledSite site = site("Early", new Figures(11_000, 11, 11_000, 11));
        for (int i = 0; i < 11; i++) {
            site.generation(0.05 * i, 1000, 1000);
        }

        assertThat(verdict(judge(site))).isEqualTo(Verdict.YOUNG);
    }

    @Test
    void site_withoutGenerationsOrWithoutLiveBytes_hasNoVerdict() {
        Judgement judgement = judge(
                site("Unknown", new Figures(7, 1, 7, 1)),
                site("Freed", new Figures(0, 0, 9, 1)).generation(0, 9, 0));

        assertThat(judgement.suspects()).isEmpty();
        assertThat(judgement.apart()).isEmpty();
    }

    private static LabelledSite leak(String name, long bytes) {
        LabelledSite site = site(name, new Figures(bytes * GENERATIONS, GENERATIONS, bytes * GENERATIONS, GENERATIONS));
        for (int i = 0; i < GENERATIONS; i++) {
            site.generation(0.1 * i, bytes, bytes);
        }
        return site;
    }

    private static LabelledSite site(String name, Figures figures) {
        return LabelledSite.of("unsafe", frame("com.acme." + name, "run", 1), figures);
    }

    private Sites sites = Sites.of(new SnapshotBuilder().build());

    private Judgement judge(LabelledSite... all) {
        SnapshotBuilder snapshot = new SnapshotBuilder();
        Figures sum = Figures.ZERO;
        for (LabelledSite site : all) {
            sum = sum.plus(site.build().figures());
            snapshot.site(site.build());
        }
        sites = Sites.of(snapshot.kind("unsafe", sum).build());
        return Judgement.of(sites);
    }

    private Verdict verdict(Judgement judgement) {
        assertThat(judgement.suspects()).isEmpty();
        return of(judgement).verdict();
    }

    private Evidence evidence(Judgement judgement) {
        return requireNonNull(of(judgement).evidence());
    }

    private SiteJudgement of(Judgement judgement) {
        return requireNonNull(judgement.of(sites.byLiveBytes().get(0)));
    }
}
