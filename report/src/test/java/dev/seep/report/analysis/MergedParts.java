// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.report.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seep.report.snapshot.KindFigures;
import dev.seep.report.snapshot.LayerPeak;
import dev.seep.report.snapshot.SiteFigures;
import dev.seep.report.snapshot.Snapshot;
import dev.seep.report.snapshot.StackFigures;
import dev.seep.report.snapshot.ThreadFigures;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What a merge promises of a snapshot, without the order of its parts. */
record MergedParts(
        Set<KindFigures> kinds,
        Map<String, SiteFigures> sites,
        Map<String, Map<String, StackFigures>> stacks,
        List<LayerPeak> peaks) {

    static MergedParts of(Snapshot snapshot) {
        Map<String, SiteFigures> sites = new TreeMap<>();
        Map<String, Map<String, StackFigures>> stacks = new TreeMap<>();
        for (SiteFigures site : snapshot.sites()) {
            Map<String, StackFigures> ofSite = new TreeMap<>();
            for (StackFigures stack : site.stacks()) {
                ofSite.put(stack.role() + " " + stack.frames(), stack);
            }
            stacks.put(SiteMerge.key(site), ofSite);
            sites.put(SiteMerge.key(site), withoutStacks(site));
        }
        return new MergedParts(Set.copyOf(snapshot.kinds()), sites, stacks, snapshot.peaks());
    }

    /** Fails with the first site or stack in which the two differ. */
    void assertEqualTo(MergedParts expected, int seed) {
        assertThat(kinds).as("seed %d", seed).isEqualTo(expected.kinds);
        assertThat(peaks).as("seed %d", seed).isEqualTo(expected.peaks);
        assertThat(sites).as("seed %d", seed).containsOnlyKeys(expected.sites.keySet());
        sites.forEach((key, site) -> assertThat(site).as("seed %d", seed).isEqualTo(expected.sites.get(key)));
        stacks.forEach((key, ofSite) -> {
            Map<String, StackFigures> others = expected.stacks.getOrDefault(key, Map.of());
            assertThat(ofSite).as("seed %d", seed).containsOnlyKeys(others.keySet());
            ofSite.forEach(
                    (frames, stack) -> assertThat(stack).as("seed %d", seed).isEqualTo(others.get(frames)));
        });
    }

    private static SiteFigures withoutStacks(SiteFigures site) {
        List<ThreadFigures> threads = new ArrayList<>(site.threads());
        threads.sort(Comparator.comparing(thread -> String.valueOf(thread.name())));
        return new SiteFigures(
                site.kind(),
                site.layer(),
                site.callSite(),
                site.figures(),
                site.allocatorTime(),
                site.generations(),
                Histograms.scaled(site.sizes(), site.figures().allocatedCount()),
                Histograms.scaled(site.lifetimes(), site.figures().freedCount()),
                threads,
                site.oldestSeconds(),
                site.oldestBlocks(),
                site.owners(),
                List.of());
    }
}
