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
import org.jspecify.annotations.Nullable;

/** Memory taken from the operating system or given back. */
@Name("seep.AllocatorMapping")
@Label("Allocator Mapping")
@Category({"Java Virtual Machine", "Memory", "Off-Heap"})
@Description("Memory that an allocator takes from the operating system, or gives back with its address range")
@StackTrace(true)
@Registered(false)
final class MappingEvent extends Event {
    @Label("Allocator")
    @Description("Name of the allocator")
    @Nullable
    String allocator;

    @Label("Address")
    @Description("First byte")
    @MemoryAddress
    long address;

    @Label("Size")
    @Description("Bytes of address space")
    @DataAmount
    long size;

    @Label("Mapped")
    @Description("Whether the memory was taken; otherwise it was given back")
    boolean mapped;
}
