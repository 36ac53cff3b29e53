// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.benchmarks.program;

import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.function.LongSupplier;

/**
 * Keeps a number of live blocks of 16 bytes until it ends.
 *
 * <p>Arguments: {@code end}, which prints one line when all blocks are there and ends; or {@code wall} or {@code cpu}, the clock
 * with which it times pairs of an allocation and a free for so many seconds, in turns with a loop that does nothing.
 */
public final class LiveBlocks {
    private static final long BYTES = 16;
    private static final int TURN = 10_000;

    private LiveBlocks() {}

    /** Takes what to do, the number of blocks and, if it is to time pairs, seconds. */
    public static void main(String[] args) {
        int blocks = Integer.parseInt(args[1]);
        for (int i = 0; i < blocks; i++) {
            NativeMemory.UNSAFE.putByte(NativeMemory.UNSAFE.allocateMemory(BYTES), (byte) 1);
        }
        PrintStream out = System.out;
        if (args[0].equals("end")) {
            out.println("blocks=" + blocks);
            return;
        }
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        LongSupplier clock = args[0].equals("wall") ? System::nanoTime : threads::getCurrentThreadCpuTime;
        Durations pairs = new Durations();
        Durations control = new Durations();
        long end = System.nanoTime() + Math.round(1e9 * Double.parseDouble(args[2]));
        while (System.nanoTime() < end) {
            long start = System.nanoTime();
            timePairs(clock, pairs);
            timeNothing(clock, control, 2 * System.nanoTime() - start);
        }
        out.println("median=" + pairs.quantile(0.5) + " high=" + pairs.quantile(0.9999) + " max=" + pairs.maxNanos()
                + " over=" + pairs.overMillisecond() + " controlMax=" + control.maxNanos() + " controlOver="
                + control.overMillisecond());
    }

    private static void timePairs(LongSupplier clock, Durations durations) {
        for (int i = 0; i < TURN; i++) {
            long before = clock.getAsLong();
            NativeMemory.UNSAFE.freeMemory(NativeMemory.UNSAFE.allocateMemory(BYTES));
            durations.add(clock.getAsLong() - before);
        }
    }

    private static void timeNothing(LongSupplier clock, Durations durations, long end) {
        while (System.nanoTime() < end) {
            long before = clock.getAsLong();
            durations.add(clock.getAsLong() - before);
        }
    }
}
