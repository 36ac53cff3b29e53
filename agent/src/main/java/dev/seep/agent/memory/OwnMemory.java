// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.agent.memory;

import dev.seep.agent.hook.CallSlot;
import java.util.concurrent.atomic.AtomicLong;
import jdk.internal.misc.Unsafe;

/**
 * Takes and gives back the off-heap memory of the agent's tables, and knows how much there is.
 *
 * <p>Thread-safe. What is taken here is never seen by the hooks: the calling thread is inside the agent meanwhile. A
 * thread that cannot get a slot to say so gets no memory.
 */
public final class OwnMemory {
    private static final Unsafe UNSAFE = Unsafe.getUnsafe();
    private static final AtomicLong USED = new AtomicLong();

    private OwnMemory() {}

    /**
     * Allocates zeroed memory.
     *
     * @param bytes size in bytes
     * @return its address, aligned to 8 bytes, or 0 if it was refused
     */
    public static long allocate(long bytes) {
        long address = allocateUncleared(bytes);
        if (address != 0) {
            UNSAFE.setMemory(address, bytes, (byte) 0);
        }
        return address;
    }

    /** As {@link #allocate}, with undefined contents. */
    public static long allocateUncleared(long bytes) {
        CallSlot slot = CallSlot.claim();
        if (slot == null) {
            return 0;
        }
        boolean entered = slot.tryEnter();
        try {
            long address = UNSAFE.allocateMemory(bytes);
            USED.addAndGet(bytes);
            return address;
        } catch (OutOfMemoryError e) {
            return 0; // the table stays as it is, and its caller loses one record
        } finally {
            if (entered) {
                slot.exit();
            }
        }
    }

    /**
     * Frees memory that {@link #allocate} gave.
     *
     * @param address its address
     * @param bytes its size
     */
    public static void free(long address, long bytes) {
        CallSlot slot = CallSlot.claim();
        if (slot == null) {
            return; // rather leak than have it counted as the application's
        }
        boolean entered = slot.tryEnter();
        try {
            UNSAFE.freeMemory(address);
            USED.addAndGet(-bytes);
        } finally {
            if (entered) {
                slot.exit();
            }
        }
    }

    /** {@return bytes taken and not given back} */
    public static long usedBytes() {
        return USED.get();
    }
}
