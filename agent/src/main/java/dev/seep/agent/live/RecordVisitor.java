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
     * @param site id of its site
     * @param drawn whether it was drawn by the sampler
     * @param stackId id of its stack, or 0 if it was not walked
     * @param shift it was drawn with the sampling interval divided by {@code 2^shift}
     * @param tick tick of its allocation
     * @param thread index of the name of the allocating thread
     */
    void visit(long address, long size, int site, boolean drawn, int stackId, int shift, int tick, int thread);
}
