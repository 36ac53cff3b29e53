// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.allocator.jfr;

import jdk.jfr.Category;
import jdk.jfr.DataAmount;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.Percentage;
import jdk.jfr.Period;
import jdk.jfr.Registered;
import jdk.jfr.StackTrace;
import org.jspecify.annotations.Nullable;

/** How an allocator uses its memory at a moment. */
@Name("seep.AllocatorOccupancy")
@Label("Allocator Occupancy")
@Category({"Java Virtual Machine", "Memory", "Off-Heap"})
@Description("What an allocator has in live blocks, keeps free, and loses to fragmentation")
@Period("1 s")
@StackTrace(false)
@Registered(false)
final class OccupancyEvent extends Event {
    @Label("Allocator")
    @Description("Name of the allocator")
    @Nullable
    String allocator;

    @Label("Live Bytes")
    @Description("Size of blocks that are not freed")
    @DataAmount
    long liveBytes;

    @Label("Resident Bytes")
    @Description("Bytes in use or kept for the next block: an estimate")
    @DataAmount
    long residentBytes;

    @Label("Mapped Bytes")
    @Description("Address space taken from the operating system")
    @DataAmount
    long mappedBytes;

    @Label("Cached Bytes")
    @Description("Free blocks that threads and central free lists keep")
    @DataAmount
    long cachedBytes;

    @Label("Internal Fragmentation")
    @Description("Share of the live bytes that was not asked for")
    @Percentage
    double internalFragmentation;

    @Label("External Fragmentation")
    @Description("Share of the resident bytes that is not in live blocks")
    @Percentage
    double externalFragmentation;
}
