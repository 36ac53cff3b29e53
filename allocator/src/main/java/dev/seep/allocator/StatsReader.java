// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.allocator;

import dev.seep.allocator.core.ClassFigures;
import dev.seep.allocator.core.Figures;
import dev.seep.allocator.core.LargeFigures;
import dev.seep.allocator.core.Settings;
import dev.seep.allocator.core.SizeClasses;
import java.util.ArrayList;
import java.util.List;

/** Adds up figures. */
final class StatsReader {
    private final List<SizeClassStats> sizeClasses = new ArrayList<>();
    private long liveBlocks;
    private long liveBytes;
    private long allocatedBlocks;
    private long allocatedBytes;
    private long threadCacheBytes;
    private long centralBytes;
    private double requestedBytes;

    private StatsReader() {}

    static AllocatorStats read(Settings settings, Figures figures) {
        return new StatsReader().sum(settings, figures);
    }

    private AllocatorStats sum(Settings settings, Figures figures) {
        for (int i = 0; i < figures.classes.length; i++) {
            if (figures.classes[i].spans > 0 || figures.classes[i].allocated > 0) {
                add(SizeClasses.bytes(i), figures.classes[i]);
            }
        }
        LargeFigures large = figures.large;
        liveBlocks += large.blocks;
        liveBytes += large.bytes;
        allocatedBlocks += large.allocated;
        allocatedBytes += large.allocatedBytes;
        threadCacheBytes += large.heldBytes;
        requestedBytes += (double) large.requestedBytes;
        return new AllocatorStats(
                settings.name(),
                liveBlocks,
                liveBytes,
                allocatedBlocks,
                allocatedBytes,
                allocatedBlocks - liveBlocks,
                allocatedBytes - liveBytes,
                figures.mappedBytes,
                figures.committedBytes,
                settings.maxBytes(),
                threadCacheBytes,
                centralBytes,
                figures.dirtyBytes,
                figures.purgedBytes,
                share((double) liveBytes - requestedBytes, (double) liveBytes),
                share((double) (figures.committedBytes - liveBytes), (double) figures.committedBytes),
                large.blocks,
                large.bytes,
                List.copyOf(sizeClasses));
    }

    private void add(int blockBytes, ClassFigures figures) {
        double meanRequestedBytes = figures.sampled == 0 ? blockBytes : (double) figures.sampledBytes / figures.sampled;
        liveBlocks += figures.live;
        liveBytes += figures.live * blockBytes;
        allocatedBlocks += figures.allocated;
        allocatedBytes += figures.allocated * blockBytes;
        threadCacheBytes += figures.cached * blockBytes;
        centralBytes += figures.free * blockBytes;
        requestedBytes += (double) figures.live * meanRequestedBytes;
        sizeClasses.add(new SizeClassStats(
                blockBytes,
                figures.live,
                figures.allocated,
                figures.allocated - figures.live,
                figures.cached,
                figures.free,
                figures.spans,
                figures.spanBytes,
                meanRequestedBytes));
    }

    private static double share(double part, double all) {
        return all == 0 ? 0 : Math.clamp(part / all, 0, 1);
    }
}
