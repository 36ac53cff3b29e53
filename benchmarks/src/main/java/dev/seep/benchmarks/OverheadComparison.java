// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.benchmarks;

import dev.seep.benchmarks.fork.CommandLine;
import dev.seep.benchmarks.fork.Jdk;
import dev.seep.benchmarks.fork.Results;
import dev.seep.benchmarks.fork.Tool;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What does a pair of {@code Unsafe.allocateMemory} and {@code freeMemory} cost under each tool, in processor time of
 * the whole process?
 *
 * <p>The rows to beat are async-profiler's: {@code nativemem=512k} for the default, {@code nativemem} of every event
 * for {@code interval=1}. Each measurement is a JVM of its own; the tools take turns, so that ratios compare neighbours
 * in time. Last result, machine and JDK: {@code docs/benchmarks.md#overhead}.
 */
public final class OverheadComparison {
    private static final List<Tool> TOOLS = List.of(
            Tool.NOTHING,
            Tool.SEEP_OFF,
            Tool.ASYNC_512K,
            Tool.SEEP,
            Tool.ASYNC_EVERY,
            Tool.SEEP_EVERY,
            Tool.NMT_SUMMARY,
            Tool.NMT_DETAIL);
    private static final Set<String> NAMES =
            Set.of("rounds", "pairs", "seconds", "jdk", "programs", "threads", "tools", "markdown");

    private OverheadComparison() {}

    /**
     * Runs the comparison.
     *
     * @param args {@code --rounds 7 --pairs 1000000 --seconds 1.5 --jdk 25,17 --programs hot,mixed,sites --threads 1
     *     --tools nothing,seep,… --markdown FILE --quick}
     */
    public static void main(String[] args) throws IOException, InterruptedException {
        CommandLine.run(args, Set.of("quick"), NAMES, OverheadComparison::compare);
    }

    private static void compare(CommandLine options) throws IOException, InterruptedException {
        PairRounds rounds = new PairRounds(options, TOOLS);
        List<Integer> threadCounts = options.numbers("threads", "1");
        List<Integer> releases = options.numbers("jdk", "25,17");
        List<Workload> workloads = Workload.of(options.list("programs", "hot,mixed,sites"));
        Results results = new Results(options.text("markdown", ""));
        for (int release : releases) {
            Jdk jdk = Jdk.find(release);
            for (Workload workload : workloads) {
                if (!workload.runsOn(release)) {
                    continue;
                }
                SortedMap<Integer, PairRounds.Measured> byThreads = new TreeMap<>();
                for (int threads : threadCounts) {
                    PairRounds.Measured measured = rounds.measure(jdk, workload, threads);
                    results.print(OverheadTable.render(jdk, workload, threads, measured));
                    byThreads.put(threads, measured);
                }
                if (byThreads.size() > 1) {
                    results.print(ThreadsTable.render(jdk, workload, byThreads));
                }
            }
        }
    }
}
