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
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class HintsTest {
    private static final int GENERATIONS = 40;
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
