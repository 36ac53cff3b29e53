// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.benchmarks;

import static java.util.Objects.requireNonNull;

import dev.seep.benchmarks.fork.Jdk;
import dev.seep.benchmarks.fork.ResultTable;
import dev.seep.benchmarks.fork.Samples;
import dev.seep.benchmarks.fork.Tool;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The measurements of one program on one JDK, and whether they reach the goals. Confined. */
final class OverheadTable {
    /** The default may cost what async-profiler's samples cost. */
    private static final double GOAL_DEFAULT = 1.0;

    /** Every allocation's stack may cost half as much again as async-profiler's recording of every event. */
    private static final double GOAL_EVERY = 1.5;

    private static final double MEGABYTE = 1e6;

    private final Jdk jdk;
    private final String program;
    private final int threads;
    private final Map<Tool, Samples> nanos;
    private final Map<Tool, Samples> written;

    /**
     * Keeps the samples, which are in the order of the rounds.
     *
     * @param nanos processor time of a pair, in ns
     * @param written bytes written by a million pairs
     */
    OverheadTable(Jdk jdk, String program, int threads, Map<Tool, Samples> nanos, Map<Tool, Samples> written) {
        this.jdk = jdk;
        this.program = program;
        this.threads = threads;
        this.nanos = nanos;
        this.written = written;
    }

    Map<Tool, Samples> nanos() {
        return nanos;
    }

    ResultTable render() {
        ResultTable table = new ResultTable(
                title(jdk, program) + ", " + threads(threads) + ": CPU ns per pair",
                "",
                "median",
                "min - max",
                "adds",
                "x nothing",
                "x peer",
                "MB / 1M pairs");
        Samples nothing = nanos.get(Tool.NOTHING);
        nanos.forEach((tool, samples) -> {
            Tool peerTool = tool.peer();
            Samples peer = peerTool == null ? null : nanos.get(peerTool);
            table.row(
                    tool.title(),
                    number("%,.0f", samples.median()),
                    samples.range(),
                    nothing == null
                            ? ""
                            : number("%,.0f", samples.minus(nothing).median()),
                    nothing == null ? "" : number("%.2f", samples.over(nothing).median()),
                    peer == null ? "" : number("%.2f", samples.over(peer).median()),
                    number("%.2f", requireNonNull(written.get(tool)).median() / MEGABYTE));
        });
        goal(table, Tool.SEEP, GOAL_DEFAULT);
        goal(table, Tool.SEEP_EVERY, GOAL_EVERY);
        return table;
    }

    private void goal(ResultTable table, Tool tool, double most) {
        Samples own = nanos.get(tool);
        Tool peerTool = requireNonNull(tool.peer());
        Samples peer = nanos.get(peerTool);
        if (own != null && peer != null) {
            double ratio = own.over(peer).median();
            table.note(String.format(
                    Locale.ROOT,
                    "goal: %s at most %.1f x %s: %.2f, %s",
                    tool.title(),
                    most,
                    peerTool.title(),
                    ratio,
                    ratio <= most ? "met" : "NOT MET"));
        }
    }

    /** {@return how the cost of a pair grows with the number of threads, which each run the program} */
    static ResultTable byThreads(Jdk jdk, String program, Map<Integer, Map<Tool, Samples>> byThreads) {
        List<String> headings = new ArrayList<>(List.of(""));
        byThreads.keySet().forEach(threads -> headings.add(threads(threads)));
        ResultTable table = new ResultTable(
                title(jdk, program) + ": CPU ns per pair by number of threads", headings.toArray(String[]::new));
        byThreads.values().iterator().next().keySet().forEach(tool -> {
            List<String> cells = new ArrayList<>(List.of(tool.title()));
            for (Map<Tool, Samples> nanos : byThreads.values()) {
                cells.add(number("%,.0f", requireNonNull(nanos.get(tool)).median()));
            }
            table.row(cells.toArray(String[]::new));
        });
        return table;
    }

    private static String title(Jdk jdk, String program) {
        String what = program.equals("hot")
                ? "hot (one 64-byte pair, 20 frames deep)"
                : "mixed (1,024 stack paths, 100,000 live blocks a thread)";
        return what + ", JDK " + jdk.version();
    }

    private static String threads(int count) {
        return count == 1 ? "1 thread" : count + " threads";
    }

    private static String number(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }
}
