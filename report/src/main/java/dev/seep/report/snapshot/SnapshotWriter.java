// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.report.snapshot;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes snapshots to a {@code .seep} file, the one form from which every report can be made.
 *
 * <p>Streamed: at most a section, some 128 KiB, is held in memory. Confined to one thread.
 */
public final class SnapshotWriter {
    private final OutputStream out;
    private final SectionOutput sections;

    /**
     * Writes the header of a file.
     *
     * @param out where to, in pieces of at most a few hundred KiB; neither flushed nor closed
     * @throws IOException if {@code out} refuses
     */
    public SnapshotWriter(OutputStream out) throws IOException {
        this(out, SnapshotFormat.HEADER);
    }

    private SnapshotWriter(OutputStream out, byte[] header) throws IOException {
        this.out = out;
        sections = new SectionOutput(out);
        out.write(header);
    }

    /**
     * Encodes a snapshot that is to be kept in memory, and perhaps to be appended to a file.
     *
     * @param name by which it is found again
     */
    public static byte[] encode(String name, Snapshot snapshot) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(4096);
        try {
            new SnapshotWriter(bytes, new byte[0]).write(name, snapshot);
        } catch (IOException e) {
            throw new AssertionError("memory refused", e);
        }
        return bytes.toByteArray();
    }

    /** Appends what {@link #encode} made. */
    public void append(byte[] encoded) throws IOException {
        out.write(encoded);
    }

    /**
     * Writes a snapshot.
     *
     * @param name empty for the snapshot that the file is about, else the name of a mark
     * @throws IOException if the stream refuses
     */
    public void write(String name, Snapshot snapshot) throws IOException {
        begin(name, snapshot);
        settings(snapshot);
        kinds(snapshot.kinds());
        peaks(snapshot.peaks());
        notSeen(snapshot.notSeen());
        own(snapshot.own());
        timeline(snapshot.timeline());
        sites(snapshot.sites());
        sections.begin(SnapshotFormat.END);
        sections.record(SnapshotFormat.ENTRY).count(snapshot.sites().size()).endRecord();
        sections.end();
    }

    private void begin(String name, Snapshot snapshot) throws IOException {
        ProcessDescription process = snapshot.process();
        Instant started = process.started();
        Instant ended = process.ended();
        sections.begin(SnapshotFormat.BEGIN);
        sections.record(SnapshotFormat.ENTRY)
                .text(name)
                .text(snapshot.reason().label())
                .number(process.pid())
                .text(process.command())
                .text(process.jvm())
                .text(process.os())
                .number(started.getEpochSecond())
                .number(started.getNano())
                .number(ended.getEpochSecond())
                .number(ended.getNano())
                .decimal(process.durationSeconds())
                .flag(snapshot.allStacksWalked())
                .number(snapshot.sampleIntervalBytes())
                .number(snapshot.depth())
                .number(snapshot.top())
                .number(snapshot.unknownFreeCount())
                .flag(snapshot.beforeStart())
                .number(snapshot.memory().rssBytes())
                .number(snapshot.memory().javaHeapBytes())
                .count(snapshot.suppressions().size());
        for (String rule : snapshot.suppressions()) {
            sections.text(rule);
        }
        sections.endRecord();
        sections.end();
    }

    private void settings(Snapshot snapshot) throws IOException {
        sections.begin(SnapshotFormat.SETTINGS);
        for (Map.Entry<String, String> setting : snapshot.settings().entrySet()) {
            sections.record(SnapshotFormat.ENTRY)
                    .text(setting.getKey())
                    .text(setting.getValue())
                    .endRecord();
        }
        sections.end();
    }

    private void kinds(List<KindFigures> kinds) throws IOException {
        sections.begin(SnapshotFormat.KINDS);
        for (KindFigures kind : kinds) {
            sections.record(SnapshotFormat.ENTRY)
                    .text(kind.kind())
                    .text(kind.layer().label());
            figures(kind.figures());
            sections.endRecord();
        }
        sections.end();
    }

    private void peaks(List<LayerPeak> peaks) throws IOException {
        sections.begin(SnapshotFormat.PEAKS);
        for (LayerPeak peak : peaks) {
            sections.record(SnapshotFormat.ENTRY)
                    .text(peak.layer().label())
                    .number(peak.peakLiveBytes())
                    .endRecord();
        }
        sections.end();
    }

    private void notSeen(NotSeen notSeen) throws IOException {
        sections.begin(SnapshotFormat.NOT_SEEN);
        sections.record(SnapshotFormat.ENTRY)
                .number(notSeen.thinned())
                .number(notSeen.lostCount())
                .number(notSeen.labelsLost())
                .number(notSeen.stacksDropped())
                .number(notSeen.callSitesRefused())
                .count(notSeen.kinds().size());
        for (String kind : notSeen.kinds()) {
            sections.text(kind);
        }
        sections.endRecord();
        for (NotSeen.NotWoven notWoven : notSeen.classesNotWoven()) {
            sections.record(SnapshotFormat.NOT_WOVEN)
                    .text(notWoven.className())
                    .text(notWoven.reason())
                    .endRecord();
        }
        sections.end();
    }

    private void own(OwnCost own) throws IOException {
        sections.begin(SnapshotFormat.OWN);
        sections.record(SnapshotFormat.ENTRY)
                .number(own.memoryBytes())
                .decimal(own.cpuSeconds())
                .number(own.stacksWalked())
                .number(own.liveRecords())
                .number(own.stacks())
                .endRecord();
        sections.end();
    }

    private void timeline(List<TimelinePoint> timeline) throws IOException {
        sections.begin(SnapshotFormat.TIMELINE);
        for (TimelinePoint point : timeline) {
            sections.record(SnapshotFormat.ENTRY)
                    .decimal(point.seconds())
                    .number(point.baseBytes())
                    .number(point.mappedBytes())
                    .number(point.poolBytes())
                    .number(point.rssBytes())
                    .number(point.javaHeapBytes())
                    .endRecord();
        }
        sections.end();
    }

    private void sites(List<SiteFigures> sites) throws IOException {
        sections.begin(SnapshotFormat.SITES);
        for (int i = 0; i < sites.size(); i++) {
            SiteFigures site = sites.get(i);
            site(i, site);
            for (StackFigures stack : site.stacks()) {
                stack(i, stack);
            }
        }
        sections.end();
    }

    private void site(int ordinal, SiteFigures site) throws IOException {
        sections.record(SnapshotFormat.ENTRY)
                .count(ordinal)
                .text(site.kind())
                .text(site.layer().label())
                .frame(site.callSite());
        figures(site.figures());
        allocatorTime(site.allocatorTime());
        sections.count(site.generations().size());
        for (Generation generation : site.generations()) {
            sections.decimal(generation.startSeconds())
                    .number(generation.allocatedBytes())
                    .number(generation.liveBytes())
                    .number(generation.endLiveBytes());
        }
        sections.numbers(site.sizes()).numbers(site.lifetimes());
        sections.count(site.threads().size());
        for (ThreadFigures thread : site.threads()) {
            sections.text(thread.name()).number(thread.liveBytes()).number(thread.allocatedBytes());
        }
        sections.decimal(site.oldestSeconds());
        blocks(site.oldestBlocks());
        OwnerFigures owners = site.owners();
        sections.flag(owners != null);
        if (owners != null) {
            sections.number(owners.lostCount()).number(owners.freedByGcCount()).number(owners.closedCount());
            sections.number(owners.pendingCount());
        }
        sections.endRecord();
    }

    private void stack(int site, StackFigures stack) throws IOException {
        sections.record(SnapshotFormat.STACK)
                .count(site)
                .text(stack.role().name())
                .stack(stack.frames());
        figures(stack.estimate());
        figures(stack.walked());
        sections.number(stack.liveSamples())
                .decimal(stack.liveVariance())
                .number(stack.allocatedSamples())
                .decimal(stack.oldestSeconds());
        blocks(stack.oldestBlocks());
        sections.numbers(stack.liveGenerations());
        sections.endRecord();
    }

    private void figures(Figures figures) {
        sections.number(figures.liveBytes())
                .number(figures.liveCount())
                .number(figures.allocatedBytes())
                .number(figures.allocatedCount());
    }

    private void allocatorTime(@Nullable AllocatorTime time) {
        sections.flag(time != null);
        if (time != null) {
            sections.decimal(time.seconds()).number(time.timedCalls()).numbers(time.nanos());
        }
    }

    private void blocks(List<Block> blocks) {
        sections.count(blocks.size());
        for (Block block : blocks) {
            sections.number(block.address())
                    .number(block.size())
                    .decimal(block.ageSeconds())
                    .text(block.thread());
        }
    }
}
