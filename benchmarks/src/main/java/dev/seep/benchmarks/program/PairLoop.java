// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.benchmarks.program;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Measures the processor time of a pair: warms up, then counts pairs and the process's own processor time.
 *
 * <p>The time is that of the whole process, so that what a tool does on threads of its own counts as well.
 * Arguments: program, threads, least number of pairs, least seconds of warm-up and of measuring.
 */
public final class PairLoop {
    private static final int BATCH = 200;
    private static final int STRIDE = 16; // a counter has its cache line to itself
    private static final long STACK_BYTES = 1 << 20;

    private final AtomicLongArray done;
    private volatile boolean stopped;

    private PairLoop(int threads) {
        done = new AtomicLongArray((threads + 1) * STRIDE);
    }

    /** Prints {@code pairs=… cpuNanos=… wallNanos=… totalPairs=…}, the last one with the pairs of the warm-up. */
    public static void main(String[] args) throws InterruptedException {
        String program = args[0];
        int threads = Integer.parseInt(args[1]);
        long leastPairs = Long.parseLong(args[2]);
        long leastMillis = Math.round(1000 * Double.parseDouble(args[3]));
        new PairLoop(threads).measure(program, threads, leastPairs, leastMillis);
    }

    private void measure(String program, int threads, long leastPairs, long leastMillis) throws InterruptedException {
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        Thread[] workers = new Thread[threads];
        for (int i = 0; i < threads; i++) {
            int number = i;
            workers[i] = new Thread(null, () -> work(program, number), "pairs-" + i, STACK_BYTES);
            workers[i].start();
        }
        awaitPairs(leastPairs / 2, leastMillis);

        long pairsBefore = pairs();
        long wallBefore = System.nanoTime();
        long cpuBefore = system.getProcessCpuTime();
        awaitPairs(pairsBefore + leastPairs, leastMillis);
        long wallNanos = System.nanoTime() - wallBefore;
        long cpuNanos = system.getProcessCpuTime() - cpuBefore;
        long pairs = pairs() - pairsBefore;

        stopped = true;
        for (Thread worker : workers) {
            worker.join();
        }
        System.out.println(
                "pairs=" + pairs + " cpuNanos=" + cpuNanos + " wallNanos=" + wallNanos + " totalPairs=" + pairs());
    }

    private void awaitPairs(long least, long leastMillis) throws InterruptedException {
        long end = System.nanoTime() + leastMillis * 1_000_000;
        while (System.nanoTime() < end || pairs() < least) {
            Thread.sleep(5);
        }
    }

    private void work(String name, int number) {
        Program program = Program.named(name, number);
        int counter = (number + 1) * STRIDE;
        while (!stopped) {
            program.run(BATCH);
            done.lazySet(counter, done.get(counter) + BATCH);
        }
    }

    private long pairs() {
        long sum = 0;
        for (int i = STRIDE; i < done.length(); i += STRIDE) {
            sum += done.get(i);
        }
        return sum;
    }
}
