// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.report.analysis;

import dev.seep.report.snapshot.KindFigures;
import dev.seep.report.snapshot.Layer;
import dev.seep.report.snapshot.LayerPeak;
import dev.seep.report.snapshot.MemoryReadings;
import dev.seep.report.snapshot.NotSeen;
import dev.seep.report.snapshot.OwnCost;
import dev.seep.report.snapshot.ProcessDescription;
import dev.seep.report.snapshot.SiteFigures;
import dev.seep.report.snapshot.Snapshot;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Adds the snapshots of many JVMs, so that they read like one.
 *
 * <p>Figures are sums. Generations are put side by side by the time since each JVM's own start, in epochs as long as the
 * longest: what ran for a shorter time keeps what it held at its end. Peaks are sums, though they need not have been at one
 * moment; the time line, which would need one clock, is left out.
 */
public final class SnapshotMerge {
    private static final String JVMS = " JVMs: ";
    private static final String SEPARATOR = "; ";
    private static final Pattern MERGED = Pattern.compile("\\d{1,9}" + JVMS);

    private final List<Snapshot> snapshots;

    private SnapshotMerge(List<Snapshot> snapshots) {
        this.snapshots = snapshots;
    }

    /**
     * {@return the sum of {@code snapshots}}
     *
     * @throws IllegalArgumentException if there is none
     */
    public static Snapshot of(List<Snapshot> snapshots) {
        if (snapshots.isEmpty()) {
            throw new IllegalArgumentException("there must be a snapshot to merge: snapshots=0");
        }
        return snapshots.size() == 1 ? snapshots.get(0) : new SnapshotMerge(snapshots).merged();
    }

    private Snapshot merged() {
        Snapshot first = snapshots.get(0);
        boolean walked = true;
        boolean beforeStart = false;
        long interval = 0;
        int depth = 0;
        int top = 0;
        long unknownFrees = 0;
        for (Snapshot snapshot : snapshots) {
            walked &= snapshot.allStacksWalked();
            beforeStart |= snapshot.beforeStart();
            interval = Math.max(interval, snapshot.sampleIntervalBytes());
            depth = Math.max(depth, snapshot.depth());
            top = Math.max(top, snapshot.top());
            unknownFrees += snapshot.unknownFreeCount();
        }
        return new Snapshot(
                first.reason(),
                process(),
                settings(),
                walked,
                interval,
                depth,
                top,
                kinds(),
                sites(),
                List.of(),
                peaks(),
                unknownFrees,
                beforeStart,
                memory(),
                notSeen(),
                own(),
                suppressions());
    }

    private ProcessDescription process() {
        Set<String> commands = new LinkedHashSet<>();
        Set<String> jvms = new LinkedHashSet<>();
        Set<String> systems = new LinkedHashSet<>();
        long count = 0;
        Instant started = snapshots.get(0).process().started();
        Instant ended = snapshots.get(0).process().ended();
        double seconds = 0;
        for (Snapshot snapshot : snapshots) {
            ProcessDescription process = snapshot.process();
            count += jvmsOf(process);
            commands.addAll(partsOf(process.command().substring(headLength(process))));
            jvms.addAll(partsOf(process.jvm()));
            systems.addAll(partsOf(process.os()));
            started = process.started().isBefore(started) ? process.started() : started;
            ended = process.ended().isAfter(ended) ? process.ended() : ended;
            seconds = Math.max(seconds, process.durationSeconds());
        }
        return new ProcessDescription(
                0,
                count + JVMS + String.join(SEPARATOR, commands),
                String.join(SEPARATOR, jvms),
                String.join(SEPARATOR, systems),
                started,
                ended,
                seconds);
    }

    /** {@return of how many JVMs a snapshot is, which is more than one if it was merged itself} */
    private static long jvmsOf(ProcessDescription process) {
        int length = headLength(process);
        return length == 0 ? 1 : Long.parseLong(process.command().substring(0, length - JVMS.length()));
    }

    /** {@return length of what a merge puts in front of the commands, 0 where none did} */
    private static int headLength(ProcessDescription process) {
        Matcher matcher = MERGED.matcher(process.command());
        return process.pid() == 0 && matcher.lookingAt() ? matcher.end() : 0;
    }

