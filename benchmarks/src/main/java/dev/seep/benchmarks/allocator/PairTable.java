// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.benchmarks.allocator;

import static dev.seep.benchmarks.allocator.Figure.nanos;
import static dev.seep.benchmarks.allocator.Figure.ratio;

import dev.seep.benchmarks.fork.ResultTable;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

/** Shows what a pair takes: a line for each row, a column for each peer. */
final class PairTable {
    private final Measurements measurements;
    private final List<Row> rows;

    PairTable(Measurements measurements, List<Row> rows) {
        this.measurements = measurements;
        this.rows = rows;
    }

    /** {@return the medians in ns} */
    ResultTable times(String title, List<Peer> peers) {
        return table(
                title, peers, (row, peer) -> nanos(measurements.nanos(row, peer).median()));
    }

    /** {@return how many times as long as Seep's a peer's pair takes: median, smallest and largest of the rounds} */
    ResultTable ratios(String title, List<Peer> peers) {
        return table(
                title,
                peers,
                (row, peer) -> measurements.isMatched(row, peer, Peer.SEEP)
                        ? ratio(measurements.ratio(row, peer, Peer.SEEP))
                        : "");
    }

    /** {@return the bytes of Java heap for a pair, medians} */
    ResultTable garbage(String title, List<Peer> peers) {
        return table(
                title,
                peers,
                (row, peer) -> Figure.bytes(
                        measurements.samples(row, peer, PairTime::heapBytes).median()));
    }

    private ResultTable table(String title, List<Peer> peers, BiFunction<Row, Peer, String> cell) {
        List<String> headings = new ArrayList<>(List.of(""));
        peers.forEach(peer -> headings.add(peer.title()));
        ResultTable table = new ResultTable(title, headings.toArray(new String[0]));
        for (Row row : rows) {
            List<String> cells = new ArrayList<>(List.of(row.title()));
            for (Peer peer : peers) {
                cells.add(measurements.rounds(row, peer) == 0 ? "" : cell.apply(row, peer));
            }
            table.row(cells.toArray(new String[0]));
        }
        return table;
    }
}
