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
import dev.seep.report.snapshot.Generation;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class HintsTest {
    private static final int GENERATIONS = 40;
    private static final double FEWER = 0.96;
    private static final Frame LINE = frame("com.acme.Export", "run", 77);

    @Test
    void temporaryBuffersOfChannels_hintAtTheirBound() {
        Figures figures = new Figures(40_000, 40, 40_000, 40);
        LabelledSite site = leak("direct", 1, 1)
                .stack(
                        figures,
                        figures,
                        jdk("java.nio.ByteBuffer", "allocateDirect", 1),
                        jdk("sun.nio.ch.Util", "getTemporaryDirectBuffer", 2),
                        jdk("sun.nio.ch.IOUtil", "write", 3),
                        LINE);

        assertThat(hint(site)).contains("-Djdk.nio.maxCachedBufferSize");
    }

    @Test
    void arenas_thatNobodyCloses_hintAtThoseThatAreClosed() {
        assertThat(hint(leak("arena-auto", 1, 1))).contains("Arena.ofConfined() frees at close");
        assertThat(hint(leak("arena-global", 1, 1))).contains("Arena.global() never frees");
    }

    @Test
    void oneInAHundred_hintsAtReturnsAndExceptions() {
        assertThat(hint(leak("unsafe", 1, 100)))
                .startsWith("1 in 100 of its bytes stays")
                .contains("exceptions");
    }

    @Test
    void everySecondBlock_hintsAtAHandleAllocatedTwice() {
        assertThat(hint(leak("unsafe", 1, 2))).contains("allocated twice");
        assertThat(hint(leak("unsafe", 1, 3))).isNull();
    }

    @Test
    void ownersThatWaitForTheirCleaner_hintAtTheBacklog() {
        assertThat(hint(leak("direct", 1, 1).pending(12))).startsWith("12 blocks watched wait for their Cleaner");
        assertThat(hint(leak("direct", 1, 1).pending(4))).isNull();
    }

    @Test
    void lostOwners_areSaid() {
        assertThat(hint(leak("arena-confined", 1, 1).owners(7, 0, 3))).startsWith("the owners of 7 blocks");
        assertThat(hint(leak("arena-shared", 1, 1).owners(1, 0, 3))).startsWith("the owner of a block");
    }

    @Test
    void memoryOfAPool_isNoSuspect_andHintsAtTheBlocksInIt() {
        Judgement judgement = judge(leak("seep-span", 1, 1));

        assertThat(judgement.suspects()).isEmpty();
        assertThat(judgement.apart().get(0).judgement().verdict()).isEqualTo(Verdict.GROWING);
        assertThat(judgement.apart().get(0).hint()).startsWith("a pool's own memory");
    }

    @Test
    void blocksThatOnlyTheCollectorFrees_andHasNotYet_hintAtCollectingFirst() {
        assertThat(hint(leak("direct", 1, 1)))
                .startsWith("the collector has freed none so far")
                .contains("gc=true");
        assertThat(hint(leak("arena-auto", 1, 1))).contains("frees at close", "gc=true");
        assertThat(hint(leak("direct", 1, 3))).isNull(); // some were freed
        assertThat(hint(leak("arena-auto", 1, 3))).doesNotContain("gc=true");
    }

    @Test
    void whatGrowsAndLetsOldBlocksGo_hintsAtALongerRun() {
        LabelledSite cache = LabelledSite.of("unsafe", LINE, new Figures(2_100_000, 2100, 4_000_000, 4000));
        double held = 0;
        for (int i = 0; i < GENERATIONS; i++) {
            held = held * FEWER + 100_000; // in each epoch 4 % of what there is go
            cache.generation(new Generation(
                    0.1 * i, 100_000, Math.round(100_000 * Math.pow(FEWER, GENERATIONS - 1 - i)), Math.round(held)));
        }

        Suspect suspect = judge(cache.lifetimes(aging())).apart().get(0);

        assertThat(suspect.judgement().verdict()).isEqualTo(Verdict.GROWING);
        assertThat(suspect.hint()).startsWith("old blocks go").contains("a longer run");
    }

    /** 1,900 blocks, half of which went after 1 to 4 seconds. */
    private static Long[] aging() {
        Long[] lifetimes = new Long[12];
        Arrays.fill(lifetimes, 0L);
        lifetimes[8] = 950L;
        lifetimes[10] = 600L;
        lifetimes[11] = 350L;
        return lifetimes;
    }

    @Test
    void plainLeak_hasNoHint() {
        assertThat(hint(leak("unsafe", 1, 1))).isNull();
    }

    /** Of each {@code of} blocks of 1,000 bytes one in a generation stays. */
    private static LabelledSite leak(String kind, int stay, int of) {
        int live = 1000 * stay * GENERATIONS;
        int allocated = 1000 * of * GENERATIONS;
        LabelledSite site = LabelledSite.of(
                kind, LINE, new Figures(live, (long) stay * GENERATIONS, allocated, (long) of * GENERATIONS));
        for (int i = 0; i < GENERATIONS; i++) {
            site.generation(0.1 * i, 1000L * of, 1000L * stay);
        }
        return site;
    }

    private static @Nullable String hint(LabelledSite site) {
        List<Suspect> suspects = judge(site).suspects();
        assertThat(suspects).hasSize(1);
        return suspects.get(0).hint();
    }

    private static Judgement judge(LabelledSite site) {
        return Judgement.of(Sites.of(new SnapshotBuilder()
                .kind(site.build().kind(), site.build().figures())
                .site(site.build())
                .build()));
    }
}
