// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.report.analysis;

import dev.seep.report.snapshot.AllocatorTime;
import dev.seep.report.snapshot.Figures;
import dev.seep.report.snapshot.Generation;
import dev.seep.report.snapshot.OwnerFigures;
import dev.seep.report.snapshot.SiteFigures;
import dev.seep.report.snapshot.ThreadFigures;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the blocks of a site spread over time, sizes and threads; each list is empty where that is not known.
 *
 * @param allocatorTime time the allocating calls took, or null when none was timed
 * @param generations by the time of allocation, oldest first; live at most allocated
 * @param sampleBytes live bytes that one sample stands for, where {@code generations} are estimated from samples; else 0
 * @param sizes histogram of allocated blocks, element {@code i} from {@code 2^i} bytes on; adds up to the allocated count
 * @param lifetimes histogram of freed blocks, element {@code i} from {@code 2^i} milliseconds on; adds up to the freed
 *     count
 * @param threads what each thread allocated, by live bytes descending; adds up to the figures of the site
 * @param owners what became of the owners of its blocks, or null where they were not watched
 */
public record SiteDetails(
        @Nullable AllocatorTime allocatorTime,
        List<Generation> generations,
        double sampleBytes,
        List<Long> sizes,
        List<Long> lifetimes,
        List<ThreadFigures> threads,
        @Nullable OwnerFigures owners) {

    /** Nothing known. */
    static final SiteDetails NONE = ofGenerations(List.of(), 0);

    /** {@return what {@code site} knows, scaled to {@code figures}} */
    static SiteDetails of(SiteFigures site, Figures figures) {
        return new SiteDetails(
                        site.allocatorTime(),
                        consistent(site.generations()),
                        0,
                        site.sizes(),
                        site.lifetimes(),
                        site.threads(),
                        site.owners())
                .scaledTo(figures);
    }

    /** {@return these details, with histograms and threads that add up to {@code figures}} */
    SiteDetails scaledTo(Figures figures) {
        return new SiteDetails(
                allocatorTime,
                generations,
                sampleBytes,
                Histograms.scaled(sizes, figures.allocatedCount()),
                Histograms.scaled(lifetimes, figures.freedCount()),
                ThreadShares.scaled(threads, figures),
                owners);
    }

    private static List<Generation> consistent(List<Generation> generations) {
        List<Generation> consistent = new ArrayList<>(generations.size());
        for (Generation generation : generations) {
            long liveBytes = Math.max(0, generation.liveBytes());
            consistent.add(new Generation(
                    generation.startSeconds(),
                    Math.max(liveBytes, generation.allocatedBytes()),
                    liveBytes,
                    Math.max(0, generation.endLiveBytes())));
        }
        return consistent;
    }

    /** {@return the time alone} */
    SiteDetails timeOnly() {
        return timeOnly(allocatorTime);
    }

    /** {@return details of which nothing is known but {@code time}} */
    static SiteDetails timeOnly(@Nullable AllocatorTime time) {
        return new SiteDetails(time, List.of(), 0, List.of(), List.of(), List.of(), null);
    }

    /** {@return details of which nothing is known but generations} */
    static SiteDetails ofGenerations(List<Generation> generations, double sampleBytes) {
        return new SiteDetails(null, generations, sampleBytes, List.of(), List.of(), List.of(), null);
    }

    /** {@return the sums of these and {@code other}'s} */
    SiteDetails plus(SiteDetails other) {
        if (this == NONE) {
            return other; // nearly always: a site is one entry of the snapshot
        }
        return new SiteDetails(
                sum(allocatorTime, other.allocatorTime),
                merged(generations, other.generations),
                Math.max(sampleBytes, other.sampleBytes),
                Histograms.sum(sizes, other.sizes),
                Histograms.sum(lifetimes, other.lifetimes),
                ThreadShares.sum(threads, other.threads),
                sum(owners, other.owners));
    }

    private static List<Generation> merged(List<Generation> one, List<Generation> other) {
        List<Generation> merged = new ArrayList<>(Math.max(one.size(), other.size()));
        int i = 0;
        int j = 0;
        while (i < one.size() || j < other.size()) {
            Generation first = i < one.size() ? one.get(i) : null;
            Generation second = j < other.size() ? other.get(j) : null;
            if (second == null || (first != null && first.startSeconds() < second.startSeconds())) {
                merged.add(one.get(i++));
            } else if (first == null || first.startSeconds() > second.startSeconds()) {
                merged.add(other.get(j++));
            } else {
                merged.add(new Generation(
                        first.startSeconds(),
                        first.allocatedBytes() + second.allocatedBytes(),
                        first.liveBytes() + second.liveBytes(),
                        first.endLiveBytes() + second.endLiveBytes()));
                i++;
                j++;
            }
        }
        return merged;
    }

    private static @Nullable OwnerFigures sum(@Nullable OwnerFigures one, @Nullable OwnerFigures other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return new OwnerFigures(
                one.lostCount() + other.lostCount(),
                one.freedByGcCount() + other.freedByGcCount(),
                one.closedCount() + other.closedCount(),
                one.pendingCount() + other.pendingCount());
    }

    /** {@return both times as one, or the one that is known} */
    static @Nullable AllocatorTime sum(@Nullable AllocatorTime one, @Nullable AllocatorTime other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return new AllocatorTime(
                one.seconds() + other.seconds(),
                one.timedCalls() + other.timedCalls(),
                Histograms.sum(one.nanos(), other.nanos()));
    }
}
