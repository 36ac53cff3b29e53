// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.report.snapshot;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A snapshot as its sections come in; what never comes stays unknown. Confined to one thread. */
final class SnapshotAssembly {
    private String name = "";
    private Reason reason = Reason.DUMP;
    private ProcessDescription process =
            new ProcessDescription(0, "unknown", "unknown", "unknown", Instant.EPOCH, Instant.EPOCH, 0);
    private final SortedMap<String, String> settings = new TreeMap<>();
    private boolean allStacksWalked;
    private long sampleIntervalBytes;
    private int depth = 64;
    private int top = 100;
    private final List<KindFigures> kinds = new ArrayList<>();
    private final SiteSections sites = new SiteSections();
    private final List<TimelinePoint> timeline = new ArrayList<>();
    private final List<LayerPeak> peaks = new ArrayList<>();
    private long unknownFreeCount;
    private boolean beforeStart;
    private MemoryReadings memory = new MemoryReadings(null, null);
    private final List<NotSeen.NotWoven> notWoven = new ArrayList<>();
    private NotSeen notSeen = new NotSeen(List.of(), List.of(), 1, 0, 0, 0, 0);
    private OwnCost own = new OwnCost(0, 0, 0, 0, 0);
    private final List<String> suppressions = new ArrayList<>();
    private boolean begun;
    private int announcedSites = -1;

    /** Adds a section; what of it was read before it turns out to be damaged stays. */
    void add(int type, SectionInput in) throws DamageException {
        for (int tag = in.nextRecord(); tag >= 0; tag = in.nextRecord()) {
            if (tag == SnapshotFormat.ENTRY) {
                entry(type, in);
            } else if (type == SnapshotFormat.NOT_SEEN && tag == SnapshotFormat.NOT_WOVEN) {
                notWoven.add(new NotSeen.NotWoven(in.text(), in.text()));
            } else if (type == SnapshotFormat.SITES && tag == SnapshotFormat.STACK) {
                sites.addStack(in);
            } // else of a newer writer
        }
    }

    private void entry(int type, SectionInput in) throws DamageException {
        switch (type) {
            case SnapshotFormat.BEGIN -> begin(in);
            case SnapshotFormat.SETTINGS -> settings.put(in.text(), in.text());
            case SnapshotFormat.KINDS -> kinds.add(new KindFigures(in.text(), layer(in), figures(in)));
            case SnapshotFormat.PEAKS -> peaks.add(new LayerPeak(layer(in), in.number()));
            case SnapshotFormat.NOT_SEEN -> notSeen(in);
            case SnapshotFormat.OWN ->
                own = new OwnCost(in.number(), in.decimal(), in.number(), in.number(), in.number());
            case SnapshotFormat.TIMELINE ->
                timeline.add(new TimelinePoint(
                        in.decimal(), in.number(), in.number(), in.number(), in.nullableNumber(), in.nullableNumber()));
            case SnapshotFormat.SITES -> sites.addSite(in);
            case SnapshotFormat.END -> announcedSites = in.ordinal();
            default -> {
                // the reader skips sections of other types
            }
        }
    }

    private void begin(SectionInput in) throws DamageException {
        name = in.text();
        reason = reason(in.text());
        long pid = in.number();
        String command = in.text();
        String jvm = in.text();
        String os = in.text();
        Instant started = instant(in.number(), in.number());
        Instant ended = instant(in.number(), in.number());
        process = new ProcessDescription(pid, command, jvm, os, started, ended, in.decimal());
        allStacksWalked = in.flag();
        sampleIntervalBytes = in.number();
        depth = (int) in.number();
        top = (int) in.number();
        unknownFreeCount = in.number();
        beforeStart = in.flag();
        memory = new MemoryReadings(in.nullableNumber(), in.nullableNumber());
        int rules = in.hasMore() ? in.count() : 0;
        for (int i = 0; i < rules; i++) {
            suppressions.add(in.text());
        }
        begun = true;
    }

    private static Instant instant(long seconds, long nanos) throws DamageException {
        try {
            return Instant.ofEpochSecond(seconds, nanos);
        } catch (DateTimeException | ArithmeticException e) {
            throw new DamageException();
        }
    }

    private static Reason reason(String label) {
        for (Reason reason : Reason.values()) {
            if (reason.label().equals(label)) {
                return reason;
            }
        }
        return Reason.DUMP;
    }

    static Layer layer(SectionInput in) throws DamageException {
        String label = in.text();
        for (Layer layer : Layer.values()) {
            if (layer.label().equals(label)) {
                return layer;
            }
        }
        throw new DamageException();
    }

    static Figures figures(SectionInput in) throws DamageException {
        return new Figures(in.number(), in.number(), in.number(), in.number());
    }

    private void notSeen(SectionInput in) throws DamageException {
        long thinned = in.number();
        long lost = in.number();
        long labelsLost = in.number();
        long stacksDropped = in.number();
        long refused = in.number();
        int count = in.count();
        List<String> texts = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            texts.add(in.text());
        }
        notSeen = new NotSeen(notWoven, texts, thinned, lost, labelsLost, stacksDropped, refused);
    }

    /** {@return whether anything was read that a report could show} */
    boolean holdsAnything() {
        return begun || !kinds.isEmpty() || sites.count() > 0;
    }

    /** {@return whether the section that begins a snapshot was read} */
    boolean begun() {
        return begun;
    }

    /** {@return whether the section that ends a snapshot was read} */
    boolean ended() {
        return announcedSites >= 0;
    }

    int siteCount() {
        return sites.count();
    }

    /** {@return sites that were written, or -1 when that is not known} */
    int announcedSites() {
        return announcedSites;
    }

    String name() {
        return name;
    }

    Snapshot build() {
        List<SiteFigures> read = sites.list();
        return new Snapshot(
                reason,
                process,
                settings,
                allStacksWalked,
                sampleIntervalBytes,
                depth,
                top,
                kinds.isEmpty() ? kindsOf(read) : kinds,
                read,
                timeline,
                peaks,
                unknownFreeCount,
                beforeStart,
                memory,
                notSeen,
                own,
                suppressions);
    }

    private static List<KindFigures> kindsOf(List<SiteFigures> sites) {
        List<KindFigures> kinds = new ArrayList<>();
        for (SiteFigures site : sites) {
            int at = indexOf(kinds, site);
            if (at < 0) {
                kinds.add(new KindFigures(site.kind(), site.layer(), site.figures()));
            } else {
                Figures sum = kinds.get(at).figures().plus(site.figures());
                kinds.set(at, new KindFigures(site.kind(), site.layer(), sum));
            }
        }
        return kinds;
    }

    private static int indexOf(List<KindFigures> kinds, SiteFigures site) {
        for (int i = 0; i < kinds.size(); i++) {
            if (kinds.get(i).layer() == site.layer() && kinds.get(i).kind().equals(site.kind())) {
                return i;
            }
        }
        return -1;
    }

    /** {@return this snapshot as a mark, or null if it has no name} */
    SnapshotFile.@Nullable Mark mark() {
        return name.isEmpty() ? null : new SnapshotFile.Mark(name, build());
    }
}
