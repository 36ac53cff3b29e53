// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.benchmarks.allocator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MeasurementsTest {
    @Test
    void ratio_ofTwoPeers_isTakenRoundByRound() throws IOException {
        Measurements measurements = new Measurements("");
        add(measurements, Peer.SEEP, 10, 20, 10);
        add(measurements, Peer.UNSAFE, 30, 80, 50);

        assertThat(Figure.ratio(measurements.ratio(Row.PAIR_16, Peer.UNSAFE, Peer.SEEP)))
                .isEqualTo("4.00 (3.00 - 5.00)");
    }

    @Test
    void handover_whoseThreadsSpin_isMeasuredByTheClockOnTheWall() throws IOException {
        Measurements measurements = new Measurements("");
        measurements.add(Row.HANDOVER, Peer.SEEP, new PairTime(40, 20, 0));
        measurements.add(Row.PAIR_16, Peer.SEEP, new PairTime(40, 20, 0));

        assertThat(measurements.nanos(Row.HANDOVER, Peer.SEEP).median()).isEqualTo(20);
        assertThat(measurements.nanos(Row.PAIR_16, Peer.SEEP).median()).isEqualTo(40);
    }

    @Test
    void measurements_keptInAFile_areThereInTheNextRun(@TempDir Path folder) throws IOException {
        String file = folder.resolve("samples.txt").toString();
        add(new Measurements(file), Peer.SEEP, 10.5, 20);
        add(new Measurements(file), Peer.SEEP, 30);

        Measurements read = new Measurements(file);

        assertThat(read.rounds(Row.PAIR_16, Peer.SEEP)).isEqualTo(3);
        assertThat(read.nanos(Row.PAIR_16, Peer.SEEP).median()).isEqualTo(20);
        assertThat(read.rounds(Row.PAIR_16, Peer.UNSAFE)).isZero();
    }

    private static void add(Measurements measurements, Peer peer, double... cpuNanos) throws IOException {
        for (double nanos : cpuNanos) {
            measurements.add(Row.PAIR_16, peer, new PairTime(nanos, nanos, 0));
        }
    }
}
