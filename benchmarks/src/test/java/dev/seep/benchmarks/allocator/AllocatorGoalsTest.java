// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.benchmarks.allocator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seep.benchmarks.fork.ResultTable;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class AllocatorGoalsTest {
    private static final List<Row> ROWS = List.of(Row.PAIR_16, Row.PAIR_1K);

    private final ResultTable table = new ResultTable("", "");

    @Test
    void unsafe_threeTimesAsSlowOnOneRowOfTwo_namesTheOther() throws IOException {
        Measurements measurements = measured(Peer.UNSAFE, 60, 25);

        new AllocatorGoals(measurements, ROWS).addUnsafe(table);

        assertThat(table.markdown())
                .contains("- goal: at least 3 times as fast as Unsafe on every row, worst 2.50 (pair, 1 KiB): "
                        + "1 of 2 rows, NOT MET\n")
                .contains("- goal: at least 5 times on half of the rows: 1 of 1 rows, met\n");
    }

    @Test
    void cProgram_within25PerCent_isNearEnough() throws IOException {
        Measurements measurements = measured(Peer.C_TCMALLOC, 8, 7.9);

        new AllocatorGoals(measurements, ROWS).addC(table, Peer.C_TCMALLOC);

        assertThat(table.markdown())
                .contains("- goal: at most 1.25 times as slow as C tcmalloc on every row, worst 0.79 (pair, 1 KiB): "
                        + "1 of 2 rows, NOT MET\n")
                .contains("- goal: ahead of C tcmalloc on 5 rows: 0 of 2 rows, NOT MET\n");
    }

    @Test
    void peer_notMeasured_hasNoGoal() throws IOException {
        new AllocatorGoals(measured(Peer.UNSAFE, 60, 25), ROWS).addCall(table, Peer.TCMALLOC);

        assertThat(table.markdown()).doesNotContain("goal");
    }

    @Test
    void peer_withoutSeepBesideIt_hasNoRatio() throws IOException {
        Measurements measurements = new Measurements("");
        measurements.add(Row.PAIR_16, Peer.UNSAFE, new PairTime(10, 10, 0));

        new AllocatorGoals(measurements, ROWS).addUnsafe(table);

        assertThat(table.markdown()).doesNotContain("goal");
        assertThat(new PairTable(measurements, List.of(Row.PAIR_16))
                        .ratios("", List.of(Peer.UNSAFE))
                        .markdown())
                .contains("| pair, 16 B |  |");
    }

    /** Measures Seep at 10 ns on both rows. */
    private static Measurements measured(Peer peer, double first, double second) throws IOException {
        Measurements measurements = new Measurements("");
        for (Row row : ROWS) {
            measurements.add(row, Peer.SEEP, new PairTime(10, 10, 0));
        }
        measurements.add(Row.PAIR_16, peer, new PairTime(first, first, 0));
        measurements.add(Row.PAIR_1K, peer, new PairTime(second, second, 0));
        return measurements;
    }
}
