// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.report.analysis;

import static dev.seep.report.SnapshotBuilder.frame;
import static dev.seep.report.SnapshotBuilder.jdk;
import static org.assertj.core.api.Assertions.assertThat;

import dev.seep.report.SnapshotBuilder;
import dev.seep.report.snapshot.Block;
import dev.seep.report.snapshot.Figures;
import dev.seep.report.snapshot.Frame;
import dev.seep.report.snapshot.Layer;
import dev.seep.report.snapshot.StackFigures;
import dev.seep.report.snapshot.StackFigures.Role;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SitesTest {
    private static final Frame ALLOCATE = jdk("java.nio.ByteBuffer", "allocateDirect", 360);
    private static final Frame LOAD = frame("com.acme.Cache", "load", 42);
    private static final Frame OTHER = frame("com.acme.Other", "work", 7);
    private static final Frame MAIN = frame("com.acme.Main", "main", 5);

    @Test
    void of_stacksWithOneCallSite_areOneSite() {
        Sites sites = Sites.of(new SnapshotBuilder()
                .kind("direct", figures(30, 3, 70, 7))
                .stack("direct", figures(10, 1, 30, 3), ALLOCATE, LOAD, MAIN)
                .stack("direct", figures(20, 2, 40, 4), ALLOCATE, LOAD, OTHER, MAIN)
                .build());

        assertThat(sites.byLiveBytes()).hasSize(1);
        Site site = sites.byLiveBytes().get(0);
        assertThat(site.callSite()).isEqualTo(LOAD);
        assertThat(site.figures()).isEqualTo(figures(30, 3, 70, 7));
        assertThat(site.exact()).isTrue();
        assertThat(site.errorBytes()).isZero();
        assertThat(site.stacks())
                .extracting(stack -> stack.figures().liveBytes())
                .containsExactly(20L, 10L);
    }

    @Test
    void of_linesOfOneMethod_areSitesOfTheirOwn() {
        Sites sites = Sites.of(new SnapshotBuilder()
                .kind("direct", figures(30, 2, 30, 2))
                .stack("direct", figures(10, 1, 10, 1), ALLOCATE, frame("com.acme.Cache", "load", 42))
                .stack("direct", figures(20, 1, 20, 1), ALLOCATE, frame("com.acme.Cache", "load", 43))
                .build());

        assertThat(sites.byLiveBytes())
                .extracting(site -> site.callSite().line())
                .containsExactly(43, 42);
    }

    @Test
    void of_kindsAndLayersOfOneLine_areSitesOfTheirOwn() {
        Sites sites = Sites.of(new SnapshotBuilder()
                .kind("direct", figures(10, 1, 10, 1))
                .kind("unsafe", figures(20, 1, 20, 1))
                .kind("direct", Layer.POOL, figures(30, 1, 30, 1))
                .stack("direct", figures(10, 1, 10, 1), LOAD)
                .stack("unsafe", figures(20, 1, 20, 1), LOAD)
                .stack("direct", Layer.POOL, figures(30, 1, 30, 1), 0, LOAD)
                .build());

        assertThat(sites.byLiveBytes())
                .extracting(site -> site.layer().label() + " " + site.kind())
                .containsExactly("pool direct", "base unsafe", "base direct");
        assertThat(sites.total(Layer.BASE)).isEqualTo(figures(30, 2, 30, 2));
        assertThat(sites.total(Layer.MAPPED)).isEqualTo(Figures.ZERO);
    }

    @Test
    void of_stackWithoutFrameOutsideTheJdk_isJdkInternal() {
        Sites sites = Sites.of(new SnapshotBuilder()
                .kind("unsafe", figures(30, 2, 30, 2))
                .stack("unsafe", figures(10, 1, 10, 1), jdk("sun.nio.ch.IOUtil", "read", 1))
                .stack("unsafe", figures(20, 1, 20, 1), jdk("sun.nio.fs.NativeBuffers", "get", 2))
                .build());

        Site site = sites.byLiveBytes().get(0);
        assertThat(sites.byLiveBytes()).hasSize(1);
        assertThat(site.jdkInternal()).isTrue();
        assertThat(site.rest()).isFalse();
        assertThat(site.callSite()).isNull();
        assertThat(site.stacks()).hasSize(2);
    }

    @Test
    void of_sampledStacks_areScaledToTheKind() {
        Sites sites = Sites.of(new SnapshotBuilder()
                .sampled(512 << 10)
                .kind("direct", figures(1000, 100, 4000, 400))
                .stack("direct", figures(300, 10, 900, 30), LOAD)
                .stack("direct", figures(100, 30, 300, 50), OTHER)
                .build());

        Site load = sites.byLiveBytes().get(0);
        Site other = sites.byLiveBytes().get(1);
        assertThat(load.figures()).isEqualTo(figures(750, 25, 3000, 175));
        assertThat(other.figures()).isEqualTo(figures(250, 75, 1000, 225));
        assertThat(load.exact()).isFalse();
        assertThat(load.errorBytes()).isPositive();
        assertThat(sites.unknown(Layer.BASE)).isEqualTo(Figures.ZERO);
    }

    @Test
    void of_sampledStack_neverFreesLessThanNothing() {
        Sites sites = Sites.of(new SnapshotBuilder()
                .sampled(512 << 10)
                .kind("direct", figures(1000, 10, 1100, 11))
                .stack("direct", figures(10, 1, 10, 1), LOAD)
                .stack("direct", figures(0, 0, 5000, 50), OTHER)
                .build());

        assertThat(sites.byLiveBytes().get(0).figures()).isEqualTo(figures(1000, 10, 1000, 10));
        assertThat(sites.byLiveBytes().get(1).figures()).isEqualTo(figures(0, 0, 100, 1));
    }

    @Test
    void of_kindWithoutAnySample_isAllRest() {
        Sites sites = Sites.of(new SnapshotBuilder()
                .sampled(512 << 10)
                .kind("direct", figures(1000, 10, 1100, 11))
                .build());

        assertThat(sites.byLiveBytes()).isEmpty();
        assertThat(sites.top(100)).singleElement().satisfies(rest -> {
            assertThat(rest.rest()).isTrue();
            assertThat(rest.jdkInternal()).isFalse();
            assertThat(rest.callSite()).isNull();
            assertThat(rest.figures()).isEqualTo(figures(1000, 10, 1100, 11));
            assertThat(rest.exact()).isTrue();
        });
    }

    @Test
    void of_samplesOfFreedBlocksOnly_leavesTheLiveOnesToTheRest() {
        Sites sites = Sites.of(new SnapshotBuilder()
                .sampled(512 << 10)
                .kind("direct", figures(100, 1, 1100, 11))
                .stack("direct", figures(0, 0, 900, 9), LOAD)
                .build());

        assertThat(sites.byLiveBytes()).singleElement().satisfies(site -> {
            assertThat(site.figures()).isEqualTo(figures(0, 0, 1000, 10));
        });
        assertThat(sites.unknown(Layer.BASE)).isEqualTo(figures(100, 1, 100, 1));
    }

    @Test
    void of_filteredAndUnknownStacks_areTheRestOfTheirKind() {
        Sites sites = Sites.of(new SnapshotBuilder()
                .kind("direct", figures(60, 6, 60, 6))
                .stack("direct", figures(10, 1, 10, 1), LOAD)
                .unattributed("direct", Role.FILTERED, figures(20, 2, 20, 2))
                .unattributed("direct", Role.UNKNOWN, figures(30, 3, 30, 3))
                .build());

        assertThat(sites.filtered(Layer.BASE)).isEqualTo(figures(20, 2, 20, 2));
        assertThat(sites.unknown(Layer.BASE)).isEqualTo(figures(30, 3, 30, 3));
        Site rest = sites.top(10).get(0);
        assertThat(rest.rest()).isTrue();
        assertThat(rest.figures()).isEqualTo(figures(50, 5, 50, 5));
    }

    @Test
    void of_filteredStacks_leaveTheOthersExact() {
        Sites sites = Sites.of(new SnapshotBuilder()
                .kind("direct", figures(30, 3, 30, 3))
                .stack("direct", figures(10, 1, 10, 1), LOAD)
                .unattributed("direct", Role.FILTERED, figures(20, 2, 20, 2))
                .build());

        assertThat(sites.top(10)).extracting(Site::exact).containsExactly(true, true);
    }

    @Test
    void of_walkedButUnknownStacks_makeTheOthersOffByAsMuch() {
        Sites sites = Sites.of(new SnapshotBuilder()
                .kind("direct", figures(40, 4, 40, 4))
                .stack("direct", figures(10, 1, 10, 1), LOAD)
                .unattributed("direct", Role.UNKNOWN, figures(30, 3, 30, 3))
                .build());

        Site load = sites.byLiveBytes().get(0);
        assertThat(load.figures()).isEqualTo(figures(10, 1, 10, 1));
        assertThat(load.exact()).isFalse();
        assertThat(load.errorBytes()).isEqualTo(30);
    }

    @Test
    void of_walkedStacksBelowTheKind_areNotScaledUp() {
        Sites sites = Sites.of(new SnapshotBuilder()
                .kind("direct", figures(1_000_010, 11, 2_000_000, 20))
                .stack("direct", figures(1_000_003, 1, 1_000_003, 1), LOAD)
                .build());

        assertThat(sites.byLiveBytes().get(0).figures()).isEqualTo(figures(1_000_003, 1, 1_000_003, 1));
        assertThat(sites.unknown(Layer.BASE)).isEqualTo(figures(7, 10, 999_997, 19));
    }

    @Test
    void of_walkedStacksAboveTheKind_areScaledDownAndNotExact() {
        Sites sites = Sites.of(new SnapshotBuilder()
                .kind("direct", figures(50, 5, 50, 5))
                .stack("direct", figures(60, 6, 60, 6), LOAD)
                .build());

        Site site = sites.byLiveBytes().get(0);
        assertThat(site.figures()).isEqualTo(figures(50, 5, 50, 5));
        assertThat(site.exact()).isFalse();
        assertThat(site.errorBytes()).isEqualTo(10);
    }

    @Test
    void of_thinnedRecords_areNotExact() {
        Sites sites = Sites.of(new SnapshotBuilder()
                .thinned(4)
                .kind("direct", figures(4000, 40, 8000, 80))
                .stack("direct", figures(4000, 40, 8000, 80), LOAD)
                .build());

        assertThat(sites.byLiveBytes().get(0).exact()).isFalse();
        assertThat(sites.byLiveBytes().get(0).errorBytes()).isPositive();
        assertThat(sites.top(0).get(0).exact()).isFalse();
    }

    @Test
    void of_lostEvents_makeNothingExact() {
        Sites sites = Sites.of(new SnapshotBuilder()
                .lost(1, 0, 0)
                .kind("direct", figures(10, 1, 10, 1))
                .stack("direct", figures(10, 1, 10, 1), LOAD)
                .build());

        assertThat(sites.byLiveBytes().get(0).exact()).isFalse();
        assertThat(sites.byLiveBytes().get(0).errorBytes()).isZero();
    }

    @Test
    void of_stacksThatAreEqualUpToTheDepth_areOneStack() {
        Sites sites = Sites.of(new SnapshotBuilder()
                .depth(2)
                .kind("direct", figures(30, 2, 30, 2))
                .stack("direct", figures(10, 1, 10, 1), ALLOCATE, LOAD, MAIN)
                .stack("direct", figures(20, 1, 20, 1), ALLOCATE, LOAD, OTHER, MAIN)
                .build());

        assertThat(sites.byLiveBytes().get(0).stacks()).singleElement().satisfies(stack -> {
            assertThat(stack.frames()).containsExactly(ALLOCATE, LOAD);
            assertThat(stack.omittedFrames()).isEqualTo(2);
            assertThat(stack.figures()).isEqualTo(figures(30, 2, 30, 2));
        });
    }

    @Test
    void of_callSiteBeyondTheDepth_isStillTheCallSite() {
        Sites sites = Sites.of(new SnapshotBuilder()
                .depth(1)
                .kind("direct", figures(10, 1, 10, 1))
                .stack("direct", figures(10, 1, 10, 1), ALLOCATE, LOAD)
                .build());

        assertThat(sites.byLiveBytes().get(0).callSite()).isEqualTo(LOAD);
        assertThat(sites.byLiveBytes().get(0).stacks().get(0).frames()).containsExactly(ALLOCATE);
    }

    @Test
    void of_blocksOfSeveralStacks_areTheTenOldestOfTheSite() {
        SnapshotBuilder builder = new SnapshotBuilder().kind("direct", figures(24, 24, 24, 24));
        for (int stack = 0; stack < 3; stack++) {
            List<Block> blocks = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                blocks.add(new Block(100L * stack + i, 1, 80 - 10 * i - stack, null));
            }
            builder.stack(
                    "direct",
                    Layer.BASE,
                    new StackFigures(
                            Role.WALKED,
                            List.of(LOAD, frame("com.acme.Caller", "call", stack)),
                            figures(8, 8, 8, 8),
                            figures(8, 8, 8, 8),
                            8,
                            0,
                            8,
                            80 - stack,
                            blocks));
        }

        Site site = Sites.of(builder.build()).byLiveBytes().get(0);

        assertThat(site.oldestSeconds()).isEqualTo(80);
        assertThat(site.oldestBlocks())
                .extracting(Block::ageSeconds)
                .containsExactly(80.0, 79.0, 78.0, 70.0, 69.0, 68.0, 60.0, 59.0, 58.0, 50.0);
    }

    @Test
    void of_stacksOfAnUnlistedKind_areLeftOut() {
        Sites sites = Sites.of(new SnapshotBuilder()
                .stack("direct", figures(10, 1, 10, 1), LOAD)
                .build());

        assertThat(sites.kinds()).isEmpty();
        assertThat(sites.byLiveBytes()).isEmpty();
    }

    @Test
    void of_kindListedTwice_isAddedUp() {
        Sites sites = Sites.of(new SnapshotBuilder()
                .kind("direct", figures(10, 1, 10, 1))
                .kind("direct", figures(5, 1, 20, 4))
                .build());

        assertThat(sites.kinds()).singleElement().satisfies(kind -> {
            assertThat(kind.figures()).isEqualTo(figures(15, 2, 30, 5));
        });
    }

    @Test
    void of_kindWithMoreLiveThanAllocated_countsTheLiveOnesAsAllocated() {
        Sites sites = Sites.of(new SnapshotBuilder()
                .kind("direct", figures(100, 10, 60, 6))
                .kind("unsafe", figures(-1, -1, 5, 1))
                .build());

        assertThat(sites.total(Layer.BASE)).isEqualTo(figures(100, 10, 105, 11));
    }

    @Test
    void top_ofMoreSitesThanAsked_isTheUnionOfBothOrdersAndARestAKind() {
        SnapshotBuilder builder = new SnapshotBuilder()
                .kind("direct", figures(600, 60, 10_100, 1010))
                .kind("unsafe", figures(5, 1, 5, 1));
        builder.stack("direct", figures(300, 30, 300, 30), frame("A", "a", 1));
        builder.stack("direct", figures(200, 20, 200, 20), frame("B", "b", 1));
        builder.stack("direct", figures(100, 10, 100, 10), frame("C", "c", 1));
        builder.stack("direct", figures(0, 0, 9500, 950), frame("D", "d", 1));
        builder.stack("unsafe", figures(5, 1, 5, 1), frame("E", "e", 1));

        List<Site> top = Sites.of(builder.build()).top(1);

        assertThat(top)
                .extracting(site ->
                        site.rest() ? "rest of " + site.kind() : site.callSite().className())
                .containsExactly("A", "rest of direct", "rest of unsafe", "D");
        assertThat(top.get(1).figures()).isEqualTo(figures(300, 30, 300, 30));
        assertThat(top.get(1).exact()).isTrue();
        assertThat(top.get(1).stacks()).isEmpty();
    }

    @Test
    void top_ofNothing_isNothing() {
        assertThat(Sites.of(new SnapshotBuilder().build()).top(100)).isEmpty();
        assertThat(Sites.of(new SnapshotBuilder().kind("direct", Figures.ZERO).build())
                        .top(-1))
                .isEmpty();
    }

    private static Figures figures(long liveBytes, long liveCount, long allocatedBytes, long allocatedCount) {
        return new Figures(liveBytes, liveCount, allocatedBytes, allocatedCount);
    }
}
