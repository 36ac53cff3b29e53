// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.allocator.jfr;

import jdk.jfr.Category;
import jdk.jfr.DataAmount;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.Registered;
import jdk.jfr.StackTrace;
import jdk.jfr.Throttle;
import org.jspecify.annotations.Nullable;

/** An allocation that got no memory. */
@Name("seep.AllocatorRefusal")
@Label("Allocator Out of Memory")
@Category({"Java Virtual Machine", "Memory", "Off-Heap"})
@Description("An allocation that got no memory: the limit is reached, or the operating system refuses")
@Throttle("20/s")
@StackTrace(true)
@Registered(false)
final class RefusalEvent extends Event {
    @Label("Allocator")
    @Description("Name of the allocator")
    @Nullable
    String allocator;

    @Label("Size")
    @Description("Bytes wanted")
    @DataAmount
    long size;

    @Label("Committed Bytes")
    @Description("Bytes in use or kept for the next block")
    @DataAmount
    long committedBytes;

    @Label("Limit")
    @Description("Bytes that may be in use or kept")
    @DataAmount
    long maxBytes;

    @Label("Last Refusal")
    @Description("Error number of the last call that the operating system refused")
    @Nullable
    String lastRefusal;
}
