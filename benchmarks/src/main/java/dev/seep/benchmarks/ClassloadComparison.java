// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.benchmarks;

import static dev.seep.benchmarks.Goals.number;
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
import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How much longer does loading an application's classes take because the agent looks at each of them?
 *
 * <p>The classes are those of the libraries on the class path of the benchmarks, some of which do allocate off-heap
 * memory, loaded by several class loaders until there are enough. The idle agent has a transformer that does nothing: what
 * the JVM itself takes for any agent that weaves. Last result, machine and JDK:
 * {@code docs/benchmarks.md#class-loading}.
 */
public final class ClassloadComparison {
    private static final String PROGRAM_CLASS = "dev.seep.benchmarks.program.ClassLoading";
    private static final List<Tool> TOOLS = List.of(Tool.NOTHING, Tool.IDLE_AGENT, Tool.SEEP_OFF, Tool.SEEP);
    private static final Set<String> NAMES = Set.of("rounds", "classes", "jdk", "markdown");
    private static final double GOAL = 1.03;

    private ClassloadComparison() {}

    /**
     * Runs the comparison.
     *
     * @param args {@code --rounds 15 --classes 15000 --jdk 25,17 --markdown FILE --quick}
     */
    public static void main(String[] args) throws IOException, InterruptedException {
        CommandLine.run(args, Set.of("quick"), NAMES, ClassloadComparison::compare);
    }

    private static void compare(CommandLine options) throws IOException, InterruptedException {
        int rounds = options.number("rounds", options.has("quick") ? 3 : 15);
        int classes = options.number("classes", 15_000);
        List<Integer> releases = options.numbers("jdk", "25,17");
        Results results = new Results(options.text("markdown", ""));
        for (int release : releases) {
            Jdk jdk = Jdk.find(release);
            for (String what : List.of("load", "link")) {
                results.print(render(jdk, what, classes, measure(jdk, what, classes, rounds)));
            }
        }
    }

    private static Map<Tool, Samples> measure(Jdk jdk, String what, int classes, int rounds)
            throws IOException, InterruptedException {
        String agentJar = AgentJar.find();
        AsyncProfiler asyncProfiler = AsyncProfiler.unpack();
        Map<Tool, Samples> millis = new EnumMap<>(Tool.class);
        TOOLS.forEach(tool -> millis.put(tool, new Samples()));
        for (int round = 0; round < rounds; round++) {
            Results.progress("JDK " + jdk.feature() + ", " + what, round + 1, rounds);
            for (int i = 0; i < TOOLS.size(); i++) {
                Tool tool = TOOLS.get((i + round) % TOOLS.size());
                List<String> arguments = new ArrayList<>(List.of("-Xms512m", "-Xmx512m"));
                arguments.addAll(tool.jvmArguments(agentJar, asyncProfiler));
                ChildJvm.Outcome outcome = new ChildJvm(jdk, arguments, ChildJvm.programsOnly())
                        .run(PROGRAM_CLASS, Integer.toString(classes), what, libraries());
                requireNonNull(millis.get(tool)).add(outcome.number("cpuNanos") / 1e6);
            }
        }
        return millis;
    }

    /** {@return the jars on the class path of this JVM} */
    private static String libraries() {
        List<String> jars = new ArrayList<>();
        for (String entry : ChildJvm.ownClassPath().split(File.pathSeparator, -1)) {
            if (entry.endsWith(".jar")) {
                jars.add(entry);
            }
        }
        return String.join(File.pathSeparator, jars);
    }

    private static ResultTable render(Jdk jdk, String what, int classes, Map<Tool, Samples> millis) {
        ResultTable table = new ResultTable(
                number("%,.0f classes, ", classes) + (what.equals("load") ? "loaded" : "loaded and linked") + ", JDK "
                        + jdk.version() + ": CPU ms",
                "",
                "median",
                "min - max",
                "adds",
                "x nothing",
                "us a class");
        Samples nothing = requireNonNull(millis.get(Tool.NOTHING));
        millis.forEach((tool, samples) -> table.row(
                tool.title(),
                number("%,.0f", samples.median()),
                samples.range(),
                number("%,.0f", samples.minus(nothing).median()),
                number("%.3f", samples.over(nothing).median()),
                number("%.1f", 1e3 * samples.minus(nothing).median() / classes)));
        Goals.note(
                table,
                number("seep at most %.2f x nothing", GOAL),
                "%.3f",
                requireNonNull(millis.get(Tool.SEEP)).over(nothing).median(),
                GOAL);
        return table;
    }
}
