// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.benchmarks;

import static dev.seep.benchmarks.Goals.number;
import static java.util.Objects.requireNonNull;

import dev.seep.benchmarks.fork.Jdk;
import dev.seep.benchmarks.fork.ResultTable;
import dev.seep.benchmarks.fork.Samples;
import dev.seep.benchmarks.fork.Tool;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * Shows how the cost of a pair grows with the number of threads, which each run the program.
 *
 * <p>Each cell has the processor time of a pair and the pairs that all threads did in a second: threads that spin show in the
 * one, threads that sleep in the other.
 */
final class ThreadsTable {
    /** How much a pair may cost with twice as many threads, or with many more than there are processors. */
    private static final double GOAL_GROWTH = 1.3;

    private static final double MILLION = 1e6;

    private ThreadsTable() {}

    static ResultTable render(Jdk jdk, Workload workload, SortedMap<Integer, PairRounds.Measured> byThreads) {
        List<String> headings = new ArrayList<>(List.of(""));
        byThreads.keySet().forEach(threads -> headings.add(threads + (threads == 1 ? " thread" : " threads")));
        ResultTable table = new ResultTable(
                workload.title() + ", JDK " + jdk.version() + ": CPU ns per pair (million pairs a second) by threads",
                headings.toArray(String[]::new));
        for (Tool tool :
                requireNonNull(byThreads.get(byThreads.firstKey())).nanos().keySet()) {
            List<String> cells = new ArrayList<>(List.of(tool.title()));
            for (PairRounds.Measured measured : byThreads.values()) {
                cells.add(number("%,.0f", median(measured.nanos(), tool))
                        + number(" (%.2f)", median(measured.pairsASecond(), tool) / MILLION));
            }
            table.row(cells.toArray(String[]::new));
        }
        for (Tool tool : List.of(Tool.SEEP, Tool.SEEP_EVERY)) {
            addGoal(table, tool, byThreads, 1, 2);
            addGoal(
                    table,
                    tool,
                    byThreads,
                    2,
                    byThreads.lastKey()); // a convoy shows where threads outnumber processors
        }
        return table;
    }

    private static void addGoal(
            ResultTable table, Tool tool, Map<Integer, PairRounds.Measured> byThreads, int few, int many) {
        PairRounds.Measured before = byThreads.get(few);
        PairRounds.Measured after = byThreads.get(many);
        if (few < many && before != null && after != null && before.nanos().containsKey(tool)) {
            double growth = median(after.nanos(), tool) / median(before.nanos(), tool);
            String nothing = before.nanos().containsKey(Tool.NOTHING)
                    ? number(
                            " (nothing: %.2f)",
                            median(after.nanos(), Tool.NOTHING) / median(before.nanos(), Tool.NOTHING))
                    : "";
            Goals.note(
                    table,
                    tool.title() + " from " + few + " to " + many + " threads at most " + number("%.1f", GOAL_GROWTH)
                            + " x" + nothing,
                    "%.2f",
                    growth,
                    GOAL_GROWTH);
        }
    }

    private static double median(Map<Tool, Samples> samples, Tool tool) {
        return requireNonNull(samples.get(tool)).median();
    }
}
