// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.agent.jfr;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Lets through a number of events a second on average, and as many at once after a quiet second.
 *
 * <p>Thread-safe, lock-free, and free of Java allocation.
 */
final class RateLimit {
    /*
     * Implementation notes
     *
     * A token bucket held as one number, the moment up to which the tokens taken so far are paid for (GCRA, the generic
     * cell rate algorithm of ITU-T I.371). A token moves it by 1 / rate; it may run ahead of the clock by one second.
     * One compare-and-set takes a token, and a refusal writes nothing but the count of refusals.
     */
    private static final long BURST_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final long tokenNanos;
    private final AtomicLong paidUntilNanos;
    private final AtomicLong refused = new AtomicLong();

    /**
     * Creates a limit with all its tokens.
     *
     * @param eventsPerSecond events let through each second; between 1 and a billion
     * @param nowNanos the time, on the clock that {@link #tryAcquire} is given
     */
    RateLimit(long eventsPerSecond, long nowNanos) {
        tokenNanos = TimeUnit.SECONDS.toNanos(1) / eventsPerSecond;
        paidUntilNanos = new AtomicLong(nowNanos);
    }

    /**
     * Takes a token if there is one, and otherwise counts a refusal.
     *
     * @param nowNanos the time, as of {@link System#nanoTime()}
     */
    boolean tryAcquire(long nowNanos) {
        while (true) {
            long paid = paidUntilNanos.get();
            long ahead = Math.max(0, paid - nowNanos); // a difference, because nanoTime() may wrap
            if (ahead + tokenNanos > BURST_NANOS) {
                refused.incrementAndGet();
                return false;
            }
            if (paidUntilNanos.compareAndSet(paid, nowNanos + ahead + tokenNanos)) {
                return true;
            }
        }
    }

    /** {@return how often {@link #tryAcquire} said no} */
    long refusedCount() {
        return refused.get();
    }
}
