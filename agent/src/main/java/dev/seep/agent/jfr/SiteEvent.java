// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.agent.jfr;

import jdk.jfr.Category;
import jdk.jfr.DataAmount;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.Period;
import jdk.jfr.Registered;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;
import org.jspecify.annotations.Nullable;

/** What one site holds at the end of a chunk. */
@Name("seep.Site")
@Label("Off-Heap Site")
@Category({"Java Virtual Machine", "Memory", "Off-Heap"})
@Description("A place in the program that allocates memory outside the Java heap, and how much of it is not freed")
@Period("endChunk")
@StackTrace(false)
@Registered(false)
final class SiteEvent extends Event {
    @Label("Kind")
    @Description("The API the blocks came from, such as direct, arena-shared or unsafe")
    @Nullable
    String kind;

    @Label("Layer")
    @Description("base: memory the process took; mapped: files in its address space; pool: blocks inside base memory")
    @Nullable
    String layer;

    @Label("Call Site")
    @Description("Class, method and line of the call that allocated, where it is known")
    @Nullable
    String callSite;

    @Label("Stack")
    @Description("The stack that holds most of the site, frames from the allocation outwards, one a line")
    @Nullable
    String stack;

    @Label("Live Bytes")
    @Description("Bytes allocated and not freed")
    @DataAmount
    long liveBytes;

    @Label("Live Count")
    @Description("Blocks allocated and not freed")
    long liveCount;

    @Label("Allocated Bytes")
    @Description("Bytes allocated since tracking started, freed ones included")
    @DataAmount
    long allocatedBytes;

    @Label("Allocated Count")
    @Description("Blocks allocated since tracking started, freed ones included")
    long allocatedCount;

    @Label("Time in Allocator")
    @Description("Time the allocating calls took, estimated from those that were timed; 0 when none was")
    @Timespan(Timespan.NANOSECONDS)
    long allocatorTime;

    @Label("Exact")
    @Description("Whether every block behind the figures was counted")
    boolean exact;

    @Label("Error")
    @Description("Half the width of the 95 % interval of the live bytes, 0 when exact")
    @DataAmount
    long errorBytes;

    @Label("Rest")
    @Description("Whether this is what is left of the kind, so that the sites of a kind add up to it")
    boolean rest;
}
