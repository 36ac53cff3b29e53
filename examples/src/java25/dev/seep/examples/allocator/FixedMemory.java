// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.examples.allocator;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import com.sun.management.ThreadMXBean;
import dev.seep.allocator.OffHeapAllocator;
import java.lang.foreign.MemorySegment;
import java.lang.management.ManagementFactory;

/** Embedded: messages within a fixed amount of memory, and not one Java object after the start. */
public final class FixedMemory {
    private static final MemorySegment MEMORY = MemorySegment.NULL.reinterpret(Long.MAX_VALUE);
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final OffHeapAllocator ALLOCATOR =
            OffHeapAllocator.builder().maxBytes(1 << 20).build();
    private static final int QUEUE = 64;
    private static final int MESSAGES = 500_000;

    private final long[] queue = new long[QUEUE];
    private long sum;
    private long refused;

    private FixedMemory() {}

    public static void main(String[] args) {
        FixedMemory memory = new FixedMemory();
        memory.run(MESSAGES); // the start: classes are loaded, code is compiled
        long before = THREADS.getCurrentThreadAllocatedBytes();
        memory.run(MESSAGES);
        long after = THREADS.getCurrentThreadAllocatedBytes();
        System.out.println("Java objects after the start: " + (after - before) + " bytes");
        System.out.println("memory within its limit: " + (ALLOCATOR.stats().residentBytes() <= 1 << 20));
        System.out.println("messages refused: " + memory.refused + ", sum of the others: " + memory.sum);
    }

    private void run(int messages) {
        for (int i = 0; i < messages; i++) {
            int place = i % QUEUE;
            if (queue[place] != 0) {
                sum += MEMORY.get(JAVA_LONG, queue[place]);
                ALLOCATOR.free(queue[place]);
            }
            queue[place] = ALLOCATOR.tryAllocate(64L << i % 5);
            if (queue[place] == 0) {
                refused++; // the limit is reached: 0, and no exception
            } else {
                MEMORY.set(JAVA_LONG, queue[place], 1);
            }
        }
    }
}
