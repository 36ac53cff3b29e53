// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.benchmarks;

import static dev.seep.benchmarks.Goals.number;
import static java.util.Objects.requireNonNull;

import dev.seep.benchmarks.fork.CommandLine;
import dev.seep.benchmarks.fork.Jdk;
import dev.seep.benchmarks.fork.ResultTable;
import dev.seep.benchmarks.fork.Results;
import dev.seep.benchmarks.fork.Samples;
import dev.seep.benchmarks.fork.Tool;
import java.io.IOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What does Seep add to an allocation by the JDK's own APIs, a free included, in processor time of the whole process?
 *
 * <p>The pair of {@code Unsafe} beside them is what a confined arena may add. Direct buffers are dropped, so that their
 * figure has the garbage collection and the Cleaner in it. Last result, machine and JDK: {@code docs/benchmarks.md#kinds}.
 */
public final class KindComparison {
    private static final Set<String> NAMES =
            Set.of("rounds", "pairs", "seconds", "jdk", "programs", "markdown", "tools");
    private static final String PROGRAMS = "hot,direct,arena,arena-shared";
    private static final double GOAL_DIRECT = 1.10;
    private static final double GOAL_SHARED = 1.02;

    private KindComparison() {}

    /**
     * Runs the comparison.
     *
     * @param args {@code --rounds 7 --pairs 1000000 --seconds 1.5 --jdk 25,17 --programs hot,direct,arena,arena-shared
     *     --tools nothing,seep --markdown FILE --quick}; programs that a JDK cannot run are left out
     */
    public static void main(String[] args) throws IOException, InterruptedException {
        CommandLine.run(args, Set.of("quick"), NAMES, KindComparison::compare);
    }

    private static void compare(CommandLine options) throws IOException, InterruptedException {
        PairRounds rounds = new PairRounds(options, List.of(Tool.NOTHING, Tool.SEEP));
        List<Workload> workloads = Workload.of(options.list("programs", PROGRAMS));
        List<Integer> releases = options.numbers("jdk", "25,17");
        Results results = new Results(options.text("markdown", ""));
        for (int release : releases) {
            Jdk jdk = Jdk.find(release);
            Map<Workload, Map<Tool, Samples>> nanos = new EnumMap<>(Workload.class);
            for (Workload workload : workloads) {
                if (workload.runsOn(release)) {
                    nanos.put(workload, rounds.measure(jdk, workload, 1).nanos());
                }
            }
            results.print(render(jdk, nanos));
        }
    }

    private static ResultTable render(Jdk jdk, Map<Workload, Map<Tool, Samples>> nanos) {
        ResultTable table = new ResultTable(
                "Kinds, JDK " + jdk.version() + ": CPU ns per allocation and free",
                "",
                "median",
                "min - max",
                "adds",
                "x nothing");
        nanos.forEach((workload, byTool) -> byTool.forEach((tool, samples) -> {
            Samples nothing = byTool.get(Tool.NOTHING);
            table.row(
                    workload.key() + ", " + tool.title(),
                    number("%,.0f", samples.median()),
                    samples.range(),
                    nothing == null
                            ? ""
                            : number("%,.0f", samples.minus(nothing).median()),
                    nothing == null ? "" : number("%.3f", samples.over(nothing).median()));
        }));
        addRatio(table, nanos, Workload.DIRECT, "allocateDirect(1024), dropped", GOAL_DIRECT);
        addRatio(table, nanos, Workload.ARENA_SHARED, "a shared arena", GOAL_SHARED);
        if (isMeasured(nanos, Workload.HOT) && isMeasured(nanos, Workload.ARENA)) {
            double pair = adds(nanos, Workload.HOT);
            Goals.note(
                    table,
                    "a confined arena: seep adds no more than to the pair of Unsafe, " + number("%.0f ns", pair),
                    "%.0f ns",
                    adds(nanos, Workload.ARENA),
                    pair);
        }
        return table;
    }

    private static void addRatio(
            ResultTable table, Map<Workload, Map<Tool, Samples>> nanos, Workload workload, String what, double most) {
        if (isMeasured(nanos, workload)) {
            Map<Tool, Samples> byTool = requireNonNull(nanos.get(workload));
            double ratio = requireNonNull(byTool.get(Tool.SEEP))
                    .over(requireNonNull(byTool.get(Tool.NOTHING)))
                    .median();
            Goals.note(table, what + ": at most " + number("%.2f x nothing", most), "%.3f", ratio, most);
        }
    }

    private static double adds(Map<Workload, Map<Tool, Samples>> nanos, Workload workload) {
        Map<Tool, Samples> byTool = requireNonNull(nanos.get(workload));
        return requireNonNull(byTool.get(Tool.SEEP))
                .minus(requireNonNull(byTool.get(Tool.NOTHING)))
                .median();
    }

    private static boolean isMeasured(Map<Workload, Map<Tool, Samples>> nanos, Workload workload) {
        Map<Tool, Samples> byTool = nanos.get(workload);
        return byTool != null && byTool.containsKey(Tool.SEEP) && byTool.containsKey(Tool.NOTHING);
    }
}
