// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.report.snapshot;

import java.util.List;
import java.util.SortedMap;

/**
 * One moment of a watched JVM: the figures of every kind and site, from one scan of the live tables.
 *
 * @param reason why it was taken
 * @param process the JVM
 * @param settings every option with the value in force, as text
 * @param allStacksWalked whether every allocation's stack was walked (sampling interval 1 from the start)
 * @param sampleIntervalBytes average number of bytes between two sampled allocations
 * @param depth most frames a report shows of a stack
 * @param top sites kept in a report, by live and by allocated bytes each
 * @param kinds one entry a kind that allocated anything, the sum of its sites
 * @param sites one entry a kind and woven call, and one for the unlabelled blocks of a kind that has any
 * @param timeline the process's memory so far, oldest first; empty when it was not kept
 * @param peaks one entry a layer
 * @param unknownFreeCount frees of blocks that were never seen
 * @param beforeStart whether the JVM had been running before tracking started
 * @param memory readings of the process
 * @param notSeen what was not seen
 * @param own what the agent itself takes
 * @param suppressions what is not to be suspected, a rule each: {@code leak:pattern} or {@code kind:pattern}
 */
public record Snapshot(
        Reason reason,
        ProcessDescription process,
        SortedMap<String, String> settings,
        boolean allStacksWalked,
        long sampleIntervalBytes,
        int depth,
        int top,
        List<KindFigures> kinds,
        List<SiteFigures> sites,
        List<TimelinePoint> timeline,
        List<LayerPeak> peaks,
        long unknownFreeCount,
        boolean beforeStart,
        MemoryReadings memory,
        NotSeen notSeen,
        OwnCost own,
        List<String> suppressions) {

    /** {@return this snapshot with other rules of what is not to be suspected} */
    public Snapshot withSuppressions(List<String> rules) {
        return with(kinds, sites, rules);
    }

    /** {@return this snapshot with other kinds and sites, which go together} */
    public Snapshot withSites(List<KindFigures> newKinds, List<SiteFigures> newSites) {
        return with(newKinds, newSites, suppressions);
    }

    private Snapshot with(List<KindFigures> newKinds, List<SiteFigures> newSites, List<String> newSuppressions) {
        return new Snapshot(
                reason,
                process,
                settings,
                allStacksWalked,
                sampleIntervalBytes,
                depth,
                top,
                newKinds,
                newSites,
                timeline,
                peaks,
                unknownFreeCount,
                beforeStart,
                memory,
                notSeen,
                own,
                newSuppressions);
    }
}
