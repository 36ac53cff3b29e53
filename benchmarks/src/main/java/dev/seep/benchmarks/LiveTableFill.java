// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.benchmarks;

import dev.seep.agent.live.LiveTable;
import dev.seep.agent.memory.OwnMemory;
import dev.seep.benchmarks.program.Durations;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The program of {@link LiveTableFootprint}: fills a live table and prints what that took.
 *
 * <p>Arguments: {@code memory}, {@code wall} or {@code cpu}, and the number of blocks. Where inserts are timed, a loop
 * that times nothing at all runs for as long, in turns: what the machine does to it, it does to the inserts as well.
 */
final class LiveTableFill {
    private static final int WARM_UP_BLOCKS = 300_000;
    private static final int TURN = 10_000;
    private static final long SLOW_NANOS = 100_000;
    private static final long FIRST_ADDRESS = 0x7f00_0000_0000L;
    private static final int SITE = 0;

    /** Reads the clock that durations are taken with. An interface of its own: no boxing. */
    private interface Clock {
        long nanos();
    }

    private long address = FIRST_ADDRESS;
    private long random = 0x9e3779b97f4a7c15L;

    private LiveTableFill() {}

    public static void main(String[] args) throws IOException {
        int blocks = Integer.parseInt(args[1]);
        LiveTableFill fill = new LiveTableFill();
        switch (args[0]) {
            case "memory" -> fill.memory(blocks); // not warmed up: what that frees would be used again, and not seen
            case "wall" -> fill.time(blocks, System::nanoTime);
            case "cpu" -> {
                ThreadMXBean threads = ManagementFactory.getThreadMXBean();
                fill.time(blocks, threads::getCurrentThreadCpuTime);
            }
            default -> throw new IllegalArgumentException("unknown measurement: name=" + args[0]);
        }
    }

    private void warmUp() {
        LiveTable table = new LiveTable(Long.MAX_VALUE);
        for (int i = 0; i < WARM_UP_BLOCKS; i++) {
            insert(table);
        }
        scan(table);
        table.clear();
    }

    private void memory(int blocks) throws IOException {
        LiveTable table = new LiveTable(Long.MAX_VALUE);
        long ownBefore = OwnMemory.usedBytes();
        long residentBefore = residentBytes();
        for (int i = 0; i < blocks; i++) {
            insert(table);
        }
        long own = OwnMemory.usedBytes() - ownBefore;
        long resident = residentBytes() - residentBefore;
        scan(table);
        long start = System.nanoTime();
        long seen = scan(table);
        long scanNanos = System.nanoTime() - start;
        if (table.count() != blocks || seen != blocks) {
            throw new IllegalStateException("blocks are lost: count=" + table.count() + ", seen=" + seen);
        }
        System.out.println("own=" + own + " resident=" + resident + " scanNanos=" + scanNanos);
    }

    private void time(int blocks, Clock clock) {
        warmUp();
        LiveTable table = new LiveTable(Long.MAX_VALUE);
        Durations inserts = new Durations();
        Durations control = new Durations();
        StringBuilder slow = new StringBuilder();
        for (int done = 0; done < blocks; done += TURN) {
            long start = System.nanoTime();
            timeInserts(table, clock, inserts, done, slow);
            long end = 2 * System.nanoTime() - start;
            timeNothing(clock, control, end);
        }
        System.out.println("median=" + inserts.quantile(0.5) + " high=" + inserts.quantile(0.9999) + " max="
                + inserts.maxNanos() + " over=" + inserts.overMillisecond() + " controlMax=" + control.maxNanos()
                + " controlOver=" + control.overMillisecond() + " slow=" + slow);
    }

    /** Times the next inserts, and adds number and duration of the slow ones to {@code slow}. */
    private void timeInserts(LiveTable table, Clock clock, Durations durations, int done, StringBuilder slow) {
        for (int i = 0; i < TURN; i++) {
            long before = clock.nanos();
            insert(table);
            long nanos = clock.nanos() - before;
            durations.add(nanos);
            if (nanos >= SLOW_NANOS) {
                slow.append(done + i).append(':').append(nanos).append(',');
            }
        }
    }

    private static void timeNothing(Clock clock, Durations durations, long end) {
        while (System.nanoTime() < end) {
            long before = clock.nanos();
            durations.add(clock.nanos() - before);
        }
    }

    /** As the recorder does it. */
    private void insert(LiveTable table) {
        long next = nextAddress();
        while (table.put(next, 64, SITE, 0, 1, 0) < 0) {
            if (!table.makeRoom(next, SITE)) {
                throw new OutOfMemoryError("no memory for the live table");
            }
        }
    }

    /** Addresses as an allocator gives them: ascending by multiples of 16, up to 1 KiB. */
    private long nextAddress() {
        random ^= random << 13;
        random ^= random >>> 7;
        random ^= random << 17;
        address += 16 + (random >>> 20 & 63) * 16;
        return address;
    }

    private static long scan(LiveTable table) {
        long[] seen = new long[1];
        table.scan((address, size, site, drawn, stackId, shift, tick, thread) -> seen[0]++);
        return seen[0];
    }

    private static long residentBytes() throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
            if (line.startsWith("RssAnon:")) {
                return 1024 * Long.parseLong(line.replaceAll("\\D", ""));
            }
        }
        return 0;
    }
}
