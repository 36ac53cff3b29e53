// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.benchmarks;

import static java.util.Objects.requireNonNull;

import dev.seep.benchmarks.fork.AgentJar;
import dev.seep.benchmarks.fork.AsyncProfiler;
import dev.seep.benchmarks.fork.ChildJvm;
import dev.seep.benchmarks.fork.ClassPath;
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

/** Runs a program under each of some tools in turn, round after round. */
final class PairRounds {
    private static final String PROGRAM_CLASS = "dev.seep.benchmarks.program.PairLoop";
    private static final List<String> ALLOCATOR = List.of("dev/seep/allocator/OffHeapAllocator.class");

    private final List<Tool> tools;
    private final int rounds;
    private final int pairs;
    private final String seconds;
    private final String agentJar;
    private final AsyncProfiler asyncProfiler;

    /**
     * Reads {@code --rounds}, {@code --pairs}, {@code --seconds}, {@code --quick} and {@code --tools}.
     *
     * @param usualTools those without {@code --tools}
     * @throws IllegalArgumentException if one is no use
     */
    PairRounds(CommandLine options, List<Tool> usualTools) throws IOException {
        boolean quick = options.has("quick");
        rounds = options.number("rounds", quick ? 3 : 7);
        pairs = options.number("pairs", quick ? 100_000 : 1_000_000);
        seconds = options.seconds("seconds", quick ? "0.5" : "1.5");
        List<Tool> chosen = new ArrayList<>();
        if (options.has("tools")) {
            for (String key : options.list("tools", "")) {
                chosen.add(Tool.of(key));
            }
        } else {
            chosen.addAll(usualTools);
        }
        tools = List.copyOf(chosen);
        agentJar = AgentJar.find();
        asyncProfiler = AsyncProfiler.unpack();
    }

    /**
     * What one program cost under each tool, in the order of the rounds.
     *
     * @param nanos processor time of the whole process for a pair, in ns
     * @param pairsASecond pairs that all threads together did in a second
     * @param written bytes that a million pairs wrote to files
     */
    record Measured(Map<Tool, Samples> nanos, Map<Tool, Samples> pairsASecond, Map<Tool, Samples> written) {}

    Measured measure(Jdk jdk, Workload workload, int threads) throws IOException, InterruptedException {
        Measured measured = new Measured(samples(), samples(), samples());
        String least = Integer.toString(workload.pairs(pairs));
        for (int round = 0; round < rounds; round++) {
            Results.progress(
                    "JDK " + jdk.feature() + ", " + workload.key() + ", threads=" + threads, round + 1, rounds);
            for (int i = 0; i < tools.size(); i++) {
                Tool tool = tools.get((i + round) % tools.size()); // no tool is always the first after a pause
                ChildJvm.Outcome outcome = child(jdk, tool, workload)
                        .run(PROGRAM_CLASS, workload.key(), Integer.toString(threads), least, seconds);
                double done = outcome.number("pairs");
                requireNonNull(measured.nanos.get(tool)).add(outcome.number("cpuNanos") / done);
                requireNonNull(measured.pairsASecond.get(tool)).add(1e9 * done / outcome.number("wallNanos"));
                requireNonNull(measured.written.get(tool))
                        .add(1e6 * outcome.bytesWritten() / outcome.number("totalPairs"));
            }
        }
        return measured;
    }

    private Map<Tool, Samples> samples() {
        Map<Tool, Samples> samples = new EnumMap<>(Tool.class);
        tools.forEach(tool -> samples.put(tool, new Samples()));
        return samples;
    }

    private ChildJvm child(Jdk jdk, Tool tool, Workload workload) throws IOException {
        List<String> arguments = new ArrayList<>(workload.heap());
        if (jdk.feature() >= 24) {
            arguments.add("--sun-misc-unsafe-memory-access=allow");
            arguments.add("--enable-native-access=ALL-UNNAMED");
        }
        arguments.addAll(tool.jvmArguments(agentJar, asyncProfiler));
        return new ChildJvm(jdk, arguments, ClassPath.of(ALLOCATOR));
    }
}
