// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.agent.record;

import dev.seep.agent.kind.Kinds;
import dev.seep.agent.live.LiveTable;
import dev.seep.report.snapshot.Layer;

/** The live tables, one a layer: a chunk of base memory and the first block in it share an address. */
public final class LiveTables {
    /** 64 KiB: threads share what a pool maps, and have parts of it in hand (docs/benchmarks.md, "Pool"). */
    private static final int POOL_REGION_SHIFT = 16;

    private final LiveTable[] byLayer = new LiveTable[Layer.values().length];
    private final LiveTable[] byKind = new LiveTable[Kinds.MAX_KINDS];

    /**
     * Makes empty tables.
     *
     * @param kinds all the kinds there are
     * @param maxRecords records to keep in each before it is thinned
     */
    public LiveTables(Kinds kinds, long maxRecords) {
        for (int layer = 0; layer < byLayer.length; layer++) {
            byLayer[layer] = layer == Layer.POOL.ordinal()
                    ? new LiveTable(maxRecords, POOL_REGION_SHIFT)
                    : new LiveTable(maxRecords);
        }
        for (int kind = 0; kind < kinds.count(); kind++) {
            byKind[kind] = byLayer[kinds.layer(kind).ordinal()];
        }
    }

    /** {@return the table for blocks of a kind} */
    public LiveTable of(int kind) {
        return byKind[kind];
    }

    /** {@return the table of a layer} */
    public LiveTable of(Layer layer) {
        return byLayer[layer.ordinal()];
    }

    /** Forgets everything. Nobody may be using the tables. */
    public void clear() {
        for (LiveTable table : byLayer) {
            table.clear();
        }
    }
}
