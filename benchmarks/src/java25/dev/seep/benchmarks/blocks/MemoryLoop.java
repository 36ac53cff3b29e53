// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.benchmarks.blocks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Measures by how much a process grows for the bytes that are live: blocks of 8 to 1,032 bytes for each thread, of
 * which random ones were replaced; and the same after those threads ended and another one replaced all blocks once.
 *
 * <p>Growth is that of resident memory, and of what is in use of the Java heap, which is resident from the start. The
 * JVM must interpret, so that compiled code and compilers do not count. Arguments: class of blocks, threads, blocks
 * for each of them.
 */
public final class MemoryLoop {
    private static final int REPLACED = 3; // times as many blocks as there are
    private static final int LEAST_BYTES = 8;
    private static final int SIZES = 1025;
    private static final int STRIDE = 7919; // prime: every block has its turn
    private static final long PAGE_BYTES = 4096;

    private final Team team;
    private final Blocks blocks;
    private final int count;
    private final short[] sizes;
    private final AtomicLong live = new AtomicLong();

    private MemoryLoop(String blocksClass, int threads, int count) {
        team = new Team(blocksClass, threads);
        blocks = team.blocks;
        this.count = count;
        sizes = new short[Team.SLOTS];
    }

    /** Prints {@code liveBytes=... growth=... laterLiveBytes=... laterGrowth=...}. */
    public static void main(String[] args) throws IOException, InterruptedException {
        Thread.setDefaultUncaughtExceptionHandler((thread, e) -> {
            e.printStackTrace();
            Runtime.getRuntime().halt(1);
        });
        int threads = Integer.parseInt(args[1]);
        new MemoryLoop(args[0], threads, Integer.parseInt(args[2])).measure(threads);
        System.exit(0); // whatever threads an allocator has
    }

    private void measure(int threads) throws IOException, InterruptedException {
        warmUp();
        long before = bytesOfProcess();

        CountDownLatch filled = new CountDownLatch(threads);
        CountDownLatch measured = new CountDownLatch(1);
        Thread[] workers = new Thread[threads];
        int[] firsts = new int[threads];
        for (int i = 0; i < threads; i++) {
            int number = i;
            firsts[i] = team.reserve(count);
            workers[i] = blocks.newThread(() -> fill(number, firsts[number], filled, measured));
            workers[i].start();
        }
        filled.await();
        long liveBytes = live.get();
        long growth = bytesOfProcess() - before;
        measured.countDown();
        for (Thread worker : workers) {
            worker.join();
        }

        Thread heir = blocks.newThread(() -> replaceAll(firsts));
        heir.start();
        heir.join();
        System.out.println("liveBytes=" + liveBytes + " growth=" + growth + " laterLiveBytes=" + live.get()
                + " laterGrowth=" + (bytesOfProcess() - before));
    }

    /** Loads the classes, and lets a thread of the allocator's kind come and go. */
    private void warmUp() throws IOException, InterruptedException {
        int slot = team.reserve(1);
        Thread thread = blocks.newThread(() -> {
            blocks.allocate(slot, SIZES);
            blocks.free(slot);
        });
        thread.start();
        thread.join();
        bytesOfProcess();
    }

    private void fill(int number, int first, CountDownLatch filled, CountDownLatch measured) {
        Numbers numbers = new Numbers(number);
        for (int i = 0; i < count; i++) {
            allocate(first + i, numbers);
        }
        for (int i = 0; i < REPLACED * count; i++) {
            replace(first + numbers.below(count), numbers);
        }
        filled.countDown();
        try {
            measured.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void replaceAll(int[] firsts) {
        Numbers numbers = new Numbers(firsts.length);
        for (int i = 0; i < count; i++) {
            for (int first : firsts) {
                replace(first + (int) ((long) i * STRIDE % count), numbers);
            }
        }
    }

    private void replace(int slot, Numbers numbers) {
        blocks.free(slot);
        live.addAndGet(-sizes[slot]);
        allocate(slot, numbers);
    }

    private void allocate(int slot, Numbers numbers) {
        int bytes = LEAST_BYTES + numbers.below(SIZES);
        sizes[slot] = (short) bytes;
        live.addAndGet(bytes);
        blocks.allocate(slot, bytes);
    }

    private static long bytesOfProcess() throws IOException {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        String pages = Files.readString(Path.of("/proc/self/statm")).split(" ", -1)[1];
        return Long.parseLong(pages) * PAGE_BYTES + runtime.totalMemory() - runtime.freeMemory();
    }
}
