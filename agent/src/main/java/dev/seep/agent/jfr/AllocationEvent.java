// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.agent.jfr;

import jdk.jfr.Category;
import jdk.jfr.DataAmount;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.MemoryAddress;
import jdk.jfr.Name;
import jdk.jfr.Registered;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;
import jdk.jfr.events.StackFilter;
import org.jspecify.annotations.Nullable;

/** An allocation whose stack was walked; JFR takes its own stack of it when it is committed. */
@Name("seep.Allocation")
@Label("Off-Heap Allocation")
@Category({"Java Virtual Machine", "Memory", "Off-Heap"})
@Description("A sampled allocation of memory outside the Java heap")
@StackTrace(true)
@StackFilter({
    "dev.seep.agent.jfr.FlightEventSink",
    "dev.seep.agent.record.SampledAllocations",
    "dev.seep.agent.record.AllocationRecorder",
    "dev.seep.agent.hook.Hooks",
    "java.lang.SeepHooks"
})
@Registered(false)
final class AllocationEvent extends Event {
    @Label("Size")
    @Description("Bytes the caller asked for, before rounding by the allocator")
    @DataAmount
    long size;

    @Label("Weight")
    @Description("Bytes this sample stands for, given the sampling interval")
    @DataAmount
    long weight;

    @Label("Kind")
    @Description("The API the block came from, such as direct, arena-shared or unsafe")
    @Nullable
    String kind;

    @Label("Address")
    @Description("First byte of the block")
    @MemoryAddress
    long address;

    @Label("Call Site")
    @Description("Class, method and line of the call that allocated, where it is known")
    @Nullable
    String callSite;

    @Label("Time in Allocator")
    @Description("Time the allocating call had taken when the block was there; 0 for a call that was not timed")
    @Timespan(Timespan.NANOSECONDS)
    long allocatorTime;
}
