// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.benchmarks.allocator;

import static dev.seep.benchmarks.allocator.Figure.factor;
import static dev.seep.benchmarks.allocator.Figure.number;

import dev.seep.benchmarks.fork.ResultTable;
import java.util.List;

/** Says below a table whether Seep's allocator reaches its goals, and by which row it misses one. */
final class AllocatorGoals {
    private static final double LEAST_UNSAFE = 3;
    private static final double HALF_UNSAFE = 5;
    private static final double LEAST_ARENA = 4;
    private static final int ROWS = 15;
    private static final int AHEAD_OF_CALLS = 12;
    private static final double MOST_C = 1.25;
    private static final int AHEAD_OF_C = 5;
    private static final double NOTHING_BYTES = 0.01; // what the JVM itself does meanwhile shows

    private final Measurements measurements;
    private final List<Row> rows;

    AllocatorGoals(Measurements measurements, List<Row> rows) {
        this.measurements = measurements;
        this.rows = rows;
    }

    /** Against {@code Unsafe}: 3 times as fast everywhere, 5 times on half of the rows. */
    void addUnsafe(ResultTable table) {
        if (has(Peer.UNSAFE)) {
            note(
                    table,
                    "at least 3 times as fast as Unsafe on every row, worst " + worst(Peer.UNSAFE),
                    ahead(Peer.UNSAFE, LEAST_UNSAFE),
                    rows.size());
            note(table, "at least 5 times on half of the rows", ahead(Peer.UNSAFE, HALF_UNSAFE), (rows.size() + 1) / 2);
        }
    }

    /** Against native allocators by a call: ahead on 12 of 15 rows. */
    void addCall(ResultTable table, Peer peer) {
        if (has(peer)) {
            int most = Math.min(rows.size(), (rows.size() * AHEAD_OF_CALLS + ROWS - 1) / ROWS);
            note(table, "ahead of " + peer.title() + " by a call on 12 of 15 rows", ahead(peer, 1), most);
        }
    }

    /** Against the same loops in C: within 1.25 times on every row, ahead on 5. */
    void addC(ResultTable table, Peer peer) {
        if (has(peer)) {
            note(
                    table,
                    "at most 1.25 times as slow as " + peer.title() + " on every row, worst " + worst(peer),
                    ahead(peer, 1 / MOST_C),
                    rows.size());
            note(table, "ahead of " + peer.title() + " on 5 rows", ahead(peer, 1), Math.min(rows.size(), AHEAD_OF_C));
        }
    }

    /** Against other libraries: ahead everywhere. */
    void addAhead(ResultTable table, Peer peer) {
        if (has(peer)) {
            int measured =
                    (int) rows.stream().filter(row -> isMeasured(row, peer)).count();
            note(table, "ahead of " + peer.title() + " on every row, worst " + worst(peer), ahead(peer, 1), measured);
        }
    }

    /** Against the JDK's own arena: 4 times as fast. */
    void addArena(ResultTable table) {
        if (has(Peer.ARENA)) {
            note(
                    table,
                    "at least 4 times as fast as Arena.ofConfined, worst " + worst(Peer.ARENA),
                    ahead(Peer.ARENA, LEAST_ARENA),
                    rows.size());
        }
    }

    /** On the Java heap: nothing. */
    void addGarbage(ResultTable table) {
        double most = 0;
        String title = "";
        for (Row row : rows) {
            if (measurements.rounds(row, Peer.SEEP) > 0) {
                double bytes = measurements
                        .samples(row, Peer.SEEP, PairTime::heapBytes)
                        .median();
                title = bytes > most ? " (" + row.title() + ")" : title;
                most = Math.max(most, bytes);
            }
        }
        table.note("goal: seep takes 0 bytes of Java heap for a pair, most " + number("%.4f", most) + title + ": "
                + (most < NOTHING_BYTES ? "met" : "NOT MET"));
    }

    private static void note(ResultTable table, String goal, int reached, int wanted) {
        table.note("goal: " + goal + ": " + reached + " of " + wanted + " rows, "
                + (reached >= wanted ? "met" : "NOT MET"));
    }

    private boolean has(Peer peer) {
        return rows.stream().anyMatch(row -> isMeasured(row, peer));
    }

    private boolean isMeasured(Row row, Peer peer) {
        return measurements.isMatched(row, peer, Peer.SEEP);
    }

    private int ahead(Peer peer, double factor) {
        int count = 0;
        for (Row row : rows) {
            if (isMeasured(row, peer)
                    && measurements.ratio(row, peer, Peer.SEEP).median() >= factor) {
                count++;
            }
        }
        return count;
    }

    private String worst(Peer peer) {
        double worst = Double.MAX_VALUE;
        String title = "";
        for (Row row : rows) {
            if (isMeasured(row, peer)) {
                double ratio = measurements.ratio(row, peer, Peer.SEEP).median();
                if (ratio < worst) {
                    worst = ratio;
                    title = row.title();
                }
            }
        }
        return factor(worst) + " (" + title + ")";
    }
}
