// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.report.analysis;

import static dev.seep.report.SnapshotBuilder.frame;

import dev.seep.report.LabelledSite;
import dev.seep.report.SnapshotBuilder;
import dev.seep.report.snapshot.AllocatorTime;
import dev.seep.report.snapshot.Block;
import dev.seep.report.snapshot.Figures;
import dev.seep.report.snapshot.Frame;
import dev.seep.report.snapshot.Generation;
import dev.seep.report.snapshot.Layer;
import dev.seep.report.snapshot.Snapshot;
import dev.seep.report.snapshot.StackFigures;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** A block that a program allocated, from which snapshots of all blocks and of some can be made. */
record AnyBlock(
        String kind,
        int line,
        int caller,
        long size,
        int allocatedAt,
        int freedAt,
        boolean drawn,
        String thread,
        long address) {
    private static final int EPOCHS = 12;
    private static final int UNLABELLED = 0;

    static List<AnyBlock> some(Random random) {
        List<AnyBlock> blocks = new ArrayList<>();
        int count = 1 + random.nextInt(200);
        for (int i = 0; i < count; i++) {
            int allocatedAt = random.nextInt(EPOCHS);
            blocks.add(new AnyBlock(
                    random.nextBoolean() ? "direct" : "unsafe",
                    random.nextInt(4),
                    random.nextInt(3),
                    1 + random.nextInt(1 << 20),
                    allocatedAt,
                    allocatedAt + random.nextInt(2 * EPOCHS),
                    random.nextBoolean(),
                    "thread-" + random.nextInt(3),
                    (1L + i) << 4));
        }
        return blocks;
    }

    private boolean live() {
        return freedAt >= EPOCHS;
    }

    private Figures figures() {
        return new Figures(live() ? size : 0, live() ? 1 : 0, size, 1);
    }

    /** {@return the snapshot of a program that has allocated {@code blocks} and no others} */
    static Snapshot snapshot(List<AnyBlock> blocks) {
        SnapshotBuilder builder = new SnapshotBuilder().sampled(4096);
        Map<String, List<AnyBlock>> sites = new TreeMap<>();
        Map<String, Figures> kinds = new TreeMap<>();
        long live = 0;
        for (AnyBlock block : blocks) {
            sites.computeIfAbsent(block.kind + block.line, key -> new ArrayList<>())
                    .add(block);
            kinds.merge(block.kind, block.figures(), Figures::plus);
            live += block.figures().liveBytes();
        }
        kinds.forEach(builder::kind);
        sites.values().forEach(site -> addSite(builder, site));
        for (Layer layer : Layer.values()) {
            builder.peak(layer, layer == Layer.BASE ? live : 0);
        }
        return builder.build();
    }

    private static void addSite(SnapshotBuilder builder, List<AnyBlock> blocks) {
        Map<Integer, List<AnyBlock>> callers = new TreeMap<>();
        Map<String, Figures> threads = new TreeMap<>();
        Figures figures = Figures.ZERO;
        Long[] sizes = zeros(21);
        Long[] lifetimes = zeros(6);
        for (AnyBlock block : blocks) {
            figures = figures.plus(block.figures());
            threads.merge(block.thread, block.figures(), Figures::plus);
            callers.computeIfAbsent(block.caller, key -> new ArrayList<>()).add(block);
            sizes[63 - Long.numberOfLeadingZeros(block.size)]++;
            if (!block.live()) {
                lifetimes[block.freedAt - block.allocatedAt >> 1]++;
            }
        }
        AnyBlock any = blocks.get(0);
        LabelledSite site = any.line == UNLABELLED
                ? LabelledSite.unlabelled(any.kind, figures)
                : LabelledSite.of(any.kind, any.callSite(), figures);
        for (int epoch = 0; epoch < EPOCHS; epoch++) {
            site.generation(generation(blocks, epoch));
        }
        threads.forEach((name, of) -> site.thread(name, of.liveBytes(), of.allocatedBytes()));
        callers.values().forEach(stack -> site.stack(stack(stack)));
        site.sizes(sizes).lifetimes(lifetimes).oldest(oldest(blocks).toArray(new Block[0]));
        site.allocatorTime(new AllocatorTime(blocks.size() / 64.0, blocks.size(), List.of((long) blocks.size())));
        builder.site(site.build());
    }

    private Frame callSite() {
        return frame("com.acme.Line" + line, "run", line);
    }

    private static Long[] zeros(int count) {
        return Collections.nCopies(count, 0L).toArray(new Long[0]);
    }

    private static Generation generation(List<AnyBlock> blocks, int epoch) {
        long allocated = 0;
        long live = 0;
        long endLive = 0;
        for (AnyBlock block : blocks) {
            boolean now = block.allocatedAt == epoch;
            allocated += now ? block.size : 0;
            live += now && block.live() ? block.size : 0;
            endLive += block.allocatedAt <= epoch && block.freedAt > epoch ? block.size : 0;
        }
        return new Generation(epoch, allocated, live, endLive);
    }

    private static StackFigures stack(List<AnyBlock> blocks) {
        Figures walked = Figures.ZERO;
        Figures estimate = Figures.ZERO;
        Long[] live = zeros(EPOCHS);
        for (AnyBlock block : blocks) {
            walked = walked.plus(block.figures());
            estimate = block.drawn ? estimate.plus(block.figures()) : estimate;
            live[block.allocatedAt] += block.figures().liveBytes();
        }
        AnyBlock any = blocks.get(0);
        List<Block> oldest = oldest(blocks);
        return new StackFigures(
                StackFigures.Role.WALKED,
                List.of(any.callSite(), frame("com.acme.Caller" + any.caller, "call", 7)),
                estimate,
                walked,
                estimate.liveCount(),
                estimate.liveBytes() * 1024.0,
                estimate.allocatedCount(),
                oldest.isEmpty() ? 0 : oldest.get(0).ageSeconds(),
                oldest,
                any.line == UNLABELLED ? List.of(live) : List.of());
    }

    /** The ten oldest, of which those that are as old as each other have an order too. */
    private static List<Block> oldest(List<AnyBlock> blocks) {
        return blocks.stream()
                .filter(AnyBlock::live)
                .map(block -> new Block(
                        block.address, block.size, EPOCHS - block.allocatedAt - block.address / 65536.0, block.thread))
                .sorted((one, other) -> Double.compare(other.ageSeconds(), one.ageSeconds()))
                .limit(10)
                .toList();
    }
}
