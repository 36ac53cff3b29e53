// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.benchmarks.allocator;

import static dev.seep.benchmarks.allocator.Figure.number;

import dev.seep.benchmarks.fork.ChildJvm;
import dev.seep.benchmarks.fork.ResultTable;
import dev.seep.benchmarks.fork.Results;
import dev.seep.benchmarks.fork.Samples;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Measures and shows how long single calls take. */
final class LatencyTable {
    private static final List<Integer> THREADS = List.of(1, 2, 4, 8, 16);
    private static final List<String> FIGURES = List.of("p50", "p99", "p999", "max");
    private static final List<Peer> PEERS = List.of(Peer.SEEP, Peer.UNSAFE);
    private static final String NOTHING = "nothing";
    private static final int MOST_ROUNDS = 3;
    private static final double GOAL_NANOS = 2000;

    private final PeerRuns runs;
    private final int rounds;
    private final int calls;
    private final Map<String, Samples> samples = new TreeMap<>();

    LatencyTable(PeerRuns runs, int rounds, int calls) {
        this.runs = runs;
        this.rounds = Math.min(rounds, MOST_ROUNDS);
        this.calls = calls;
    }

    ResultTable measure() throws IOException, InterruptedException {
        List<Peer> peers = PEERS.stream().filter(runs.present()::contains).toList();
        for (int round = 0; round < rounds; round++) {
            Results.progress("latency", round + 1, rounds);
            for (int threads : THREADS) {
                for (Peer peer : peers) {
                    run(peer, threads, "calls", peer.key());
                }
                run(peers.get(0), threads, NOTHING, NOTHING);
            }
        }
        return render(peers);
    }

    private void run(Peer peer, int threads, String what, String name) throws IOException, InterruptedException {
        ChildJvm.Outcome outcome = runs.java(
                peer, PeerRuns.HEAP, "LatencyLoop", List.of(Integer.toString(threads), Integer.toString(calls), what));
        for (String figure : FIGURES) {
            samples(name, threads, figure).add(outcome.number(figure));
        }
    }

    private Samples samples(String name, int threads, String figure) {
        return samples.computeIfAbsent(name + " " + threads + " " + figure, key -> new Samples());
    }

    private ResultTable render(List<Peer> peers) {
        ResultTable table = new ResultTable(
                "Latency, JDK " + runs.jdk().version() + ": wall-clock ns of a call, " + number("%,.0f", (double) calls)
                        + " calls",
                "",
                "p50",
                "p99",
                "p99.9",
                "max us");
        double worst = 0;
        for (int threads : THREADS) {
            String suffix = threads == 1 ? ", 1 thread" : ", " + threads + " threads";
            for (Peer peer : peers) {
                row(table, peer.title() + suffix, peer.key(), threads);
            }
            row(table, NOTHING + suffix, NOTHING, threads);
            if (peers.contains(Peer.SEEP)) {
                worst = Math.max(
                        worst, samples(Peer.SEEP.key(), threads, "p999").median());
            }
        }
        table.note("goal: seep's p99.9 under 2,000 ns: worst " + number("%,.0f", worst) + ", "
                + (worst < GOAL_NANOS ? "met" : "NOT MET"));
        return table;
    }

    private void row(ResultTable table, String title, String name, int threads) {
        table.row(
                title,
                number("%,.0f", samples(name, threads, "p50").median()),
                number("%,.0f", samples(name, threads, "p99").median()),
                number("%,.0f", samples(name, threads, "p999").median()),
                number("%,.0f", samples(name, threads, "max").median() / 1000));
    }
}
