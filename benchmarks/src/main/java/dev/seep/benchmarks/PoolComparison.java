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
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What does Seep add to a pair of its own allocator, in processor time of the whole process: absent, loaded but off, on?
 *
 * <p>Last result, machine and JDK: {@code docs/benchmarks.md#pool}.
 */
public final class PoolComparison {
    private static final Set<String> NAMES =
            Set.of("rounds", "pairs", "seconds", "threads", "programs", "markdown", "tools");
    private static final int JDK = 25;
    private static final double GOAL_OFF = 1.00;
    private static final double NOISE = 0.03;
    private static final double GOAL_ON_NANOS = 60;

    private PoolComparison() {}

    /**
     * Runs the comparison.
     *
     * @param args {@code --rounds 7 --pairs 1000000 --seconds 1.5 --threads 1,2 --programs pool,pool-mixed
     *     --tools nothing,seep-off,seep --markdown FILE --quick}
     */
    public static void main(String[] args) throws IOException, InterruptedException {
        CommandLine.run(args, Set.of("quick"), NAMES, PoolComparison::compare);
    }

    private static void compare(CommandLine options) throws IOException, InterruptedException {
        PairRounds rounds = new PairRounds(options, List.of(Tool.NOTHING, Tool.SEEP_OFF, Tool.SEEP, Tool.SEEP_EVERY));
        Results results = new Results(options.text("markdown", ""));
        Jdk jdk = Jdk.find(JDK);
        ResultTable table = new ResultTable(
                "Seep's allocator under the agent, JDK " + jdk.version() + ": CPU ns per allocation and free",
                "",
                "median",
                "min - max",
                "adds",
                "x nothing");
        for (Workload workload : Workload.of(options.list("programs", "pool,pool-mixed"))) {
            for (int threads : options.numbers("threads", "1,2")) {
                add(
                        table,
                        workload,
                        threads,
                        rounds.measure(jdk, workload, threads).nanos());
            }
        }
        results.print(table);
    }

    private static void add(ResultTable table, Workload workload, int threads, Map<Tool, Samples> byTool) {
        String name = workload.key() + ", " + threads + (threads == 1 ? " thread" : " threads");
        Samples nothing = byTool.get(Tool.NOTHING);
        byTool.forEach((tool, samples) -> table.row(
                name + ", " + tool.title(),
                number("%,.1f", samples.median()),
                samples.range(),
                nothing == null ? "" : number("%,.1f", samples.minus(nothing).median()),
                nothing == null ? "" : number("%.3f", samples.over(nothing).median())));
        if (nothing == null || workload != Workload.POOL) {
            return;
        }
        if (byTool.containsKey(Tool.SEEP_OFF)) {
            double ratio =
                    requireNonNull(byTool.get(Tool.SEEP_OFF)).over(nothing).median();
            String goal = name + ": off costs " + number("%.2f x nothing", GOAL_OFF);
            Goals.note(table, goal + ", within the noise of " + number("%.2f", NOISE), "%.3f", ratio, GOAL_OFF + NOISE);
        }
        if (byTool.containsKey(Tool.SEEP)) {
            double adds = requireNonNull(byTool.get(Tool.SEEP)).minus(nothing).median();
            Goals.note(table, name + ": on adds at most 60 ns", "%.1f ns", adds, GOAL_ON_NANOS);
        }
    }
}
