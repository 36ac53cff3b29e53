// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.benchmarks.blocks;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What the threads of a program share. Thread-safe. */
final class Team {
    /** How many slots there are. */
    static final int SLOTS = 1 << 20;

    private static final int APART =
            1024; // slots of two threads are neither in one cache line nor in one card of the GC

    final Blocks blocks;
    final int threads;

    private volatile boolean stopped;
    private int reserved;
    private @Nullable Object shared;

    Team(String blocksClass, int threads) {
        blocks = Blocks.of(blocksClass, SLOTS);
        this.threads = threads;
    }

    /** {@return the first of so many slots, which nobody else gets} */
    synchronized int reserve(int slots) {
        int first = reserved;
        reserved = first + (slots + APART - 1) / APART * APART;
        if (reserved > SLOTS) {
            throw new IllegalStateException("no slots left: slots=" + slots + ", reserved=" + first);
        }
        return first;
    }

    /** {@return the one object of its kind that all threads of the team share, made by the first that asks} */
    synchronized <T> T shared(Class<T> type, Supplier<T> first) {
        Object object = shared;
        if (object == null) {
            object = first.get();
            shared = object;
        }
        return type.cast(object);
    }

    /** {@return whether who waits for another thread must not wait any longer} */
    boolean isStopped() {
        return stopped;
    }

    void stop() {
        stopped = true;
    }
}
