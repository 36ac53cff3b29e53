// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.benchmarks.allocator;

import dev.seep.benchmarks.fork.ResultTable;
import dev.seep.benchmarks.fork.Results;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Shows the parts of the comparison that are about pairs, and whether their goals are reached. */
final class PairTables {
    private static final List<Peer> NATIVE =
            List.of(Peer.UNSAFE, Peer.TCMALLOC, Peer.MIMALLOC, Peer.C_TCMALLOC, Peer.C_MIMALLOC, Peer.C_GLIBC);

    private final List<Peer> peers;
    private final List<Row> rows;
    private final Measurements measurements;
    private final PairTable tables;
    private final AllocatorGoals goals;
    private final String jdk;

    PairTables(PeerRuns runs, List<Row> rows, Measurements measurements) {
        this.rows = rows;
        this.measurements = measurements;
        peers = runs.present();
        tables = new PairTable(measurements, rows);
        goals = new AllocatorGoals(measurements, rows);
        jdk = ", JDK " + runs.jdk().version();
    }

    void print(Part part, Results results) throws IOException {
        switch (part) {
            case KERNELS -> printKernels(results);
            case ARENAS -> printArenas(results);
            default -> printPrograms(results);
        }
    }

    private void printPrograms(Results results) throws IOException {
        List<Peer> natives = others();
        natives.retainAll(NATIVE);
        if (!natives.isEmpty()) {
            results.print(tables.times("Pairs" + jdk + ": CPU ns", withSeep(natives)));
            ResultTable ratios = tables.ratios("Pairs" + jdk + ": times as long as seep's", natives);
            goals.addUnsafe(ratios);
            goals.addCall(ratios, Peer.TCMALLOC);
            goals.addCall(ratios, Peer.MIMALLOC);
            goals.addC(ratios, Peer.C_TCMALLOC);
            goals.addC(ratios, Peer.C_MIMALLOC);
            results.print(ratios);
        }
        List<Peer> libraries = others();
        libraries.removeAll(NATIVE);
        if (!libraries.isEmpty()) {
            results.print(tables.times("Pairs of libraries" + jdk + ": CPU ns", withSeep(libraries)));
            ResultTable ratios = tables.ratios("Pairs of libraries" + jdk + ": times as long as seep's", libraries);
            libraries.forEach(peer -> goals.addAhead(ratios, peer));
            results.print(ratios);
            ResultTable garbage = tables.garbage("Pairs" + jdk + ": bytes of Java heap", withSeep(libraries));
            goals.addGarbage(garbage);
            results.print(garbage);
        }
        ThreadsTable threads = new ThreadsTable(measurements, rows, peers);
        if (!threads.isEmpty()) {
            results.print(threads.render(jdk));
        }
    }

    private void printKernels(Results results) throws IOException {
        List<Peer> natives = others();
        natives.retainAll(List.of(Peer.UNSAFE, Peer.TCMALLOC, Peer.MIMALLOC));
        results.print(tables.times("Kernels" + jdk + ": CPU ns a pair", withSeep(natives)));
        if (!natives.isEmpty()) {
            results.print(tables.ratios("Kernels" + jdk + ": times as long as seep's", natives));
        }
    }

    private void printArenas(Results results) throws IOException {
        List<Peer> arenas = others();
        arenas.retainAll(List.of(Peer.ARENA));
        results.print(tables.times("Arenas" + jdk + ": CPU ns a block of 64 bytes", withSeep(arenas)));
        if (!arenas.isEmpty()) {
            ResultTable ratios = tables.ratios("Arenas" + jdk + ": times as long as seep's pooled arena", arenas);
            goals.addArena(ratios);
            results.print(ratios);
        }
    }

    private List<Peer> others() {
        List<Peer> others = new ArrayList<>(peers);
        others.remove(Peer.SEEP);
        return others;
    }

    private static List<Peer> withSeep(List<Peer> peers) {
        List<Peer> all = new ArrayList<>(List.of(Peer.SEEP));
        all.addAll(peers);
        return all;
    }
}
