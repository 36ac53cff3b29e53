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
import org.jspecify.annotations.Nullable;

/** The end of a block whose allocation was sampled. */
@Name("seep.Free")
@Label("Off-Heap Free")
@Category({"Java Virtual Machine", "Memory", "Off-Heap"})
@Description("The free of a block whose allocation was sampled")
@StackTrace(false)
@Registered(false)
final class FreeEvent extends Event {
    @Label("Address")
    @Description("First byte of the block")
    @MemoryAddress
    long address;

    @Label("Size")
    @Description("Bytes the caller asked for, before rounding by the allocator")
    @DataAmount
    long size;

    @Label("Kind")
    @Description("The API the block came from, such as direct, arena-shared or unsafe")
    @Nullable
    String kind;

    @Label("Lifetime")
    @Description("Time from the block's allocation to its free")
    @Timespan(Timespan.NANOSECONDS)
    long lifetime;
}
