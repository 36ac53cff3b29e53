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
import dev.seep.report.snapshot.Generation;
import java.util.Arrays;
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
    void tables_madeAtFirstUse_areBoundedOnceNearlyAllAreThere() {
        LabelledSite tables = site("Tables", new Figures(23_000, 230, 23_000, 230));
        for (int i = 0; i < GENERATIONS; i++) {
            long bytes = 100L * Math.max(1, 20 - i); // 20, 19, 18 ... and then one now and then
            tables.generation(new Generation(0.1 * i, bytes, bytes, heldByTables(i)));
        }

        assertThat(verdict(judge(tables))).isEqualTo(Verdict.BOUNDED);
    }

    private static long heldByTables(int last) {
        long held = 0;
        for (int i = 0; i <= last; i++) {
            held += 100L * Math.max(1, 20 - i);
        }
        return held;
    }

    @Test
    void leak_ofWhichTheCollectorHasFreedNone_isLessSure() {
        Figures figures = new Figures(40_000, 40, 40_000, 40);
        LabelledSite site = LabelledSite.of("direct", frame("com.acme.Buffers", "take", 1), figures);
        for (int i = 0; i < GENERATIONS; i++) {
            site.generation(0.1 * i, 1000, 1000);
        }
        Sites direct = Sites.of(
                new SnapshotBuilder().kind("direct", figures).site(site.build()).build());

        assertThat(Judgement.of(direct).suspects())
                .singleElement()
                .satisfies(
                        suspect -> assertThat(suspect.judgement().confidence()).isBetween(0.7, 0.75));
    }

    @Test
    void leak_besideTrafficThatGrows_isLikely() {
        LabelledSite site = site("Busier", new Figures(4000, 40, 96_000, 960));
        for (int i = 0; i < GENERATIONS; i++) {
            site.generation(new Generation(0.1 * i, i < 26 ? 1000 : 5000, 100, 100L * (i + 1)));
        }

        assertThat(judge(site).suspects())
                .singleElement()
                .satisfies(suspect -> assertThat(suspect.judgement().verdict()).isEqualTo(Verdict.LIKELY));
    }

    @Test
    void leak_besideEntriesThatExpire_isLikelyAndTheirTwinIsNot() {
        assertThat(judge(expiring(1)).suspects()).singleElement().satisfies(suspect -> {
            assertThat(suspect.judgement().verdict()).isEqualTo(Verdict.LIKELY);
            assertThat(suspect.bytesPerSecond()).isCloseTo(1000, within(1.0)); // 100 bytes in each 0.1 s
        });
        assertThat(verdict(judge(expiring(0)))).isEqualTo(Verdict.YOUNG);
    }

    /** Ten blocks an epoch, which go after eight epochs; {@code kept} of them do not. */
    private static LabelledSite expiring(int kept) {
        long live = 32L * kept + 80;
        LabelledSite site = site("Expiring", new Figures(100 * live, live, 40_000, 400));
        for (int i = 0; i < GENERATIONS; i++) {
            long underWay = Math.min(8, i + 1) * (10L - kept);
            long liveBlocks = i < 32 ? kept : 10;
            site.generation(new Generation(0.1 * i, 1000, 100 * liveBlocks, 100 * (kept * (i + 1L) + underWay)));
        }
        Long[] lifetimes = new Long[10];
        Arrays.fill(lifetimes, 0L);
        lifetimes[9] = 400 - live; // 0.5 s to 1 s
        return site.lifetimes(lifetimes);
    }

    @Test
    void tinyLeak_besideLargeBlocksUnderWay_isLikelyAndItsTwinIsNot() {
        assertThat(judge(besideLarge(10)).suspects()).singleElement().satisfies(suspect -> {
            assertThat(suspect.judgement().verdict()).isEqualTo(Verdict.LIKELY);
            assertThat(suspect.bytesPerSecond()).isCloseTo(100, within(1.0)); // 10 bytes in each 0.1 s
        });
        assertThat(verdict(judge(besideLarge(0)))).isEqualTo(Verdict.SINGLE);
    }

    @Test
    void culprit_besideLargeBlocksUnderWay_growsAsItsLineDoes() {
        Figures stay = new Figures(400, 40, 400, 40);
        Figures go = new Figures(500_000, 5, 20_000_000, 200);
        Judgement judgement = judge(besideLarge(10)
                .stack(stay, stay, frame("com.acme.Header", "write", 3))
                .stack(go, go, frame("com.acme.Body", "write", 4)));

        assertThat(judgement.suspects()).singleElement().satisfies(suspect -> {
            assertThat(suspect.culprit()).isEqualTo(frame("com.acme.Header", "write", 3));
            assertThat(suspect.bytesPerSecond()).isCloseTo(100, within(1.0));
            assertThat(suspect.hint()).isNull(); // few bytes stay, but one block in six
        });
    }

    /** In each epoch five blocks of 100,000 bytes, which go in the next one, and one that stays. */
    private static LabelledSite besideLarge(long bytes) {
        int tiny = bytes > 0 ? GENERATIONS : 0;
        LabelledSite site = site(
                "Beside",
                new Figures(
                        bytes * GENERATIONS + 500_000,
                        tiny + 5L,
                        (bytes + 500_000) * GENERATIONS,
                        tiny + 5L * GENERATIONS));
        for (int i = 0; i < GENERATIONS; i++) {
            long underWay = i == GENERATIONS - 1 ? 500_000 : 0;
            site.generation(new Generation(0.1 * i, bytes + 500_000, bytes + underWay, bytes * (i + 1) + 500_000));
        }
        return site;
    }

    @Test
    void blocksThatGrowByReallocation_areLikely_andThoseThatCameFromAnotherLineOnlyGrow() {
        assertThat(judge(reallocated(400)).suspects()).singleElement().satisfies(suspect -> {
            assertThat(suspect.judgement().verdict()).isEqualTo(Verdict.LIKELY);
            assertThat(suspect.bytesPerSecond()).isCloseTo(10_000, within(1.0)); // 1,000 bytes in each 0.1 s
            assertThat(suspect.hint()).contains("they grow");
        });
        assertThat(judge(reallocated(79)).apart())
                .singleElement()
                .satisfies(suspect -> assertThat(suspect.judgement().verdict()).isEqualTo(Verdict.GROWING));
    }

    @Test
    void blocksThatGrowAndAreCut_areNoLeak() {
        LabelledSite site = site("Cut", new Figures(10_000, 10, 400_000, 400));
        for (int i = 0; i < GENERATIONS; i++) {
            site.generation(new Generation(0.1 * i, 10_000, i == 0 ? 10_000 : 0, 1000L * (i % 10 + 1)));
        }

        assertThat(verdict(judge(site))).isEqualTo(Verdict.SINGLE);
    }

    /** A block of the first epoch and nine of the second, to which 1,000 bytes are added in each. */
    private static LabelledSite reallocated(long calls) {
        LabelledSite site = site("Grown", new Figures(40_000, 10, 4_000_000, calls));
        for (int i = 0; i < GENERATIONS; i++) {
            site.generation(new Generation(0.1 * i, 100_000, i == 0 ? 4_000 : i == 1 ? 36_000 : 0, 1000L * (i + 1)));
        }
        return site;
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
