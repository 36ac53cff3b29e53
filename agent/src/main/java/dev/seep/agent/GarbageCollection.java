// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.agent;

import java.lang.ref.Cleaner;
import java.lang.ref.PhantomReference;
import java.lang.ref.ReferenceQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/** Collects garbage and waits until the Cleaners of what was collected have run. */
final class GarbageCollection {
    private static final int ROUNDS = 2; // what the first round's Cleaners let go is collected by the second
    private static final long DEADLINE_MILLIS = 5_000;
    private static final long CALM_MILLIS = 20;
    private static final int CALM_SPELLS = 3;

    private GarbageCollection() {}

    /**
     * Returns when it is done, or after five seconds, for instance under {@code -XX:+DisableExplicitGC}.
     *
     * @param blocks number of live blocks, which changes as long as Cleaners are at work
     */
    static void runAndWaitForCleaners(LongSupplier blocks) {
        Cleaner cleaner = Cleaner.create();
        for (int round = 0; round < ROUNDS; round++) {
            if (!collected(cleaner)) {
                StandardError.line("gc: the garbage collector did not run in time (is explicit GC disabled?)");
                return;
            }
        }
        awaitCalm(blocks);
    }

    /** Cleaners have threads of their own, and no order among their references: when they are idle cannot be asked. */
    private static void awaitCalm(LongSupplier blocks) {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(DEADLINE_MILLIS);
        long last = blocks.getAsLong();
        int calm = 0;
        while (calm < CALM_SPELLS && System.nanoTime() < deadline) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(CALM_MILLIS));
            long now = blocks.getAsLong();
            calm = now == last ? calm + 1 : 0;
            last = now;
        }
    }

    private static boolean collected(Cleaner cleaner) {
        CountDownLatch cleaned = new CountDownLatch(1);
        ReferenceQueue<Object> queue = new ReferenceQueue<>();
        PhantomReference<Object> last = register(cleaner, cleaned, queue);
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(DEADLINE_MILLIS);
        try {
            System.gc();
            return cleaned.await(DEADLINE_MILLIS, TimeUnit.MILLISECONDS)
                    && queue.remove(Math.max(1, TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime()))) == last;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static PhantomReference<Object> register(
            Cleaner cleaner, CountDownLatch cleaned, ReferenceQueue<Object> queue) {
        Object garbage = new Object();
        cleaner.register(garbage, cleaned::countDown);
        return new PhantomReference<>(garbage, queue);
    }
}
