// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.benchmarks;

import static dev.seep.benchmarks.Goals.number;
import static java.util.Objects.requireNonNull;

import dev.seep.benchmarks.fork.Jdk;
import dev.seep.benchmarks.fork.ResultTable;
import dev.seep.benchmarks.fork.Samples;
import dev.seep.benchmarks.fork.Tool;
import java.util.Map;

/** Shows what one program cost under each tool on one JDK, and whether Seep reaches its goals. */
final class OverheadTable {
    /** Share of what async-profiler's samples add that the default may add where a pair is as cheap as can be. */
    private static final double GOAL_CHEAP_PAIR = 1.0 / 3;

    /** The same where allocator and tables miss the processor's caches. */
    private static final double GOAL_MIXED = 1.0 / 2;

    /** Every allocation's stack may cost what async-profiler's recording of every event costs. */
    private static final double GOAL_EVERY = 1.0;

    private static final double MEGABYTE = 1e6;

    private OverheadTable() {}

    static ResultTable render(Jdk jdk, Workload workload, int threads, PairRounds.Measured measured) {
        ResultTable table = new ResultTable(
                workload.title() + ", JDK " + jdk.version() + ", " + threads + (threads == 1 ? " thread" : " threads")
                        + ": CPU ns per pair",
                "",
                "median",
                "min - max",
                "adds",
                "x nothing",
                "adds x peer's",
                "x peer",
                "MB / 1M pairs");
        Map<Tool, Samples> nanos = measured.nanos();
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
                    peer == null || nothing == null ? "" : number("%.2f", addsRatio(samples, peer, nothing)),
                    peer == null ? "" : number("%.2f", samples.over(peer).median()),
                    number("%.2f", requireNonNull(measured.written().get(tool)).median() / MEGABYTE));
        });
        addGoals(table, workload, nanos);
        return table;
    }

    private static void addGoals(ResultTable table, Workload workload, Map<Tool, Samples> nanos) {
        Samples nothing = nanos.get(Tool.NOTHING);
        Samples seep = nanos.get(Tool.SEEP);
        Samples sampled = nanos.get(Tool.ASYNC_512K);
        if (nothing != null && seep != null && sampled != null) {
            double most = workload == Workload.MIXED ? GOAL_MIXED : GOAL_CHEAP_PAIR;
            Goals.note(
                    table,
                    "seep adds at most " + number("%.2f", most) + " of what " + Tool.ASYNC_512K.title() + " adds",
                    "%.2f",
                    addsRatio(seep, sampled, nothing),
                    most);
        }
        Samples every = nanos.get(Tool.SEEP_EVERY);
        Samples everyEvent = nanos.get(Tool.ASYNC_EVERY);
        if (every != null && everyEvent != null) {
            Goals.note(
                    table,
                    Tool.SEEP_EVERY.title() + " at most " + number("%.1f", GOAL_EVERY) + " x "
                            + Tool.ASYNC_EVERY.title(),
                    "%.2f",
                    every.over(everyEvent).median(),
                    GOAL_EVERY);
        }
    }

    private static double addsRatio(Samples own, Samples peer, Samples nothing) {
        return own.minus(nothing).over(peer.minus(nothing)).median();
    }
}