    private static List<String> partsOf(String joined) {
        return List.of(joined.split(SEPARATOR));
    }

    private SortedMap<String, String> settings() {
        SortedMap<String, String> settings = new TreeMap<>(snapshots.get(0).settings());
        for (Snapshot snapshot : snapshots) {
            settings.entrySet()
                    .removeIf(setting ->
                            !setting.getValue().equals(snapshot.settings().get(setting.getKey())));
        }
        return settings;
    }

    private List<KindFigures> kinds() {
        Map<String, KindFigures> kinds = new LinkedHashMap<>();
        for (Snapshot snapshot : snapshots) {
            for (KindFigures kind : snapshot.kinds()) {
                kinds.merge(
                        kind.layer().label() + "/" + kind.kind(),
                        kind,
                        (one, other) -> new KindFigures(
                                one.kind(), one.layer(), one.figures().plus(other.figures())));
            }
        }
        return List.copyOf(kinds.values());
    }

    private List<SiteFigures> sites() {
        Map<String, SiteMerge> sites = new LinkedHashMap<>();
        for (int i = 0; i < snapshots.size(); i++) {
            for (SiteFigures site : snapshots.get(i).sites()) {
                sites.computeIfAbsent(SiteMerge.key(site), key -> new SiteMerge(site))
                        .add(site);
            }
        }
        List<SiteFigures> merged = new ArrayList<>(sites.size());
        for (SiteMerge site : sites.values()) {
            merged.add(site.build());
        }
        return merged;
    }

    private List<LayerPeak> peaks() {
        List<LayerPeak> peaks = new ArrayList<>();
        for (Layer layer : Layer.values()) {
            long sum = 0;
            for (Snapshot snapshot : snapshots) {
                for (LayerPeak peak : snapshot.peaks()) {
                    sum += peak.layer() == layer ? peak.peakLiveBytes() : 0;
                }
            }
            peaks.add(new LayerPeak(layer, sum));
        }
        return peaks;
    }

    private MemoryReadings memory() {
        Long rss = 0L;
        Long heap = 0L;
        for (Snapshot snapshot : snapshots) {
            rss = sum(rss, snapshot.memory().rssBytes());
            heap = sum(heap, snapshot.memory().javaHeapBytes());
        }
        return new MemoryReadings(rss, heap);
    }

    private static @Nullable Long sum(@Nullable Long one, @Nullable Long other) {
        return one == null || other == null ? null : (Long) (one + other);
    }

    private NotSeen notSeen() {
        Set<NotSeen.NotWoven> notWoven = new LinkedHashSet<>();
        Set<String> kinds = new LinkedHashSet<>();
        long thinned = 1;
        long lost = 0;
        long labels = 0;
        long stacks = 0;
        long refused = 0;
        for (Snapshot snapshot : snapshots) {
            NotSeen notSeen = snapshot.notSeen();
            notWoven.addAll(notSeen.classesNotWoven());
            kinds.addAll(notSeen.kinds());
            thinned = Math.max(thinned, notSeen.thinned());
            lost += notSeen.lostCount();
            labels += notSeen.labelsLost();
            stacks += notSeen.stacksDropped();
            refused += notSeen.callSitesRefused();
        }
        return new NotSeen(List.copyOf(notWoven), List.copyOf(kinds), thinned, lost, labels, stacks, refused);
    }

    private List<String> suppressions() {
        Set<String> rules = new LinkedHashSet<>();
        for (Snapshot snapshot : snapshots) {
            rules.addAll(snapshot.suppressions());
        }
        return List.copyOf(rules);
    }

    private OwnCost own() {
        long memory = 0;
        double cpu = 0;
        long walked = 0;
        long records = 0;
        long stacks = 0;
        for (Snapshot snapshot : snapshots) {
            memory += snapshot.own().memoryBytes();
            cpu += snapshot.own().cpuSeconds();
            walked += snapshot.own().stacksWalked();
            records += snapshot.own().liveRecords();
            stacks += snapshot.own().stacks();
        }
        return new OwnCost(memory, cpu, walked, records, stacks);
    }
}
