// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.allocator.jfr;

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
import org.jspecify.annotations.Nullable;

/** Free pages given back to the operating system. */
@Name("seep.AllocatorPurge")
@Label("Allocator Purge")
@Category({"Java Virtual Machine", "Memory", "Off-Heap"})
@Description("Free pages that an allocator gives back to the operating system")
@StackTrace(false)
@Registered(false)
final class PurgeEvent extends Event {
    @Label("Allocator")
    @Description("Name of the allocator")
    @Nullable
    String allocator;

    @Label("Address")
    @Description("First byte")
    @MemoryAddress
    long address;

    @Label("Size")
    @Description("Bytes given back")
    @DataAmount
    long size;

    @Label("Time")
    @Description("Time that the operating system took")
    @Timespan(Timespan.NANOSECONDS)
    long time;
}
