// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.benchmarks;

import static java.util.Objects.requireNonNull;

import dev.seep.benchmarks.fork.AgentJar;
import dev.seep.benchmarks.fork.AsyncProfiler;
import dev.seep.benchmarks.fork.ChildJvm;
import dev.seep.benchmarks.fork.CommandLine;
import dev.seep.benchmarks.fork.Jdk;
import dev.seep.benchmarks.fork.Results;
import dev.seep.benchmarks.fork.Samples;
import dev.seep.benchmarks.fork.Tool;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
    private static final String PROGRAM_CLASS = "dev.seep.benchmarks.program.PairLoop";
    private static final Set<String> FLAGS = Set.of("quick");
    private static final Set<String> NAMES =
            Set.of("rounds", "pairs", "seconds", "jdk", "programs", "threads", "tools", "markdown");

    private final int rounds;
    private final int pairs;
    private final String seconds;
    private final List<Tool> tools = new ArrayList<>();
    private final String agentJar;
    private final AsyncProfiler asyncProfiler;

    private OverheadComparison(CommandLine options) throws IOException {
        boolean quick = options.has("quick");
        rounds = options.number("rounds", quick ? 3 : 7);
        pairs = options.number("pairs", quick ? 100_000 : 1_000_000);
        seconds = options.text("seconds", quick ? "0.5" : "1.5");
        for (Tool tool : Tool.values()) {
            if (!options.has("tools") || options.list("tools", "").contains(tool.key())) {
                tools.add(tool);
            }
        }
        options.list("tools", "nothing").forEach(Tool::of);
        agentJar = tools.stream().anyMatch(tool -> tool.key().startsWith("seep")) ? AgentJar.find() : "";
        asyncProfiler = AsyncProfiler.unpack();
    }

    /**
     * Runs the comparison.
     *
     * @param args {@code --rounds 7 --pairs 1000000 --seconds 1.5 --jdk 25,17 --programs hot,mixed --threads 1
     *     --tools nothing,seep,… --markdown FILE --quick}
     */
    public static void main(String[] args) throws IOException, InterruptedException {
        CommandLine options = CommandLine.read(args, FLAGS, NAMES);
        OverheadComparison comparison = new OverheadComparison(options);
        Results results = new Results(options.text("markdown", ""));
        List<Integer> threadCounts = options.numbers("threads", "1");
        for (int release : options.numbers("jdk", "25,17")) {
            Jdk jdk = Jdk.find(release);
            for (String program : options.list("programs", "hot,mixed")) {
                Map<Integer, Map<Tool, Samples>> byThreads = new TreeMap<>();
                for (int threads : threadCounts) {
                    OverheadTable table = comparison.measure(jdk, program, threads);
                    results.print(table.render());
                    byThreads.put(threads, table.nanos());
                }
                if (byThreads.size() > 1) {
                    results.print(OverheadTable.byThreads(jdk, program, byThreads));
                }
            }
        }
    }

    private OverheadTable measure(Jdk jdk, String program, int threads) throws IOException, InterruptedException {
        Map<Tool, Samples> nanos = samples();
        Map<Tool, Samples> written = samples();
        for (int round = 0; round < rounds; round++) {
            Results.progress("JDK " + jdk.feature() + ", " + program + ", threads=" + threads, round + 1, rounds);
            for (int i = 0; i < tools.size(); i++) {
                Tool tool = tools.get((i + round) % tools.size()); // no tool is always the first after a pause
                ChildJvm.Outcome outcome = child(jdk, tool)
                        .run(PROGRAM_CLASS, program, Integer.toString(threads), Integer.toString(pairs), seconds);
                requireNonNull(nanos.get(tool)).add(outcome.number("cpuNanos") / outcome.number("pairs"));
                requireNonNull(written.get(tool)).add(1e6 * outcome.bytesWritten() / outcome.number("totalPairs"));
            }
        }
        return new OverheadTable(jdk, program, threads, nanos, written);
    }

    private Map<Tool, Samples> samples() {
        Map<Tool, Samples> samples = new EnumMap<>(Tool.class);
        tools.forEach(tool -> samples.put(tool, new Samples()));
        return samples;
    }

    private ChildJvm child(Jdk jdk, Tool tool) {
        List<String> arguments = new ArrayList<>(List.of("-Xms512m", "-Xmx512m"));
        if (jdk.feature() >= 24) {
            arguments.add("--sun-misc-unsafe-memory-access=allow");
        }
        arguments.addAll(tool.jvmArguments(agentJar, asyncProfiler));
        return new ChildJvm(jdk, arguments, ChildJvm.programsOnly());
    }
}
