// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.agent;

import dev.seep.agent.kind.Kinds;
import dev.seep.agent.live.LiveTable;
import dev.seep.agent.record.LiveTables;
import dev.seep.report.snapshot.Layer;
import dev.seep.report.snapshot.LayerPeak;
import java.util.ArrayList;
import java.util.List;

/** What is live now, from the tables' counters, and the most that ever was at a tick. */
final class LiveTotals {
    private final Kinds kinds;
    private final LiveTables tables;
    private final long[] peaks = new long[Layer.values().length];

    LiveTotals(Kinds kinds, LiveTables tables) {
        this.kinds = kinds;
        this.tables = tables;
    }

    /** {@return a counter of a kind, such as {@link LiveTable#LIVE_BYTES}, scaled if its table is thinned} */
    long of(int kind, int which) {
        LiveTable table = tables.of(kind);
        boolean counted = which == LiveTable.ALLOCATED_BYTES || which == LiveTable.ALLOCATED_COUNT;
        return table.total(kind, which) * (counted ? 1 : table.thinned());
    }

    /** {@return whether there was any allocation yet, of any kind} */
    boolean isAnyAllocated() {
        for (int kind = 0; kind < kinds.count(); kind++) {
            if (of(kind, LiveTable.ALLOCATED_COUNT) > 0) {
                return true;
            }
        }
        return false;
    }

    /** {@return live blocks of all kinds} */
    long liveCount() {
        long count = 0;
        for (int kind = 0; kind < kinds.count(); kind++) {
            count += of(kind, LiveTable.LIVE_COUNT);
        }
        return count;
    }

    /** Looks whether there is more than ever before. Called at every tick. */
    synchronized void notePeaks() {
        long[] now = new long[peaks.length];
        for (int kind = 0; kind < kinds.count(); kind++) {
            now[kinds.layer(kind).ordinal()] += of(kind, LiveTable.LIVE_BYTES);
        }
        for (int layer = 0; layer < peaks.length; layer++) {
            peaks[layer] = Math.max(peaks[layer], now[layer]);
        }
    }

    synchronized List<LayerPeak> peaks() {
        List<LayerPeak> list = new ArrayList<>();
        for (Layer layer : Layer.values()) {
            list.add(new LayerPeak(layer, peaks[layer.ordinal()]));
        }
        return list;
    }
}
