// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.junit;

import dev.seep.api.Seep;
import java.lang.ref.PhantomReference;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.util.concurrent.TimeUnit;

/**
 * What is live and was not at a mark, once garbage is gone.
 *
 * @param lines the lines that hold it; empty if there is nothing
 * @param collected whether the garbage collector ran each time it was asked to
 */
record LeftBehind(String lines, boolean collected) {
    /*
     * Implementation notes
     *
     * Nobody can ask whether all Cleaners are done: each has a thread of its own, and takes its references in no order. So
     * the figures themselves are asked, again after each collection, until nothing is left or the time is over. A
     * collection is over for us when a reference to garbage of our own has been enqueued, which is what Cleaners wait for.
     */

    /** {@return what is left behind since {@code mark}, after at most {@code withinMillis} of collections} */
    static LeftBehind since(String mark, long withinMillis) {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(withinMillis);
        String lines = Seep.since(mark);
        boolean collected = true;
        while (!lines.isEmpty() && collected && System.nanoTime() - deadline < 0) {
            collected = collect(deadline);
            lines = Seep.since(mark);
        }
        return new LeftBehind(lines, collected);
    }

    private static boolean collect(long deadline) {
        ReferenceQueue<Object> queue = new ReferenceQueue<>();
        PhantomReference<Object> garbage = new PhantomReference<>(new Object(), queue);
        System.gc();
        try {
            long millis = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            boolean enqueued = queue.remove(Math.max(1, millis)) != null;
            Reference.reachabilityFence(garbage);
            return enqueued;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
