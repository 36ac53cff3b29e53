// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.agent.epoch;

/** Counters of sites, as tests set them. */
final class FakeCounts implements SiteCounts {
    final long[] allocatedBytes;
    final long[] allocatedCounts;
    final long[] liveBytes;
    final int[] layers;

    FakeCounts(int sites) {
        allocatedBytes = new long[sites];
        allocatedCounts = new long[sites];
        liveBytes = new long[sites];
        layers = new int[sites];
    }

    /** Allocates {@code count} blocks, which stay live. */
    void allocate(int site, long count, long size) {
        allocatedCounts[site] += count;
        allocatedBytes[site] += count * size;
        liveBytes[site] += count * size;
    }

    void free(int site, long bytes) {
        liveBytes[site] -= bytes;
    }

    @Override
    public int count() {
        return liveBytes.length;
    }

    @Override
    public int layer(int site) {
        return layers[site];
    }

    @Override
    public long allocatedBytes(int site) {
        return allocatedBytes[site];
    }

    @Override
    public long allocatedCount(int site) {
        return allocatedCounts[site];
    }

    @Override
    public long liveBytes(int site) {
        return liveBytes[site];
    }
}
