// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.benchmarks;

import static dev.seep.benchmarks.Goals.number;

import dev.seep.benchmarks.fork.AgentJar;
import dev.seep.benchmarks.fork.ChildJvm;
import dev.seep.benchmarks.fork.Jdk;
import dev.seep.benchmarks.fork.ResultTable;
import dev.seep.benchmarks.fork.Results;
import dev.seep.benchmarks.fork.Samples;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * With millions of live blocks, how long does a report take, and how long does a thread wait that allocates while the agent
 * looks at all of them?
 *
 * <p>The whole agent in a program of its own, beside the same program without an agent. A thread that waits for a table spins
 * or yields, so that its wait is in its processor time as well; what the wall clock shows beyond that, the machine did.
 */
final class LiveBlocksComparison {
    private static final String PROGRAM_CLASS = "dev.seep.benchmarks.program.LiveBlocks";
    private static final String SECONDS = "10";
    private static final double GOAL_DUMP_MILLIS = 3_000;
    private static final double GOAL_WAIT_MICROS = 1_000;

    private final Jdk jdk;
    private final int blocks;
    private final int rounds;

    LiveBlocksComparison(Jdk jdk, int blocks, int rounds) {
        this.jdk = jdk;
        this.blocks = blocks;
        this.rounds = rounds;
    }

    /** {@return how long the program takes from its last line to its end} */
    ResultTable dumps() throws IOException, InterruptedException {
        Samples without = new Samples();
        Samples with = new Samples();
        for (int round = 1; round <= rounds; round++) {
            Results.progress("JDK " + jdk.feature() + ", report", round, rounds);
            without.add(endMillis(false));
            with.add(endMillis(true));
        }
        ResultTable table = new ResultTable(
                number("A report with %,.0f live blocks, JDK ", blocks) + jdk.version()
                        + ": ms from main's end to the JVM's",
                "",
                "median",
                "min - max");
        table.row("nothing", number("%,.0f", without.median()), without.range());
        table.row("seep, report as JSON", number("%,.0f", with.median()), with.range());
        Goals.note(
                table,
                number("a report takes at most %,.0f ms", GOAL_DUMP_MILLIS),
                "%,.0f ms",
                with.minus(without).median(),
                GOAL_DUMP_MILLIS);
        return table;
    }

    private double endMillis(boolean agent) throws IOException, InterruptedException {
        ChildJvm.Times times = child(agent).time(PROGRAM_CLASS, "end", Integer.toString(blocks));
        return times.endMillis() - times.firstLineMillis();
    }

    /** {@return how long single pairs take while the agent's thread goes over the live blocks} */
    ResultTable waits() throws IOException, InterruptedException {
        ResultTable table = new ResultTable(
                number("One pair beside %,.0f live blocks, JDK ", blocks) + jdk.version(),
                "tool, clock, round",
                "median ns",
                "99.99 % ns",
                "max us",
                "over 1 ms",
                "doing nothing: max us",
                "over 1 ms");
        Samples longest = new Samples();
        for (int round = 1; round <= rounds; round++) {
            Results.progress("JDK " + jdk.feature() + ", waits", round, rounds);
            for (String clock : List.of("wall", "cpu")) {
                for (boolean agent : new boolean[] {false, true}) {
                    ChildJvm.Outcome outcome =
                            child(agent).run(PROGRAM_CLASS, clock, Integer.toString(blocks), SECONDS);
                    if (agent && clock.equals("cpu")) {
                        longest.add(outcome.number("max") / 1e3);
                    }
                    table.row(
                            (agent ? "seep, " : "nothing, ") + clock + ", " + round,
                            number("%,.0f", outcome.number("median")),
                            number("%,.0f", outcome.number("high")),
                            number("%,.0f", outcome.number("max") / 1e3),
                            number("%.0f", outcome.number("over")),
                            number("%,.0f", outcome.number("controlMax") / 1e3),
                            number("%.0f", outcome.number("controlOver")));
                }
            }
        }
        Goals.note(
                table,
                "no thread waits over 1 ms; longest pair of all runs by its own processor time",
                "%,.0f us",
                longest.max(),
                GOAL_WAIT_MICROS);
        return table;
    }

    private ChildJvm child(boolean agent) {
        List<String> arguments = new ArrayList<>(List.of("-Xms256m", "-Xmx256m"));
        if (jdk.feature() >= 24) {
            arguments.add("--sun-misc-unsafe-memory-access=allow");
        }
        if (agent) {
            arguments.add("-javaagent:" + AgentJar.find() + "=max-live=64m,quiet,out={dir}/seep.json");
        }
        return new ChildJvm(jdk, arguments, ChildJvm.programsOnly());
    }
}
