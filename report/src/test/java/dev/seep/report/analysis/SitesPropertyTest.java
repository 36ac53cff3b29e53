// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.report.analysis;

import static dev.seep.report.SnapshotBuilder.frame;
import static org.assertj.core.api.Assertions.assertThat;

import dev.seep.report.LabelledSite;
import dev.seep.report.RandomSnapshots;
import dev.seep.report.SnapshotBuilder;
import dev.seep.report.snapshot.Figures;
import dev.seep.report.snapshot.Frame;
import dev.seep.report.snapshot.Layer;
import dev.seep.report.snapshot.SiteFigures;
import dev.seep.report.snapshot.Snapshot;
import dev.seep.report.snapshot.ThreadFigures;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class SitesPropertyTest {
    private static final int SEEDS = 1000;

    @Test
    void top_ofAnySnapshot_addsUpToTheKinds() {
        for (int seed = 0; seed < SEEDS; seed++) {
            Snapshot snapshot = RandomSnapshots.of(seed);
            Sites sites = Sites.of(snapshot);
            List<Site> top = sites.top(snapshot.top());
            for (Kind kind : sites.kinds()) {
                Figures sum = Figures.ZERO;
                for (Site site : top) {
                    boolean ofKind = site.kind().equals(kind.kind()) && site.layer() == kind.layer();
                    sum = ofKind ? sum.plus(site.figures()) : sum;
                }
                assertThat(sum).as("seed %d, kind %s", seed, kind.kind()).isEqualTo(kind.figures());
            }
        }
    }

    @Test
    void stacks_ofAnySite_addUpToTheSite() {
        for (int seed = 0; seed < SEEDS; seed++) {
            for (Site site : Sites.of(RandomSnapshots.of(seed)).byLiveBytes()) {
                Figures sum = Figures.ZERO;
                for (SiteStack stack : site.stacks()) {
                    sum = sum.plus(stack.figures());
                }
                assertThat(sum).as("seed %d", seed).isEqualTo(site.figures());
            }
        }
    }

    @Test
    void details_ofAnySite_addUpToTheSite() {
        for (int seed = 0; seed < SEEDS; seed++) {
            for (Site site : Sites.of(RandomSnapshots.of(seed)).top(5)) {
                SiteDetails details = site.details();
                long sizes = details.sizes().stream().mapToLong(count -> count).sum();
                long lifetimes =
                        details.lifetimes().stream().mapToLong(count -> count).sum();
                long live = details.threads().stream()
                        .mapToLong(ThreadFigures::liveBytes)
                        .sum();
                long allocated = details.threads().stream()
                        .mapToLong(ThreadFigures::allocatedBytes)
                        .sum();
                assertThat(sizes).as("seed %d", seed).isIn(0L, site.figures().allocatedCount());
                assertThat(lifetimes)
                        .as("seed %d", seed)
                        .isIn(0L, site.figures().freedCount());
                assertThat(live).as("seed %d", seed).isIn(0L, site.figures().liveBytes());
                assertThat(allocated)
                        .as("seed %d", seed)
                        .isIn(0L, site.figures().allocatedBytes());
                assertThat(details.generations()).as("seed %d", seed).allSatisfy(generation -> {
                    assertThat(generation.liveBytes()).isBetween(0L, generation.allocatedBytes());
                });
            }
        }
    }

    @Test
    void labelledSite_ofAnySnapshot_isNoSmallerThanItWasCounted() {
        for (int seed = 0; seed < SEEDS; seed++) {
            Snapshot snapshot = RandomSnapshots.of(seed);
            Sites sites = Sites.of(snapshot);
            for (Layer layer : Layer.values()) {
                Figures labelled = Figures.ZERO;
                for (SiteFigures site : snapshot.sites()) {
                    boolean listed = snapshot.kinds().stream()
                            .anyMatch(kind -> kind.kind().equals(site.kind()) && kind.layer() == site.layer());
                    labelled = listed && site.callSite() != null && site.layer() == layer
                            ? labelled.plus(site.figures())
                            : labelled;
                }
                assertThat(labelled.plus(sites.unlabelled(layer)))
                        .as("seed %d", seed)
                        .isEqualTo(sites.total(layer));
            }
        }
    }

    @Test
    void figures_ofAnySite_areNeverNegativeNorLiveBeyondAllocated() {
        for (int seed = 0; seed < SEEDS; seed++) {
            for (Site site : Sites.of(RandomSnapshots.of(seed)).top(5)) {
                Figures figures = site.figures();
                assertThat(figures.liveBytes()).as("seed %d", seed).isBetween(0L, figures.allocatedBytes());
                assertThat(figures.liveCount()).as("seed %d", seed).isBetween(0L, figures.allocatedCount());
                assertThat(site.errorBytes()).as("seed %d", seed).isNotNegative();
                assertThat(site.exact() && site.errorBytes() != 0)
                        .as("seed %d", seed)
                        .isFalse();
            }
        }
    }

    @Test
    void top_ofAnySnapshot_isOrderedByLiveBytes() {
        for (int seed = 0; seed < SEEDS; seed++) {
            assertThat(Sites.of(RandomSnapshots.of(seed)).top(7))
                    .isSortedAccordingTo((one, other) -> Long.compare(
                            other.figures().liveBytes(), one.figures().liveBytes()));
        }
    }

    @Test
    void of_hundredThousandStacks_takesLessThanTwoSecondsOfProcessorTime() {
        SnapshotBuilder builder = new SnapshotBuilder()
                .sampled(512 << 10)
                .kind("direct", new Figures(1L << 40, 1 << 20, 1L << 45, 1 << 25));
        for (int i = 0; i < 100_000; i++) {
            Frame[] frames = new Frame[30];
            for (int depth = 0; depth < frames.length; depth++) {
                frames[depth] = frame("com.acme.deep.Class" + depth, "method", depth == 0 ? i / 10 : i);
            }
            builder.stack("direct", new Figures(i, 1, 3L * i, 3), frames);
        }
        Snapshot snapshot = builder.build();
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long start = threads.getCurrentThreadCpuTime();

        List<Site> top = Sites.of(snapshot).top(100);

        Duration taken = Duration.ofNanos(threads.getCurrentThreadCpuTime() - start);
        assertThat(taken).isLessThan(Duration.ofSeconds(2)); // 0.2 s once compiled
        assertThat(top).hasSize(101);
        assertThat(top.get(1).stacks()).hasSize(10);
    }

    @Test
    void of_sixteenThousandLabelledSites_takesLessThanTwoSecondsOfProcessorTime() {
        SnapshotBuilder builder = new SnapshotBuilder().sampled(512 << 10).kind("direct", Figures.ZERO);
        for (int line = 0; line < 16_384; line++) {
            Frame callSite = frame("com.acme.wide.Class" + line % 100, "method", line);
            LabelledSite site = LabelledSite.of("direct", callSite, new Figures(1000, 10, 4000, 40))
                    .sizes(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L)
                    .lifetimes(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L)
                    .thread("main", 1, 2)
                    .thread("worker", 1, 2);
            for (int stack = 0; stack < 6; stack++) {
                Frame caller = frame("com.acme.wide.Caller", "call", stack);
                site.stack(new Figures(stack, stack, stack, stack), Figures.ZERO, callSite, caller);
            }
            builder.site(site.build());
        }
        Snapshot snapshot = builder.build();
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long start = threads.getCurrentThreadCpuTime();

        List<Site> top = Sites.of(snapshot).top(100);

        Duration taken = Duration.ofNanos(threads.getCurrentThreadCpuTime() - start);
        assertThat(taken).isLessThan(Duration.ofSeconds(2)); // 0.3 s
        assertThat(top.get(0).figures())
                .isEqualTo(new Figures(16_384_000 - 100_000, 163_840 - 1000, 65_536_000 - 400_000, 655_360 - 4000));
        assertThat(top.get(0).exact()).isTrue();
    }
}
