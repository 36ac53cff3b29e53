// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.allocator;

import dev.seep.allocator.core.Blocks;
import dev.seep.allocator.jfr.FlightRecorderLink;
import dev.seep.allocator.jfr.Occupancy;
import org.jspecify.annotations.Nullable;

/** Shows an allocator to Flight Recorder and JMX, if this Java runtime has them, until the allocator is closed. */
final class Watching {
    private static final boolean FLIGHT_RECORDER = isThere("jdk.jfr");
    private static final boolean MANAGEMENT = isThere("java.management");

    private final Blocks blocks;
    private final @Nullable Runnable unregister;

    Watching(OffHeapAllocator allocator, Blocks blocks, boolean mxBean) {
        this.blocks = blocks;
        if (FLIGHT_RECORDER) {
            FlightRecorderLink.add(blocks, allocator.name(), blocks::observe, () -> occupancy(allocator.stats()));
        }
        unregister = mxBean && MANAGEMENT ? Beans.register(allocator) : null;
    }

    private static boolean isThere(String module) {
        return ModuleLayer.boot().findModule(module).isPresent();
    }

    private static Occupancy occupancy(AllocatorStats stats) {
        return new Occupancy(
                stats.liveBytes(),
                stats.residentBytes(),
                stats.mappedBytes(),
                stats.threadCacheBytes() + stats.centralBytes(),
                stats.internalFragmentation(),
                stats.externalFragmentation());
    }

    void end() {
        if (FLIGHT_RECORDER) {
            FlightRecorderLink.remove(blocks);
        }
        if (unregister != null) {
            unregister.run();
        }
    }
}
