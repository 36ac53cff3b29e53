// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.report.analysis;

import static dev.seep.report.SnapshotBuilder.frame;
import static org.assertj.core.api.Assertions.assertThat;

import dev.seep.report.LabelledSite;
import dev.seep.report.SnapshotBuilder;
import dev.seep.report.snapshot.Figures;
import dev.seep.report.snapshot.Generation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Lines without a label, told apart by samples alone. */
class SampledGenerationsTest {
    private static final int EPOCHS = 40;
    private static final long SAMPLE = 1 << 19;

    @Test
    void unlabelledLine_thatLeaks_isSuspectedBesideOneThatOnlyFillsUp() {
        List<Long> always = Collections.nCopies(EPOCHS, SAMPLE);
        List<Long> atTheStart = new ArrayList<>(Collections.nCopies(EPOCHS, 0L));
        atTheStart.set(0, 6 * SAMPLE);
        atTheStart.set(1, 4 * SAMPLE);
        Sites sites = sites(always, atTheStart);

        Judgement judgement = Judgement.of(sites);

        assertThat(judgement.suspects()).hasSize(1);
        assertThat(judgement.suspects().get(0).culprit()).isEqualTo(frame("com.acme.Leak", "run", 1));
        assertThat(verdictOn(sites, judgement, "com.acme.Pool")).isEqualTo(Verdict.STARTUP);
    }

    @Test
    void generations_ofAnUnlabelledLine_addUpToItsFigures() {
        List<Long> always = Collections.nCopies(EPOCHS, SAMPLE);
        Site leak = siteOf(sites(always, Collections.nCopies(EPOCHS, SAMPLE / 4)), "com.acme.Leak");

        long live = 0;
        long allocated = 0;
        for (Generation generation : leak.details().generations()) {
            live += generation.liveBytes();
            allocated += generation.allocatedBytes();
        }
        assertThat(live).isEqualTo(leak.figures().liveBytes()).isEqualTo(EPOCHS * SAMPLE);
        assertThat(allocated).isEqualTo(leak.figures().allocatedBytes());
        assertThat(leak.details().sampleBytes()).isEqualTo(SAMPLE);
    }

    @Test
    void unlabelledLine_ofAFewSamples_isNoSuspect() {
        List<Long> few = new ArrayList<>(Collections.nCopies(EPOCHS, 0L));
        for (int i = 10; i < 30; i += 5) {
            few.set(i, SAMPLE);
        }
        Sites sites = sites(few, Collections.nCopies(EPOCHS, 0L));

        assertThat(Judgement.of(sites).suspects()).isEmpty();
        assertThat(verdictOn(sites, Judgement.of(sites), "com.acme.Leak")).isEqualTo(Verdict.BOUNDED);
    }

    /** Two lines, of which each has freed as much as it holds. */
    private static Sites sites(List<Long> leak, List<Long> pool) {
        Figures leaking = held(leak);
        Figures pooled = held(pool);
        LabelledSite unlabelled = LabelledSite.unlabelled("unsafe", leaking.plus(pooled))
                .liveGenerations(leak, leaking, frame("com.acme.Leak", "run", 1))
                .liveGenerations(pool, pooled, frame("com.acme.Pool", "fill", 2));
        for (int i = 0; i < EPOCHS; i++) {
            long live = leak.get(i) + pool.get(i);
            unlabelled.generation(0.1 * i, 2 * live, live);
        }
        return Sites.of(new SnapshotBuilder()
                .sampled(SAMPLE)
                .kind("unsafe", leaking.plus(pooled))
                .site(unlabelled.build())
                .build());
    }

    private static Figures held(List<Long> generations) {
        long bytes = 0;
        for (long live : generations) {
            bytes += live;
        }
        long samples = bytes / SAMPLE;
        return new Figures(bytes, 512 * samples, 2 * bytes, 1024 * samples);
    }

    private static Verdict verdictOn(Sites sites, Judgement judgement, String className) {
        SiteJudgement found = judgement.of(siteOf(sites, className));
        assertThat(found).isNotNull();
        return found.verdict();
    }

    private static Site siteOf(Sites sites, String className) {
        for (Site site : sites.byLiveBytes()) {
            if (site.callSite() != null && site.callSite().className().equals(className)) {
                return site;
            }
        }
        throw new AssertionError("no such site: " + className);
    }
}
