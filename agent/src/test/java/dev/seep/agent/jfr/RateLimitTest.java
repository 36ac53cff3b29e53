// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.agent.jfr;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RateLimitTest {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final long START = Long.MAX_VALUE - SECOND; // nanoTime() may wrap while a JVM runs

    private final RateLimit limit = new RateLimit(10, START);

    @Test
    void tryAcquire_atOnce_letsOneSecondsWorthThrough() {
        assertThat(acquire(limit, 25, START)).isEqualTo(10);
        assertThat(limit.refusedCount()).isEqualTo(15);
    }

    @Test
    void tryAcquire_halfASecondAfterTheBurst_letsHalfThrough() {
        acquire(limit, 10, START);

        assertThat(acquire(limit, 25, START + SECOND / 2)).isEqualTo(5);
    }

    @Test
    void tryAcquire_afterAQuietHour_doesNotSaveUp() {
        assertThat(acquire(limit, 25, START + 3600 * SECOND)).isEqualTo(10);
    }

    @Test
    void tryAcquire_atTheRate_refusesNothing() {
        for (int i = 0; i < 1_000; i++) {
            assertThat(limit.tryAcquire(START + i * SECOND / 10)).isTrue();
        }

        assertThat(limit.refusedCount()).isZero();
    }

    @Test
    void tryAcquire_whenTheClockStandsStillOnFourThreads_letsNoMoreThrough() throws InterruptedException {
        RateLimit shared = new RateLimit(10_000, START);
        AtomicLong acquired = new AtomicLong();
        Thread[] threads = new Thread[4];
        for (int i = 0; i < threads.length; i++) {
            threads[i] = new Thread(() -> acquired.addAndGet(acquire(shared, 5_000, START)));
            threads[i].start();
        }
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(acquired).hasValue(10_000);
        assertThat(shared.refusedCount()).isEqualTo(10_000);
    }

    private static int acquire(RateLimit limit, int attempts, long nowNanos) {
        int acquired = 0;
        for (int i = 0; i < attempts; i++) {
            if (limit.tryAcquire(nowNanos)) {
                acquired++;
            }
        }
        return acquired;
    }
}
