// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.agent;

import dev.seep.agent.live.RecordVisitor;
import dev.seep.agent.record.PoissonSampler;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Adds up the live records of one layer: exactly by site, and by stack what the drawn ones stand for. Confined. */
final class LiveScan implements RecordVisitor {
    private final long thinned;
    private final PoissonSampler sampler;
    private final int ticksShift;
    private final long[] lost;
    private @Nullable SiteSum[] sites = new SiteSum[64];
    private @Nullable StackSum[] stacks = new StackSum[256];

    /**
     * Makes an empty scan.
     *
     * @param thinned blocks that each record stands for
     * @param sampler knows with which probability a block was drawn
     * @param ticksShift a generation is {@code 2^ticksShift} ticks
     * @param lost addresses of blocks whose owner was collected, ascending
     */
    LiveScan(long thinned, PoissonSampler sampler, int ticksShift, long[] lost) {
        this.lost = lost;
        this.thinned = thinned;
        this.sampler = sampler;
        this.ticksShift = ticksShift;
    }

    @Override
    public void visit(long address, long size, int site, boolean drawn, int stackId, int shift, int tick, int thread) {
        siteSum(site).add(address, size, tick, thread, tick >> ticksShift);
        if (stackId != 0) {
            if (lost.length > 0 && Arrays.binarySearch(lost, address) >= 0) {
                siteSum(site).lostOwners++;
            }
            double drawnWith = drawn ? sampler.probability(size, shift) : 0;
            stackSum(stackId).add(address, size, drawnWith, tick, thread, tick >> ticksShift);
        }
    }

    private SiteSum siteSum(int site) {
        if (site >= sites.length) {
            sites = Arrays.copyOf(sites, Math.max(site + 1, 2 * sites.length));
        }
        SiteSum sum = sites[site];
        if (sum == null) {
            sum = new SiteSum();
            sites[site] = sum;
        }
        return sum;
    }

    private StackSum stackSum(int stackId) {
        if (stackId >= stacks.length) {
            stacks = Arrays.copyOf(stacks, Math.max(stackId + 1, 2 * stacks.length));
        }
        StackSum sum = stacks[stackId];
        if (sum == null) {
            sum = new StackSum();
            stacks[stackId] = sum;
        }
        return sum;
    }

    /** {@return what was found of a site} */
    SiteSum ofSite(int site) {
        SiteSum sum = site < sites.length ? sites[site] : null;
        return sum == null ? new SiteSum() : sum;
    }

    /** {@return what was found of a stack} */
    StackSum ofStack(int stackId) {
        StackSum sum = stackId < stacks.length ? stacks[stackId] : null;
        return sum == null ? new StackSum() : sum;
    }

    private static long[] added(long[] generations, int generation, long bytes) {
        int at = Math.max(0, generation);
        long[] larger = at < generations.length
                ? generations
                : Arrays.copyOf(generations, Math.max(at + 1, 2 * generations.length));
        larger[at] += bytes;
        return larger;
    }

    /** The live blocks of one site. */
    final class SiteSum {
        final OldestBlocks oldest = new OldestBlocks();
        private long bytes;
        private long count;
        private long[] generations = new long[8];
        private final Map<Integer, long[]> threads = new HashMap<>();
        private int lostOwners;
        private int lastThread = -1;
        private long[] lastBytes = {};

        private void add(long address, long size, int tick, int thread, int generation) {
            bytes += size;
            count++;
            oldest.add(address, size, tick, thread);
            generations = added(generations, generation, size);
            if (thread != lastThread) {
                lastThread = thread;
                lastBytes = threads.computeIfAbsent(thread, index -> new long[1]);
            }
            lastBytes[0] += size;
        }

        long bytes() {
            return bytes * thinned;
        }

        long count() {
            return count * thinned;
        }

        /** {@return blocks whose owner was watched and is gone} */
        int lostOwners() {
            return lostOwners;
        }

        /** {@return live bytes by generation} */
        long[] generations() {
            long[] scaled = generations.clone();
            for (int i = 0; i < scaled.length; i++) {
                scaled[i] *= thinned;
            }
            return scaled;
        }

        /** {@return live bytes by thread name, in an array of one each; not scaled if the table is thinned} */
        Map<Integer, long[]> threads() {
            return threads;
        }
    }

    /** The walked live blocks of one stack. */
    final class StackSum {
        final OldestBlocks oldest = new OldestBlocks();
        double bytes;
        double count;
        double variance;
        long samples;
        long walkedBytes;
        long walkedCount;
        long[] generations = {}; // of bytes, as far as they were drawn

        /** Adds a block; if it was drawn with a probability, it stands for {@code 1 / probability} like it. */
        private void add(long address, long size, double drawnWith, int tick, int thread, int generation) {
            walkedBytes += size;
            walkedCount++;
            oldest.add(address, size, tick, thread);
            if (drawnWith > 0) {
                double probability = drawnWith / thinned;
                double weight = 1 / probability;
                bytes += size * weight;
                count += weight;
                variance += (double) size * size * (1 - probability) * weight * weight; // Horvitz-Thompson
                samples++;
                generations = added(generations, generation, Math.round(size * weight));
            }
        }
    }
}
