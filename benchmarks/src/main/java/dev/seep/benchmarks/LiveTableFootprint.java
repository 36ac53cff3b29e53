// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.benchmarks;

import static dev.seep.benchmarks.Goals.number;

import dev.seep.benchmarks.fork.ChildJvm;
import dev.seep.benchmarks.fork.CommandLine;
import dev.seep.benchmarks.fork.Jdk;
import dev.seep.benchmarks.fork.ResultTable;
import dev.seep.benchmarks.fork.Results;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/**
 * How much memory does a live record take, and how long can an insert wait while the table grows?
 *
 * <p>Several sizes, so that no size is shown where the table happens to be full. A duration is taken by the wall clock,
 * where a thread that lost its processor looks slow, and by the thread's processor time, where it seldom does; beside
 * both stands the longest turn of a loop that does nothing. Every run inserts the same blocks, so a wait that the table
 * causes comes back at the same block in each of them, and one that the machine causes does not. Last result, machine
 * and JDK: {@code docs/benchmarks.md#live-table}.
 */
public final class LiveTableFootprint {
    private static final String PROGRAM_CLASS = LiveTableFill.class.getName();
    private static final String SIZES = "1,2,3,5,7,9,10,11,13";
    /** The Java heap is resident from the start, so that the process grows by the table only. */
    private static final String TOUCH_HEAP = "-XX:+AlwaysPreTouch";

    private static final int MILLION = 1_000_000;
    private static final double GOAL_BYTES = 48;
    private static final double GOAL_NANOS = 1e6;
    private static final int GOAL_SCAN_SIZE = 10; // million blocks
    private static final double GOAL_SCAN_MILLIS = 300;

    private final Jdk jdk;
    private final ChildJvm child;

    private LiveTableFootprint(Jdk jdk) {
        this.jdk = jdk;
        child = new ChildJvm(
                jdk,
                List.of("--add-exports=java.base/jdk.internal.misc=ALL-UNNAMED", "-Xms256m", "-Xmx256m", TOUCH_HEAP),
                ChildJvm.ownClassPath());
    }

    /**
     * Runs the measurements.
     *
     * @param args {@code --sizes 1,2,3,5,7,9,10,11,13 --blocks 10 --rounds 5 --jdk 25,17 --markdown FILE --quick};
     *     sizes and blocks in millions
     */
    public static void main(String[] args) throws IOException, InterruptedException {
        CommandLine.run(
                args,
                Set.of("quick"),
                Set.of("sizes", "blocks", "rounds", "jdk", "markdown"),
                LiveTableFootprint::measure);
    }

    private static void measure(CommandLine options) throws IOException, InterruptedException {
        boolean quick = options.has("quick");
        List<Integer> sizes = options.numbers("sizes", quick ? "1,10" : SIZES);
        int blocks = options.number("blocks", 10);
        int rounds = options.number("rounds", quick ? 1 : 5);
        List<Integer> releases = options.numbers("jdk", "25,17");
        Results results = new Results(options.text("markdown", ""));
        for (int release : releases) {
            Jdk jdk = Jdk.find(release);
            LiveTableFootprint footprint = new LiveTableFootprint(jdk);
            results.print(footprint.memory(sizes));
            results.print(footprint.inserts(blocks, rounds));
            LiveBlocksComparison whole = new LiveBlocksComparison(jdk, blocks * MILLION, rounds);
            results.print(whole.dumps());
            results.print(whole.waits());
        }
    }

    private ResultTable memory(List<Integer> sizes) throws IOException, InterruptedException {
        ResultTable table = new ResultTable(
                "Live table, JDK " + jdk.version() + ": memory by number of live blocks",
                "million blocks",
                "bytes a record",
                "resident bytes a record",
                "scan ms");
        double most = 0;
        double scanMillis = 0;
        for (int size : sizes) {
            ChildJvm.Outcome outcome = child.run(PROGRAM_CLASS, "memory", Integer.toString(size * MILLION));
            double bytes = outcome.number("own") / size / MILLION;
            most = Math.max(most, bytes);
            if (size == GOAL_SCAN_SIZE) {
                scanMillis = outcome.number("scanNanos") / 1e6;
            }
            table.row(
                    Integer.toString(size),
                    number("%.1f", bytes),
                    number("%.1f", outcome.number("resident") / size / MILLION),
                    number("%.0f", outcome.number("scanNanos") / 1e6));
        }
        Goals.note(table, number("at most %.0f bytes a record", GOAL_BYTES), "%.1f", most, GOAL_BYTES);
        if (scanMillis > 0) {
            Goals.note(
                    table,
                    number("a scan of " + GOAL_SCAN_SIZE + " million blocks takes at most %.0f ms", GOAL_SCAN_MILLIS),
                    "%.0f ms",
                    scanMillis,
                    GOAL_SCAN_MILLIS);
        }
        return table;
    }

    private ResultTable inserts(int millions, int rounds) throws IOException, InterruptedException {
        ResultTable table = new ResultTable(
                "Live table, JDK " + jdk.version() + ": one insert while growing to " + millions + " million blocks",
                "clock, round",
                "median ns",
                "99.99 % ns",
                "max us",
                "over 1 ms",
                "doing nothing: max us",
                "over 1 ms");
        SlowInserts slow = new SlowInserts();
        for (int round = 1; round <= rounds; round++) {
            for (String clock : List.of("wall", "cpu")) {
                ChildJvm.Outcome outcome = child.run(PROGRAM_CLASS, clock, Integer.toString(millions * MILLION));
                slow.addRun(outcome.values().getOrDefault("slow", ""));
                table.row(
                        clock + ", " + round,
                        number("%,.0f", outcome.number("median")),
                        number("%,.0f", outcome.number("high")),
                        number("%,.0f", outcome.number("max") / 1e3),
                        number("%.0f", outcome.number("over")),
                        number("%,.0f", outcome.number("controlMax") / 1e3),
                        number("%.0f", outcome.number("controlOver")));
            }
        }
        String longest = slow.nanos() == 0 ? "none over 100 us" : number("%.0f us", slow.nanos() / 1e3);
        table.note("goal: no insert over 1 ms. Slow in every run at the same block: " + longest + ", "
                + verdict(slow.nanos() <= GOAL_NANOS));
        return table;
    }

    private static String verdict(boolean met) {
        return met ? "met" : "NOT MET";
    }
}
