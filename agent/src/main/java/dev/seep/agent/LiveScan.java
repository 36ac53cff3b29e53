// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.agent;

import dev.seep.agent.kind.Kinds;
import dev.seep.agent.live.RecordVisitor;
import dev.seep.agent.record.PoissonSampler;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Adds up the live records of one layer: exactly by kind, and by stack what the drawn ones stand for. Confined. */
final class LiveScan implements RecordVisitor {
    static final int OLDEST_BLOCKS = 10;

    private final long[] kindBytes = new long[Kinds.MAX_KINDS];
    private final long[] kindCount = new long[Kinds.MAX_KINDS];
    private final long thinned;
    private @Nullable StackSum[] sums = new StackSum[256];

    LiveScan(long thinned) {
        this.thinned = thinned;
    }

    @Override
    public void visit(
            long address, long size, int kind, boolean drawn, int stackId, float interval, int tick, int thread) {
        kindBytes[kind] += size * thinned;
        kindCount[kind] += thinned;
        if (!drawn) {
            return;
        }
        if (stackId >= sums.length) {
            sums = Arrays.copyOf(sums, Math.max(stackId + 1, 2 * sums.length));
        }
        StackSum sum = sums[stackId];
        if (sum == null) {
            sum = new StackSum();
            sums[stackId] = sum;
        }
        sum.add(address, size, PoissonSampler.probability(size, interval) / thinned, tick);
    }

    long bytes(int kind) {
        return kindBytes[kind];
    }

    long count(int kind) {
        return kindCount[kind];
    }

    /** {@return what was found for a stack, or null if nothing was} */
    @Nullable
    StackSum sum(int stackId) {
        return stackId < sums.length ? sums[stackId] : null;
    }

    /** The drawn live blocks of one stack. */
    static final class StackSum {
        double bytes;
        double count;
        double variance;
        long samples;
        int oldestTick = Integer.MAX_VALUE;
        final long[] addresses = new long[OLDEST_BLOCKS];
        final long[] sizes = new long[OLDEST_BLOCKS];
        final int[] ticks = new int[OLDEST_BLOCKS];
        int blocks;

        /** Adds a block that was drawn with a probability: it stands for {@code 1 / probability} like it. */
        void add(long address, long size, double probability, int tick) {
            double weight = 1 / probability;
            bytes += size * weight;
            count += weight;
            variance += (double) size * size * (1 - probability) * weight * weight; // Horvitz-Thompson
            samples++;
            oldestTick = Math.min(oldestTick, tick);
            keepIfOld(address, size, tick);
        }

        private void keepIfOld(long address, long size, int tick) {
            int at = blocks;
            if (blocks == OLDEST_BLOCKS) {
                if (tick >= ticks[OLDEST_BLOCKS - 1]) {
                    return;
                }
                at--;
            } else {
                blocks++;
            }
            for (; at > 0 && ticks[at - 1] > tick; at--) {
                addresses[at] = addresses[at - 1];
                sizes[at] = sizes[at - 1];
                ticks[at] = ticks[at - 1];
            }
            addresses[at] = address;
            sizes[at] = size;
            ticks[at] = tick;
        }
    }
}
