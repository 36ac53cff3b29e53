// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.benchmarks.allocator;

import static dev.seep.benchmarks.allocator.Figure.number;
import static dev.seep.benchmarks.allocator.Figure.ratio;

import dev.seep.benchmarks.fork.ResultTable;
import dev.seep.benchmarks.fork.Samples;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Shows how many times as many pairs two threads do in the same time as one. */
final class ThreadsTable {
    private static final double GOAL = 1.8;

    private final Measurements measurements;
    private final List<Peer> peers;
    private final Map<Row, Row> doubled = new EnumMap<>(Row.class);

    ThreadsTable(Measurements measurements, List<Row> rows, List<Peer> peers) {
        this.measurements = measurements;
        this.peers = peers;
        for (Row one : rows) {
            for (Row two : rows) {
                if (one.threads() == 1 && two.threads() == 2 && one.program().equals(two.program())) {
                    doubled.put(one, two);
                }
            }
        }
    }

    /** {@return whether no program was run on one thread and on two} */
    boolean isEmpty() {
        return doubled.isEmpty();
    }

    ResultTable render(String jdk) {
        List<String> headings = new ArrayList<>(List.of(""));
        peers.forEach(peer -> headings.add(peer.title()));
        ResultTable table = new ResultTable(
                "Threads" + jdk + ": pairs a second of 2 threads over those of 1", headings.toArray(new String[0]));
        List<Double> seep = new ArrayList<>();
        doubled.forEach((one, two) -> {
            List<String> cells = new ArrayList<>(List.of(one.title()));
            for (Peer peer : peers) {
                Samples gains = gains(one, two, peer);
                cells.add(gains.isEmpty() ? "" : ratio(gains));
                if (peer == Peer.SEEP && !gains.isEmpty()) {
                    seep.add(gains.median());
                }
            }
            table.row(cells.toArray(new String[0]));
        });
        if (!seep.isEmpty()) {
            double least = seep.stream().mapToDouble(Double::doubleValue).min().orElseThrow();
            table.note("goal: seep at least 1.8 on every row: least " + number("%.2f", least) + ", "
                    + (least >= GOAL ? "met" : "NOT MET"));
        }
        return table;
    }

    private Samples gains(Row one, Row two, Peer peer) {
        if (measurements.rounds(one, peer) != measurements.rounds(two, peer)) {
            return new Samples();
        }
        return measurements
                .samples(one, peer, PairTime::wallNanos)
                .over(measurements.samples(two, peer, PairTime::wallNanos));
    }
}
