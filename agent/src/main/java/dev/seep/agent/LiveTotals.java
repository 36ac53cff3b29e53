// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.agent;

import dev.seep.agent.live.LiveTable;
import dev.seep.agent.record.LiveTables;
import dev.seep.report.snapshot.Layer;
import dev.seep.report.snapshot.LayerPeak;
import java.util.ArrayList;
import java.util.List;

/** What is live in each layer now, and the most that ever was at a tick. Thread-safe. */
final class LiveTotals {
    private final LiveTables tables;
    private final long[] peaks = new long[Layer.values().length];

    LiveTotals(LiveTables tables) {
        this.tables = tables;
    }

    /** {@return the number of live records of all layers} */
    long records() {
        long count = 0;
        for (Layer layer : Layer.values()) {
            count += tables.of(layer).count();
        }
        return count;
    }

    /** {@return bytes live in a layer} */
    long liveBytes(Layer layer) {
        LiveTable table = tables.of(layer);
        return table.liveBytes() * table.thinned();
    }

    /** Looks whether there is more than ever before. Called at every tick. */
    synchronized void notePeaks() {
        for (Layer layer : Layer.values()) {
            peaks[layer.ordinal()] = Math.max(peaks[layer.ordinal()], liveBytes(layer));
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
