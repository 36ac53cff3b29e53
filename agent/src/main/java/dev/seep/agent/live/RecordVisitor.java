// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.agent.live;

/** Is shown the live records by {@link LiveTable#scan}, one after the other, on the scanning thread. */
public interface RecordVisitor {
    /**
     * One live block.
     *
     * @param address first byte
     * @param size bytes asked for
     * @param kind id of its kind
     * @param drawn whether its stack was walked (or would have been: see the stack id)
     * @param stackId id of its stack, or 0
     * @param interval the sampling interval it was drawn with, in bytes; at most 1 when every allocation is walked
     * @param tick tick of its allocation
     * @param thread id of the allocating thread, its lower 32 bits
     */
    void visit(long address, long size, int kind, boolean drawn, int stackId, float interval, int tick, int thread);
}
