// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.report.analysis;

import static dev.seep.report.SnapshotBuilder.frame;
import static org.assertj.core.api.Assertions.assertThat;

import dev.seep.report.LabelledSite;
import dev.seep.report.SnapshotBuilder;
import dev.seep.report.snapshot.Block;
import dev.seep.report.snapshot.Figures;
import dev.seep.report.snapshot.Frame;
import dev.seep.report.snapshot.Snapshot;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Snapshots of parts of a program's blocks, merged, against the one of all. */
class SnapshotMergeTest {
    private static final int SEEDS = 300;

    @Test
    void merge_ofThePartsOfAnySnapshot_isTheWhole() {
        for (int seed = 0; seed < SEEDS; seed++) {
            Random random = new Random(seed);
            List<AnyBlock> blocks = AnyBlock.some(random);
            List<List<AnyBlock>> parts = parts(blocks, 2 + random.nextInt(4), random);

            Snapshot merged = SnapshotMerge.of(snapshots(parts));

            MergedParts.of(merged).assertEqualTo(MergedParts.of(AnyBlock.snapshot(blocks)), seed);
        }
    }

    @Test
    void merge_inAnyOrderAndGrouping_isTheSame() {
        for (int seed = 0; seed < SEEDS; seed++) {
            Random random = new Random(seed);
            List<Snapshot> parts = snapshots(parts(AnyBlock.some(random), 4, random));
            MergedParts expected = MergedParts.of(SnapshotMerge.of(parts));
            List<Snapshot> shuffled = new ArrayList<>(parts);
            Collections.shuffle(shuffled, random);
            int at = 1 + random.nextInt(3);

            Snapshot first = SnapshotMerge.of(shuffled.subList(0, at));
            Snapshot second = SnapshotMerge.of(shuffled.subList(at, 4));

            MergedParts.of(SnapshotMerge.of(shuffled)).assertEqualTo(expected, seed);
            MergedParts.of(SnapshotMerge.of(List.of(first, second))).assertEqualTo(expected, seed);
        }
    }

    @Test
    void merge_ofMergedSnapshots_countsTheJvmsAndNamesEachCommandOnce() {
        Snapshot one = new SnapshotBuilder().command("One 5; really").build();
        Snapshot other = new SnapshotBuilder().command("Other").build();

        Snapshot merged = SnapshotMerge.of(List.of(SnapshotMerge.of(List.of(one, other)), other, one));

        assertThat(merged.process().command()).isEqualTo("4 JVMs: One 5; really; Other");
        assertThat(merged.process().jvm()).isEqualTo(one.process().jvm());
    }

    @Test
    void oldestBlocks_atOneAddressInTwoJvms_areTwo() {
        Snapshot one = withOldest(new Block(4096, 10, 3.0, "main"));
        Snapshot other = withOldest(new Block(4096, 20, 5.0, "main"));

        Snapshot merged = SnapshotMerge.of(List.of(one, other));

        assertThat(merged.sites().get(0).oldestBlocks())
                .containsExactly(new Block(4096, 20, 5.0, "main"), new Block(4096, 10, 3.0, "main"));
    }

    @Test
    void unlabelledLine_thatLeaksInJvmsOfDifferentEpochs_isSuspectedWhenMerged() {
        Snapshot merged = SnapshotMerge.of(List.of(unlabelled(0.1, 60), unlabelled(0.2, 40)));

        Sites sites = Sites.of(merged);
        Judgement judgement = Judgement.of(sites);

        assertThat(judgement.suspects()).hasSize(1);
        assertThat(judgement.suspects().get(0).culprit()).isEqualTo(frame("com.acme.Leak", "run", 1));
        assertThat(judgement.suspects().get(0).judgement().verdict()).isEqualTo(Verdict.LIKELY);
        assertThat(sites.byLiveBytes())
                .hasSize(2)
                .allSatisfy(site -> assertThat(site.details().generations())
                        .hasSize(40)
                        .extracting("liveBytes", Long.class)
                        .satisfies(live -> assertThat(
                                        live.stream().mapToLong(bytes -> bytes).sum())
                                .isEqualTo(site.figures().liveBytes())));
    }

    /** A line that leaks a sample in each epoch, and one that took ten in its first two. */
    private static Snapshot unlabelled(double epochSeconds, int epochs) {
        long sample = 1 << 19;
        List<Long> leak = Collections.nCopies(epochs, sample);
        List<Long> pool = new ArrayList<>(Collections.nCopies(epochs, 0L));
        pool.set(0, 6 * sample);
        pool.set(1, 4 * sample);
        Figures leaking = new Figures(epochs * sample, epochs * 512L, epochs * sample, epochs * 512L);
        Figures pooled = new Figures(10 * sample, 5120, 10 * sample, 5120);
        LabelledSite site = LabelledSite.unlabelled("unsafe", leaking.plus(pooled))
                .liveGenerations(leak, leaking, frame("com.acme.Leak", "run", 1))
                .liveGenerations(pool, pooled, frame("com.acme.Pool", "fill", 2));
        for (int i = 0; i < epochs; i++) {
            site.generation(i * epochSeconds, leak.get(i) + pool.get(i), leak.get(i) + pool.get(i));
        }
        return new SnapshotBuilder()
                .sampled(sample)
                .kind("unsafe", leaking.plus(pooled))
                .site(site.build())
                .build();
    }

    private static Snapshot withOldest(Block block) {
        Frame line = frame("com.acme.Line", "run", 1);
        Figures figures = new Figures(block.size(), 1, block.size(), 1);
        return new SnapshotBuilder()
                .kind("direct", figures)
                .site(LabelledSite.of("direct", line, figures).oldest(block).build())
                .build();
    }

    private static List<List<AnyBlock>> parts(List<AnyBlock> blocks, int count, Random random) {
        List<List<AnyBlock>> parts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            parts.add(new ArrayList<>());
        }
        for (AnyBlock block : blocks) {
            parts.get(random.nextInt(count)).add(block);
        }
        return parts;
    }

    private static List<Snapshot> snapshots(List<List<AnyBlock>> parts) {
        List<Snapshot> snapshots = new ArrayList<>();
        for (List<AnyBlock> part : parts) {
            snapshots.add(AnyBlock.snapshot(part));
        }
        return snapshots;
    }
}
