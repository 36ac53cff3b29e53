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
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class CulpritFinderTest {
    private static final Frame ALLOCATE = frame("com.acme.Buffers", "allocate", 10);
    private static final Frame LEAKY = frame("com.acme.Export", "run", 77);
    private static final Frame CLEAN = frame("com.acme.Import", "run", 33);
    private static final Frame MAIN = frame("com.acme.Main", "main", 5);

    @Test
    void culprit_ofSharedHelper_isTheCallerWhoseBlocksStay() {
        List<Culprit> culprits = find(stacks().of(30, 0, ALLOCATE, LEAKY, MAIN).of(0, 1000, ALLOCATE, CLEAN, MAIN));

        assertThat(culprits).singleElement().satisfies(culprit -> {
            assertThat(culprit.frame()).isEqualTo(LEAKY);
            assertThat(culprit.parted()).isTrue();
            assertThat(culprit.stacks()).hasSize(1);
        });
    }

    @Test
    void culprit_whereNoCallerDiffers_isTheCallSite() {
        List<Culprit> culprits =
                find(stacks().of(30, 300, ALLOCATE, LEAKY, MAIN).of(31, 290, ALLOCATE, CLEAN, MAIN));

        assertThat(culprits).singleElement().satisfies(culprit -> {
            assertThat(culprit.frame()).isEqualTo(ALLOCATE);
            assertThat(culprit.parted()).isFalse();
            assertThat(culprit.tooFewSamples()).isFalse();
            assertThat(culprit.stacks()).hasSize(2);
        });
    }

    @Test
    void culprit_of19SampledSurvivors_isNotSought() {
        List<Culprit> few = find(stacks().of(19, 0, ALLOCATE, LEAKY).of(0, 1000, ALLOCATE, CLEAN));
        List<Culprit> enough = find(stacks().of(20, 0, ALLOCATE, LEAKY).of(0, 1000, ALLOCATE, CLEAN));

        assertThat(few.get(0).tooFewSamples()).isTrue();
        assertThat(few.get(0).frame()).isEqualTo(ALLOCATE);
        assertThat(enough.get(0).tooFewSamples()).isFalse();
        assertThat(enough.get(0).frame()).isEqualTo(LEAKY);
    }

    @Test
    void culprit_ofFewSamplesThatAllCameTheSameWay_wantsNoMore() {
        assertThat(find(stacks().of(3, 13, ALLOCATE, LEAKY)).get(0).tooFewSamples())
                .isFalse();
        assertThat(find(stacks().of(3, 12, ALLOCATE, LEAKY)).get(0).tooFewSamples())
                .isTrue();
    }

    @Test
    void culprit_ofFewBlocksAllWalked_isFound() {
        List<Culprit> culprits =
                find(stacks().walked().of(3, 0, ALLOCATE, LEAKY).of(0, 100, ALLOCATE, CLEAN));

        assertThat(culprits.get(0).frame()).isEqualTo(LEAKY);
    }

    @Test
    void culprit_furtherOutThanAForkThatSaysNothing_isFound() {
        Frame one = frame("com.acme.Codec", "encode", 1);
        Frame other = frame("com.acme.Codec", "decode", 2);

        List<Culprit> culprits = find(stacks().of(40, 0, ALLOCATE, one, LEAKY)
                .of(0, 400, ALLOCATE, one, CLEAN)
                .of(40, 0, ALLOCATE, other, LEAKY)
                .of(0, 400, ALLOCATE, other, CLEAN));

        assertThat(culprits).extracting(Culprit::frame).containsExactly(LEAKY, LEAKY);
    }

    @Test
    void culprits_leakingInTwoCallersOfThree_areBoth() {
        Frame third = frame("com.acme.Sync", "run", 99);

        List<Culprit> culprits = find(stacks().of(100, 10, ALLOCATE, LEAKY)
                .of(0, 1000, ALLOCATE, CLEAN)
                .of(50, 3, ALLOCATE, third));

        assertThat(culprits).extracting(Culprit::frame).containsExactly(LEAKY, third);
    }

    @Test
    void culprit_inALibrary_isTheApplicationFrameOutsideIt() {
        Frame netty = frame("com.acme.shaded.io.netty.buffer.PooledByteBufAllocator", "newDirectBuffer", 4);
        Frame list = jdk("java.util.ArrayList", "forEach", 8);

        List<Culprit> culprits =
                find(stacks().of(30, 0, ALLOCATE, netty, list, LEAKY).of(0, 500, ALLOCATE, list, CLEAN));

        assertThat(culprits.get(0).frame()).isEqualTo(LEAKY);
    }

    @Test
    void culprit_ofOneLeakingCallerInSix_isFoundInNearlyAllSamples() {
        int found = 0;
        int sought = 200;
        for (int seed = 0; seed < sought; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            Stacks stacks = stacks();
            for (int caller = 0; caller < 6; caller++) {
                long samples = random.nextLong(30, 400);
                long underWay = random.nextLong(0, 3);
                long survivors = caller == 0 ? random.nextLong(20, 200) : underWay;
                stacks.of(survivors, samples, ALLOCATE, frame("com.acme.Caller" + caller, "run", caller), MAIN);
            }
            List<Culprit> culprits = find(stacks);
            Frame frame = culprits.get(0).frame();
            found += culprits.size() == 1 && frame != null && frame.className().equals("com.acme.Caller0") ? 1 : 0;
        }

        System.out.println("culprit found in " + found + " of " + sought);
        assertThat(found).isGreaterThanOrEqualTo(sought * 95 / 100);
    }

    private static List<Culprit> find(Stacks stacks) {
        LabelledSite site = LabelledSite.of("unsafe", ALLOCATE, stacks.sum);
        for (int i = 0; i < stacks.figures.size(); i++) {
            Figures figures = stacks.figures.get(i);
            site.stack(figures, stacks.allWalked ? figures : Figures.ZERO, stacks.frames.get(i));
        }
        SnapshotBuilder snapshot = stacks.allWalked ? new SnapshotBuilder() : new SnapshotBuilder().sampled(512 << 10);
        return CulpritFinder.find(
                Sites.of(snapshot.kind("unsafe", stacks.sum).site(site.build()).build())
                        .byLiveBytes()
                        .get(0));
    }

    private static Stacks stacks() {
        return new Stacks();
    }

    /** Stacks of blocks of 1,000 bytes, all drawn. */
    private static final class Stacks {
        private final List<Figures> figures = new ArrayList<>();
        private final List<Frame[]> frames = new ArrayList<>();
        private Figures sum = Figures.ZERO;
        private boolean allWalked;

        Stacks of(long survivors, long freed, Frame... trace) {
            Figures of = new Figures(1000 * survivors, survivors, 1000 * (survivors + freed), survivors + freed);
            figures.add(of);
            frames.add(trace);
            sum = sum.plus(of);
            return this;
        }

        Stacks walked() {
            allWalked = true;
            return this;
        }
    }
}
