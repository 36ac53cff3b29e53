// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.benchmarks.allocator;

import dev.seep.benchmarks.fork.CommandLine;
import dev.seep.benchmarks.fork.ResultTable;
import dev.seep.benchmarks.fork.Results;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What does a pair of an allocation and a free take from Seep's allocator, from native ones and from other libraries?
 *
 * <p>Each measurement is a process of its own; the peers take turns, so that ratios compare neighbours in time. The number to
 * beat is that of {@code Unsafe}, and those of tcmalloc and mimalloc. Last result, machine and JDK:
 * {@code docs/benchmarks.md#allocator}.
 */
public final class AllocatorComparison {
    private static final Set<String> NAMES = Set.of("rounds", "seconds", "rows", "peers", "samples", "markdown");
    private static final List<Peer> NATIVE =
            List.of(Peer.UNSAFE, Peer.TCMALLOC, Peer.MIMALLOC, Peer.C_TCMALLOC, Peer.C_MIMALLOC, Peer.C_GLIBC);

    private AllocatorComparison() {}

    /**
     * Runs the comparison.
     *
     * @param args {@code --rounds 6 --seconds 0.4 --rows pair-16,… --peers seep,unsafe,… --samples FILE --markdown FILE
     *     --quick}
     */
    public static void main(String[] args) throws IOException, InterruptedException {
        CommandLine.run(args, Set.of("quick"), NAMES, AllocatorComparison::compare);
    }

    private static void compare(CommandLine options) throws IOException, InterruptedException {
        boolean quick = options.has("quick");
        int rounds = options.number("rounds", quick ? 2 : 6);
        String seconds = options.seconds("seconds", quick ? "0.2" : "0.4");
        List<Row> rows = Row.of(options.list("rows", "all"));
        PeerRuns runs = new PeerRuns(Peer.of(options.list("peers", "all")));
        Measurements measurements = new Measurements(options.text("samples", ""));
        for (Row row : rows) {
            measure(runs, row, rounds, seconds, measurements);
        }
        print(new Results(options.text("markdown", "")), runs, rows, measurements);
    }

    private static void measure(PeerRuns runs, Row row, int rounds, String seconds, Measurements measurements)
            throws IOException, InterruptedException {
        List<Peer> peers =
                runs.present().stream().filter(peer -> peer.runs(row)).toList();
        for (int round = 0; round < rounds; round++) {
            Results.progress(row.key(), round + 1, rounds);
            for (int i = 0; i < peers.size(); i++) {
                Peer peer = peers.get((i + round) % peers.size()); // no peer is always the first after a pause
                if (measurements.rounds(row, peer) == round) {
                    measurements.add(row, peer, runs.time(peer, row, seconds));
                }
            }
        }
    }

    private static void print(Results results, PeerRuns runs, List<Row> rows, Measurements measurements)
            throws IOException {
        PairTables tables = new PairTables(measurements, rows);
        AllocatorGoals goals = new AllocatorGoals(measurements, rows);
        List<Peer> natives = new ArrayList<>(runs.present());
        natives.retainAll(NATIVE);
        List<Peer> libraries = new ArrayList<>(runs.present());
        libraries.removeAll(NATIVE);
        libraries.remove(Peer.SEEP);
        String jdk = ", JDK " + runs.jdk().version();

        results.print(tables.times("Pairs" + jdk + ": CPU ns", withSeep(natives)));
        ResultTable toNatives = tables.ratios("Pairs" + jdk + ": times as long as seep's", natives);
        goals.addUnsafe(toNatives);
        goals.addCall(toNatives, Peer.TCMALLOC);
        goals.addCall(toNatives, Peer.MIMALLOC);
        goals.addC(toNatives, Peer.C_TCMALLOC);
        goals.addC(toNatives, Peer.C_MIMALLOC);
        results.print(toNatives);
        if (!libraries.isEmpty()) {
            results.print(tables.times("Pairs of libraries" + jdk + ": CPU ns", withSeep(libraries)));
            ResultTable toLibraries =
                    tables.ratios("Pairs of libraries" + jdk + ": times as long as seep's", libraries);
            libraries.forEach(peer -> goals.addAhead(toLibraries, peer));
            results.print(toLibraries);
            ResultTable garbage = tables.garbage("Pairs" + jdk + ": bytes of Java heap", withSeep(libraries));
            goals.addGarbage(garbage);
            results.print(garbage);
        }
    }

    private static List<Peer> withSeep(List<Peer> peers) {
        List<Peer> all = new ArrayList<>(List.of(Peer.SEEP));
        all.addAll(peers);
        return all;
    }
}
