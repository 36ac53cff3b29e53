// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.agent.record;

import dev.seep.agent.live.LiveTable;
import dev.seep.agent.live.RecordVisitor;

/** Takes the blocks out of a live table that lie in a range of addresses. Confined to the thread that frees them. */
final class FreesWithin implements RecordVisitor {
    private final LiveTable table;
    private final SampledAllocations sampled;
    private final long start;
    private final long bytes;
    private final int now;
    private final EventSink events;

    FreesWithin(LiveTable table, SampledAllocations sampled, long start, long bytes, int now, EventSink events) {
        this.table = table;
        this.sampled = sampled;
        this.start = start;
        this.bytes = bytes;
        this.now = now;
        this.events = events;
    }

    @Override
    public void visit(long address, long size, int site, boolean drawn, int stackId, int shift, int tick, int thread) {
        if (address - start >= 0 && address - start < bytes) {
            long removed = table.remove(address);
            if (removed != 0) {
                sampled.freed(removed, address, size, now, events);
            }
        }
    }
}
