// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.agent;

import dev.seep.agent.epoch.SiteCounts;
import dev.seep.agent.kind.Kinds;
import dev.seep.agent.live.LiveTable;
import dev.seep.agent.record.LiveTables;
import dev.seep.agent.site.SiteTable;
import dev.seep.report.snapshot.Layer;
import java.util.Arrays;

/**
 * What the live tables have counted of each site, as read at one moment; live figures are scaled where a table is thinned.
 *
 * <p>Confined to one thread. While others allocate, the four figures of a site may be a few operations apart.
 */
final class SiteTotals implements SiteCounts {
    private static final int SITES_AT_A_TIME = 32; // as LiveTable.addTo wants it

    private final Kinds kinds;
    private final SiteTable sites;
    private final LiveTables tables;
    private long[] sums = {};
    private long[] ofLayer = {};
    private int count;

    SiteTotals(Kinds kinds, SiteTable sites, LiveTables tables) {
        this.kinds = kinds;
        this.sites = sites;
        this.tables = tables;
    }

    /** Reads the counters of all layers. {@return this} */
    SiteTotals read() {
        count = sites.count();
        int words = (count + SITES_AT_A_TIME - 1) / SITES_AT_A_TIME * SITES_AT_A_TIME * LiveTable.FIGURES;
        if (sums.length < words) {
            sums = new long[words];
            ofLayer = new long[words];
        }
        Arrays.fill(sums, 0);
        for (Layer layer : Layer.values()) {
            LiveTable table = tables.of(layer);
            Arrays.fill(ofLayer, 0);
            table.addTo(ofLayer);
            long thinned = table.thinned();
            for (int i = 0; i < words; i++) { // every site has blocks in one layer only
                sums[i] += isLive(i) ? ofLayer[i] * thinned : ofLayer[i];
            }
        }
        return this;
    }

    private static boolean isLive(int word) {
        int which = word % LiveTable.FIGURES;
        return which == LiveTable.LIVE_BYTES || which == LiveTable.LIVE_COUNT;
    }

    @Override
    public int count() {
        return count;
    }

    @Override
    public int layer(int site) {
        return site < kinds.count() || site >= SiteTable.FIRST_LABELLED
                ? kinds.layer(sites.kind(site)).ordinal()
                : 0; // there is no such kind
    }

    @Override
    public long allocatedBytes(int site) {
        return figure(site, LiveTable.ALLOCATED_BYTES);
    }

    @Override
    public long allocatedCount(int site) {
        return figure(site, LiveTable.ALLOCATED_COUNT);
    }

    @Override
    public long liveBytes(int site) {
        return figure(site, LiveTable.LIVE_BYTES);
    }

    private long figure(int site, int which) {
        return sums[site * LiveTable.FIGURES + which];
    }

    /** {@return a figure of all sites of a kind, such as {@link LiveTable#LIVE_BYTES}} */
    long ofKind(int kind, int which) {
        long sum = 0;
        for (int site = 0; site < count; site++) {
            sum += sites.kind(site) == kind ? figure(site, which) : 0;
        }
        return sum;
    }

    /** {@return whether anything was allocated} */
    boolean isAnyAllocated() {
        for (int site = 0; site < count; site++) {
            if (allocatedCount(site) > 0) {
                return true;
            }
        }
        return false;
    }
}
