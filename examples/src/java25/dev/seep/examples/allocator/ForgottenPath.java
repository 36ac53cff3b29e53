// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.examples.allocator;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.seep.allocator.OffHeapAllocator;
import java.lang.foreign.MemorySegment;

/**
 * Leaks a block of every tenth message: the path of those that are too old returns without freeing it. Run under the agent,
 * the report at exit names the line that allocates, and {@link #refuse} as the caller whose blocks are left.
 */
public final class ForgottenPath {
    private static final MemorySegment MEMORY = MemorySegment.NULL.reinterpret(Long.MAX_VALUE);
    private static final OffHeapAllocator ALLOCATOR = OffHeapAllocator.defaultInstance();
    private static final int MESSAGES = 10_000;
    private static final int EVERY_TOO_OLD = 10;
    private static final long MESSAGE_BYTES = 1_009; // prime: a multiple of it in a report comes from here

    private ForgottenPath() {}

    public static void main(String[] args) {
        long sum = 0;
        for (int i = 1; i <= MESSAGES; i++) {
            sum += i % EVERY_TOO_OLD == 0 ? refuse(i) : accept(i);
        }
        System.out.println("sum of what was accepted: " + sum);
    }

    private static long accept(long number) {
        long message = read(number);
        long value = MEMORY.get(JAVA_LONG, message);
        ALLOCATOR.free(message);
        return value;
    }

    private static long refuse(long number) {
        long message = read(number);
        if (MEMORY.get(JAVA_LONG, message) < Long.MAX_VALUE) {
            return 0; // the forgotten path
        }
        ALLOCATOR.free(message);
        return 1;
    }

    private static long read(long number) {
        long message = ALLOCATOR.allocate(MESSAGE_BYTES);
        MEMORY.set(JAVA_LONG, message, number);
        return message;
    }
}
