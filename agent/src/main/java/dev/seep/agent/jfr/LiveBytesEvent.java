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
import org.jspecify.annotations.Nullable;

/** What one kind holds at a moment. */
@Name("seep.LiveBytes")
@Label("Off-Heap Live Bytes")
@Category({"Java Virtual Machine", "Memory", "Off-Heap"})
@Description("Memory outside the Java heap that is allocated and not freed, by kind")
@Period("1 s")
@StackTrace(false)
@Registered(false)
final class LiveBytesEvent extends Event {
    @Label("Kind")
    @Description("The API the blocks came from, such as direct, arena-shared or unsafe")
    @Nullable
    String kind;

    @Label("Layer")
    @Description("base: memory the process took; mapped: files in its address space; pool: blocks inside base memory")
    @Nullable
    String layer;

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
}
