// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.benchmarks.allocator;

import static dev.seep.benchmarks.allocator.Figure.number;
import static java.util.Objects.requireNonNull;

import dev.seep.benchmarks.fork.ChildJvm;
import dev.seep.benchmarks.fork.ResultTable;
import dev.seep.benchmarks.fork.Results;
import dev.seep.benchmarks.fork.Samples;
import java.io.IOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Measures and shows by how much a process grows for each byte that is live. */
final class MemoryTable {
    private static final int MOST_ROUNDS = 3; // it hardly varies
    private static final double GOAL = 1.10;
    private static final double GOAL_THREADS = 1.15;

    /** So that neither compiled code nor an unused part of the Java heap counts. */
    private static final List<String> OPTIONS = List.of(
            "-Xint", "-XX:+UseSerialGC", "-Xms256m", "-Xmx256m", "-XX:+AlwaysPreTouch", "-XX:MaxDirectMemorySize=4g");

    private final PeerRuns runs;
    private final int rounds;
    private final int blocks;
    private final Map<Peer, Samples> one = new EnumMap<>(Peer.class);
    private final Map<Peer, Samples> two = new EnumMap<>(Peer.class);
    private final Map<Peer, Samples> later = new EnumMap<>(Peer.class);

    MemoryTable(PeerRuns runs, int rounds, int blocks) {
        this.runs = runs;
        this.blocks = blocks;
        this.rounds = Math.min(rounds, MOST_ROUNDS);
    }

    ResultTable measure() throws IOException, InterruptedException {
        List<Peer> peers = runs.present().stream()
                .filter(peer -> peer.blocksClass() != null && peer != Peer.ARENA)
                .toList();
        for (int round = 0; round < rounds; round++) {
            Results.progress("memory", round + 1, rounds);
            for (Peer peer : peers) {
                ChildJvm.Outcome single = run(peer, 1);
                add(one, peer, single.number("growth") / single.number("liveBytes"));
                ChildJvm.Outcome both = run(peer, 2);
                add(two, peer, both.number("growth") / both.number("liveBytes"));
                add(later, peer, both.number("laterGrowth") / both.number("laterLiveBytes"));
            }
        }
        return render(peers);
    }

    private ChildJvm.Outcome run(Peer peer, int threads) throws IOException, InterruptedException {
        return runs.java(peer, OPTIONS, "MemoryLoop", List.of(Integer.toString(threads), Integer.toString(blocks)));
    }

    private static void add(Map<Peer, Samples> samples, Peer peer, double value) {
        samples.computeIfAbsent(peer, key -> new Samples()).add(value);
    }

    private ResultTable render(List<Peer> peers) {
        ResultTable table = new ResultTable(
                "Memory, JDK " + runs.jdk().version()
                        + ": growth of the process for " + number("%,.0f", (double) blocks)
                        + " random blocks a thread, over live bytes",
                "",
                "1 thread",
                "2 threads",
                "after they ended");
        for (Peer peer : peers) {
            table.row(peer.title(), median(one, peer), median(two, peer), median(later, peer));
        }
        if (peers.contains(Peer.SEEP)) {
            goal(table, "1 thread", one, GOAL);
            goal(table, "2 threads", two, GOAL_THREADS);
            goal(table, "after they ended", later, GOAL_THREADS);
        }
        return table;
    }

    private static String median(Map<Peer, Samples> samples, Peer peer) {
        return number("%.3f", requireNonNull(samples.get(peer)).median());
    }

    private static void goal(ResultTable table, String what, Map<Peer, Samples> samples, double most) {
        double ratio = requireNonNull(samples.get(Peer.SEEP)).median();
        table.note("goal: seep, " + what + ", at most " + number("%.2f", most) + ": " + number("%.3f", ratio) + ", "
                + (ratio <= most ? "met" : "NOT MET"));
    }
}
