// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.agent;

import dev.seep.agent.hook.CallSlot;
import dev.seep.agent.hook.Hooks;
import dev.seep.agent.kind.Kinds;
import dev.seep.agent.live.LiveTable;
import dev.seep.agent.memory.OwnMemory;
import dev.seep.agent.option.Options;
import dev.seep.agent.record.Ticks;
import dev.seep.agent.stack.StackTable;
import dev.seep.report.snapshot.Block;
import dev.seep.report.snapshot.Figures;
import dev.seep.report.snapshot.Frame;
import dev.seep.report.snapshot.KindFigures;
import dev.seep.report.snapshot.Layer;
import dev.seep.report.snapshot.NotSeen;
import dev.seep.report.snapshot.OwnCost;
import dev.seep.report.snapshot.Reason;
import dev.seep.report.snapshot.SiteFigures;
import dev.seep.report.snapshot.Snapshot;
import dev.seep.report.snapshot.StackFigures;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Turns what the tables hold into a {@link Snapshot}. Thread-safe; takes one at a time. */
final class SnapshotTaker {
    private final Tracking tracking;
    private final ProcessReader process = new ProcessReader();

    SnapshotTaker(Tracking tracking) {
        this.tracking = tracking;
    }

    /**
     * Takes a snapshot from one scan of each live table. The calling thread is inside the agent meanwhile.
     *
     * @throws IllegalStateException if there is no memory for the scan
     */
    synchronized Snapshot take(Reason reason) {
        CallSlot slot = CallSlot.enterAgent();
        try {
            return takeInside(reason);
        } finally {
            if (slot != null) {
                slot.exit();
            }
        }
    }

    private Snapshot takeInside(Reason reason) {
        tracking.ticks().advance();
        List<KindFigures> kinds = new ArrayList<>();
        List<SiteFigures> sites = new ArrayList<>();
        StackReader stackReader = new StackReader(tracking.stackTable(), tracking.kinds());
        for (Layer layer : Layer.values()) {
            LiveTable table = tracking.liveTables().of(layer);
            LiveScan scan = new LiveScan(table.thinned());
            if (table.count() > 0 && !table.scan(scan)) {
                throw new IllegalStateException("no memory to scan the live blocks: layer=" + layer.label());
            }
            int known = kinds.size();
            addKinds(layer, scan, kinds);
            for (KindFigures kind : kinds.subList(known, kinds.size())) {
                sites.add(unlabelled(
                        kind,
                        stackReader.stacks(kind.kind(), scan, tracking.ticks().now())));
            }
        }
        Options options = tracking.options();
        return new Snapshot(
                reason,
                process.describe(tracking.startedMillis(), tracking.ticks().elapsedNanos()),
                options.asText(),
                options.intervalBytes() <= 1,
                options.intervalBytes(),
                options.depth(),
                options.top(),
                kinds,
                sites,
                List.of(),
                tracking.totals().peaks(),
                unknownFrees(),
                tracking.attachedLater(),
                process.memory(),
                notSeen(),
                ownCost());
    }

    private static SiteFigures unlabelled(KindFigures kind, List<StackFigures> stacks) {
        double oldestSeconds = 0;
        for (StackFigures stack : stacks) {
            oldestSeconds = Math.max(oldestSeconds, stack.oldestSeconds());
        }
        return new SiteFigures(
                kind.kind(),
                kind.layer(),
                null,
                kind.figures(),
                null,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                oldestSeconds,
                List.of(),
                stacks);
    }

    private void addKinds(Layer layer, LiveScan scan, List<KindFigures> kindFigures) {
        Kinds kinds = tracking.kinds();
        for (int kind = 0; kind < kinds.count(); kind++) {
            if (kinds.layer(kind) != layer) {
                continue;
            }
            long liveBytes = scan.bytes(kind);
            long liveCount = scan.count(kind);
            // Read after the scan, and never less than what it found: a block may have come meanwhile.
            long allocatedBytes = Math.max(liveBytes, tracking.totals().of(kind, LiveTable.ALLOCATED_BYTES));
            long allocatedCount = Math.max(liveCount, tracking.totals().of(kind, LiveTable.ALLOCATED_COUNT));
            if (allocatedCount > 0) {
                Figures figures = new Figures(liveBytes, liveCount, allocatedBytes, allocatedCount);
                kindFigures.add(new KindFigures(kinds.name(kind), layer, figures));
            }
        }
    }

