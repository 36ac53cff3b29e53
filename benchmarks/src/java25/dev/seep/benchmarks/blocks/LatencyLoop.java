// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.benchmarks.blocks;

import java.util.concurrent.CountDownLatch;
import org.HdrHistogram.Histogram;

/**
 * Measures how long single calls take by the clock on the wall, while each thread replaces random ones of 1,000 live
 * blocks of 8 to 1,032 bytes; or, for comparison, how long nothing takes.
 *
 * <p>Arguments: class of blocks, threads, number of calls of all threads together, {@code calls} or {@code nothing}.
 */
public final class LatencyLoop {
    private static final int BLOCKS = 1000;
    private static final int LEAST_BYTES = 8;
    private static final int SIZES = 1025;
    private static final int WARM_UP = 1_000_000;
    private static final long LONGEST_NANOS = 10_000_000_000L;
    private static final int DIGITS = 3;

    private final Team team;
    private final boolean calls;
    private final Histogram all = newHistogram();

    private LatencyLoop(String blocksClass, int threads, boolean calls) {
        team = new Team(blocksClass, threads);
        this.calls = calls;
    }

    private static Histogram newHistogram() {
        return new Histogram(LONGEST_NANOS, DIGITS);
    }

    /** Prints {@code p50=... p99=... p999=... max=...} in ns, and {@code count=...}. */
    public static void main(String[] args) throws InterruptedException {
        Thread.setDefaultUncaughtExceptionHandler((thread, e) -> {
            e.printStackTrace();
            Runtime.getRuntime().halt(1);
        });
        int threads = Integer.parseInt(args[1]);
        LatencyLoop loop = new LatencyLoop(args[0], threads, args[3].equals("calls"));
        loop.measure(threads, Integer.parseInt(args[2]) / threads);
        System.exit(0); // whatever threads an allocator has
    }

    private void measure(int threads, int callsEach) throws InterruptedException {
        CountDownLatch ready = new CountDownLatch(threads);
        Thread[] workers = new Thread[threads];
        for (int i = 0; i < threads; i++) {
            int number = i;
            workers[i] = team.blocks.newThread(() -> work(number, threads, callsEach, ready));
            workers[i].start();
        }
        for (Thread worker : workers) {
            worker.join();
        }
        System.out.println("p50=" + all.getValueAtPercentile(50) + " p99=" + all.getValueAtPercentile(99) + " p999="
                + all.getValueAtPercentile(99.9) + " max=" + all.getMaxValue() + " count=" + all.getTotalCount());
    }

    private void work(int number, int threads, int callsEach, CountDownLatch ready) {
        Numbers numbers = new Numbers(number);
        int first = team.reserve(BLOCKS);
        for (int i = 0; i < BLOCKS; i++) {
            team.blocks.allocate(first + i, LEAST_BYTES + numbers.below(SIZES));
        }
        run(first, numbers, WARM_UP / threads, newHistogram());
        Histogram own = newHistogram();
        ready.countDown();
        try {
            ready.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        run(first, numbers, callsEach, own);
        synchronized (all) {
            all.add(own);
        }
    }

    private void run(int first, Numbers numbers, int count, Histogram histogram) {
        for (int i = 0; i < count; i += 2) {
            int slot = first + numbers.below(BLOCKS);
            int bytes = LEAST_BYTES + numbers.below(SIZES);
            long start = System.nanoTime();
            if (calls) {
                team.blocks.free(slot);
            }
            long middle = System.nanoTime();
            if (calls) {
                team.blocks.allocate(slot, bytes);
            }
            long end = System.nanoTime();
            histogram.recordValue(Math.min(LONGEST_NANOS, middle - start));
            histogram.recordValue(Math.min(LONGEST_NANOS, end - middle));
        }
    }
}
