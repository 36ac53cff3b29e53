// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.benchmarks.blocks;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Measures the time of a pair of an allocation and a free: warms up, then counts pairs, the processor time of the
 * process, the time of the clock on the wall, and the Java heap that the threads of the program took.
 *
 * <p>Arguments: class of blocks, program, threads, seconds of warm-up, seconds of measuring.
 */
public final class BlockLoop {
    private static final int STRIDE = 16; // a counter has its cache line to itself

    private final Team team;
    private final AtomicLongArray done;

    private BlockLoop(String blocksClass, int threads) {
        team = new Team(blocksClass, threads);
        done = new AtomicLongArray((threads + 1) * STRIDE);
    }

    /** Prints {@code pairs=... cpuNanos=... wallNanos=... heapBytes=...}. */
    public static void main(String[] args) throws InterruptedException {
        Thread.setDefaultUncaughtExceptionHandler((thread, e) -> {
            e.printStackTrace();
            Runtime.getRuntime().halt(1);
        });
        int threads = Integer.parseInt(args[2]);
        long warmUpMillis = Math.round(1000 * Double.parseDouble(args[3]));
        long millis = Math.round(1000 * Double.parseDouble(args[4]));
        new BlockLoop(args[0], threads).measure(args[1], threads, warmUpMillis, millis);
        System.exit(0); // whatever threads an allocator has
    }

    private void measure(String program, int threads, long warmUpMillis, long millis) throws InterruptedException {
        Thread[] workers = new Thread[threads];
        long[] ids = new long[threads];
        for (int i = 0; i < threads; i++) {
            int number = i;
            workers[i] = team.blocks.newThread(() -> work(program, number));
            workers[i].start();
            ids[i] = workers[i].threadId();
        }
        await(1, warmUpMillis);

        ThreadMXBean beans = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        beans.getThreadAllocatedBytes(ids);
        ProcessClock.nanos();
        long heapBefore = sum(beans.getThreadAllocatedBytes(ids));
        long pairsBefore = pairs();
        long wallBefore = System.nanoTime();
        long cpuBefore = ProcessClock.nanos();
        await(pairsBefore + 1, millis);
        long pairs = pairs() - pairsBefore;
        long wallNanos = System.nanoTime() - wallBefore;
        long cpuNanos = ProcessClock.nanos() - cpuBefore;
        long heapBytes = sum(beans.getThreadAllocatedBytes(ids)) - heapBefore;

        team.stop();
        for (Thread worker : workers) {
            worker.join();
        }
        System.out.println(
                "pairs=" + pairs + " cpuNanos=" + cpuNanos + " wallNanos=" + wallNanos + " heapBytes=" + heapBytes);
    }

    private void await(long leastPairs, long millis) throws InterruptedException {
        long end = System.nanoTime() + millis * 1_000_000;
        do {
            Thread.sleep(Math.max(1, Math.min(millis, (end - System.nanoTime()) / 1_000_000)));
        } while (System.nanoTime() < end || pairs() < leastPairs);
    }

    private void work(String program, int number) {
        Workload workload = Workloads.of(program, team, number);
        int counter = (number + 1) * STRIDE;
        while (!team.isStopped()) {
            int pairs = workload.step();
            done.setRelease(counter, done.getPlain(counter) + pairs);
        }
    }

    private long pairs() {
        long sum = 0;
        for (int i = STRIDE; i < done.length(); i += STRIDE) {
            sum += done.getAcquire(i);
        }
        return sum;
    }

    private static long sum(long[] values) {
        long sum = 0;
        for (long value : values) {
            sum += value;
        }
        return sum;
    }
}
