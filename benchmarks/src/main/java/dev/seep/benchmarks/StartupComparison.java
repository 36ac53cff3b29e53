// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.benchmarks;

import static java.util.Objects.requireNonNull;

import dev.seep.benchmarks.fork.AgentJar;
import dev.seep.benchmarks.fork.AsyncProfiler;
import dev.seep.benchmarks.fork.ChildJvm;
import dev.seep.benchmarks.fork.CommandLine;
import dev.seep.benchmarks.fork.Jdk;
import dev.seep.benchmarks.fork.ResultTable;
import dev.seep.benchmarks.fork.Results;
import dev.seep.benchmarks.fork.Samples;
import dev.seep.benchmarks.fork.Tool;
import java.io.IOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * How much later does a program start and end because the agent is there?
 *
 * <p>The program prints one line. Wall-clock time is taken from outside, to that line and to the end of the process;
 * the number to beat is that of no agent. The idle agent is what the JVM itself takes for any agent. Last result, machine and JDK: {@code docs/benchmarks.md#start-up}.
 */
public final class StartupComparison {
    private static final String PROGRAM_CLASS = "dev.seep.benchmarks.program.HelloWorld";
    private static final List<Tool> TOOLS = List.of(Tool.NOTHING, Tool.IDLE_AGENT, Tool.SEEP_OFF, Tool.SEEP);

    private static final double GOAL_MILLIS = 150;
    private static final double GOAL_OFF_MILLIS = 80;

    private final Map<Tool, Samples> toLine = new EnumMap<>(Tool.class);
    private final Map<Tool, Samples> toEnd = new EnumMap<>(Tool.class);

    private StartupComparison() {
        for (Tool tool : TOOLS) {
            toLine.put(tool, new Samples());
            toEnd.put(tool, new Samples());
        }
    }

    /**
     * Runs the comparison.
     *
     * @param args {@code --rounds 21 --jdk 25,17 --markdown FILE --quick}
     */
    public static void main(String[] args) throws IOException, InterruptedException {
        CommandLine.run(args, Set.of("quick"), Set.of("rounds", "jdk", "markdown"), StartupComparison::compare);
    }

    private static void compare(CommandLine options) throws IOException, InterruptedException {
        int rounds = options.number("rounds", options.has("quick") ? 5 : 21);
        List<Integer> releases = options.numbers("jdk", "25,17");
        Results results = new Results(options.text("markdown", ""));
        for (int release : releases) {
            Jdk jdk = Jdk.find(release);
            StartupComparison comparison = new StartupComparison();
            comparison.measure(jdk, rounds);
            results.print(comparison.render(jdk));
        }
    }

    private void measure(Jdk jdk, int rounds) throws IOException, InterruptedException {
        String agentJar = AgentJar.find();
        AsyncProfiler asyncProfiler = AsyncProfiler.unpack();
        for (int round = 0; round < rounds; round++) {
            for (Tool tool : TOOLS) {
                ChildJvm child = new ChildJvm(jdk, tool.jvmArguments(agentJar, asyncProfiler), ChildJvm.programsOnly());
                ChildJvm.Times times = child.time(PROGRAM_CLASS);
                requireNonNull(toLine.get(tool)).add(times.firstLineMillis());
                requireNonNull(toEnd.get(tool)).add(times.endMillis());
            }
        }
    }

    private ResultTable render(Jdk jdk) {
        ResultTable table = new ResultTable(
                "Hello World, JDK " + jdk.version() + ": wall-clock ms",
                "",
                "to its line",
                "min - max",
                "adds",
                "to its end",
                "min - max",
                "adds");
        for (Tool tool : TOOLS) {
            Samples line = requireNonNull(toLine.get(tool));
            Samples end = requireNonNull(toEnd.get(tool));
            table.row(
                    tool.title(),
                    number(line.median()),
                    line.range(),
                    number(line.minus(requireNonNull(toLine.get(Tool.NOTHING))).median()),
                    number(end.median()),
                    end.range(),
                    number(end.minus(requireNonNull(toEnd.get(Tool.NOTHING))).median()));
        }
        goal(table, Tool.SEEP, GOAL_MILLIS);
        goal(table, Tool.SEEP_OFF, GOAL_OFF_MILLIS);
        return table;
    }

    private void goal(ResultTable table, Tool tool, double most) {
        Samples end = requireNonNull(toEnd.get(tool));
        double adds = end.minus(requireNonNull(toEnd.get(Tool.NOTHING))).median();
        Goals.note(table, tool.title() + " ends at most " + number(most) + " ms after nothing", "%.0f ms", adds, most);
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%,.0f", value);
    }
}
