// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.agent;

import dev.seep.agent.epoch.Epochs;
import dev.seep.agent.epoch.Promotion;
import dev.seep.agent.epoch.SiteHistory;
import dev.seep.agent.epoch.Timeline;
import dev.seep.agent.record.SampledAllocations;
import dev.seep.agent.record.Ticks;
import dev.seep.report.snapshot.Layer;

/** What is noted at each tick and at each epoch's end, from counters alone: no block is looked at. */
final class History {
    private final Ticks ticks;
    private final LiveTotals totals;
    private final SiteTotals counts;
    private final Promotion promotion;
    private final SampledAllocations sampled;
    private final Epochs epochs = new Epochs();
    private final SiteHistory sites;
    private final Timeline timeline = new Timeline();
    private final ProcessMemory memory = new ProcessMemory();

    /**
     * Makes an empty history.
     *
     * @param counts of its own, because it is confined to the agent's thread
     */
    History(
            Ticks ticks,
            LiveTotals totals,
            SiteTotals counts,
            SiteHistory sites,
            Promotion promotion,
            SampledAllocations sampled) {
        this.ticks = ticks;
        this.totals = totals;
        this.counts = counts;
        this.sites = sites;
        this.promotion = promotion;
        this.sampled = sampled;
    }

    /** Looks after peaks and budget, and ends the epoch if it is over. Called by the agent's own thread. */
    void tick() {
        totals.notePeaks();
        promotion.spent(sampled.extraWalkNanos(), System.nanoTime());
        if (epochs.advance(ticks.now()) > 0) {
            counts.read();
            sites.endEpoch(epochs, counts);
            promotion.endEpoch(counts);
            timeline.add(
                    epochs,
                    ticks.elapsedNanos() / 1e9,
                    totals.liveBytes(Layer.BASE),
                    totals.liveBytes(Layer.MAPPED),
                    totals.liveBytes(Layer.POOL),
                    memory.rssBytes(),
                    ProcessMemory.javaHeapBytes());
        }
    }

    SiteHistory sites() {
        return sites;
    }

    Timeline timeline() {
        return timeline;
    }
}