    private long unknownFrees() {
        long sum = 0;
        for (Layer layer : Layer.values()) {
            sum += tracking.liveTables().of(layer).unknownFrees();
        }
        return sum;
    }

    private NotSeen notSeen() {
        long thinned = 1;
        for (Layer layer : Layer.values()) {
            thinned = Math.max(thinned, tracking.liveTables().of(layer).thinned());
        }
        return new NotSeen(
                tracking.notWoven().list(),
                Blindness.sentences(tracking.instrumentation(), tracking.droppedEvents()),
                thinned,
                tracking.recorder().lost() + Hooks.lostReports(),
                Hooks.labelsLost(),
                tracking.stackTable().droppedCount(),
                0);
    }

    private OwnCost ownCost() {
        long records = 0;
        for (Layer layer : Layer.values()) {
            records += tracking.liveTables().of(layer).count();
        }
        long nanos = tracking.drawn().walkNanos() + tracking.ownThreadNanos();
        return new OwnCost(
                OwnMemory.usedBytes(),
                nanos / 1e9,
                tracking.drawn().walks(),
                records,
                tracking.stackTable().count());
    }

    /** Reads the stack table once, frame by frame, for all layers. */
    private static final class StackReader {
        private final StackTable table;
        private final Kinds kinds;
        private final FrameReader frames = new FrameReader();

        StackReader(StackTable table, Kinds kinds) {
            this.table = table;
            this.kinds = kinds;
        }

        List<StackFigures> stacks(String kindName, LiveScan scan, int now) {
            List<StackFigures> stacks = new ArrayList<>();
            int size = table.size();
            for (int id = 1; id < size; id++) {
                int kind = table.kind(id);
                if (kind < kinds.count() && kinds.name(kind).equals(kindName) && table.allocatedSamples(id) > 0) {
                    stacks.add(read(id, scan.sum(id), now));
                }
            }
            return stacks;
        }

        private StackFigures read(int id, LiveScan.@Nullable StackSum found, int now) {
            LiveScan.StackSum sum = found == null ? new LiveScan.StackSum() : found;
            StackFigures.Role role = table.isFiltered(id)
                    ? StackFigures.Role.FILTERED
                    : table.isUnknown(id) ? StackFigures.Role.UNKNOWN : StackFigures.Role.WALKED;
            List<Frame> trace = role == StackFigures.Role.WALKED ? frames.read(table.frames(id)) : List.of();
            long liveBytes = Math.round(sum.bytes);
            long liveCount = Math.round(sum.count);
            Figures estimate = new Figures(
                    liveBytes,
                    liveCount,
                    Math.max(liveBytes, table.allocatedBytes(id)),
                    Math.max(liveCount, (table.allocatedCount256(id) + 128) / 256));
            return new StackFigures(
                    role,
                    trace,
                    estimate,
                    Figures.ZERO,
                    sum.samples,
                    sum.variance,
                    Math.max(sum.samples, table.allocatedSamples(id)),
                    sum.samples == 0 ? 0 : seconds(now - sum.oldestTick),
                    oldestBlocks(sum, now));
        }

        private static List<Block> oldestBlocks(LiveScan.StackSum sum, int now) {
            List<Block> blocks = new ArrayList<>(sum.blocks);
            for (int i = 0; i < sum.blocks; i++) {
                blocks.add(new Block(sum.addresses[i], sum.sizes[i], seconds(now - sum.ticks[i]), null));
            }
            return blocks;
        }

        private static double seconds(int ticks) {
            return Math.max(0, ticks) * (Ticks.TICK_MILLIS / 1e3);
        }
    }
}
