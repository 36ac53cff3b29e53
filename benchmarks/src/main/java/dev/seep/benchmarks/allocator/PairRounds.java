// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.benchmarks.allocator;

import dev.seep.benchmarks.fork.Results;
import java.io.IOException;
import java.util.List;

/** Measures what pairs take: one peer after the other, round after round. */
final class PairRounds {
    private final PeerRuns runs;
    private final int rounds;
    private final String warmUpSeconds;
    private final String seconds;
    private final Measurements measurements;

    PairRounds(PeerRuns runs, int rounds, String warmUpSeconds, String seconds, Measurements measurements) {
        this.runs = runs;
        this.rounds = rounds;
        this.warmUpSeconds = warmUpSeconds;
        this.seconds = seconds;
        this.measurements = measurements;
    }

    /** Measures a row, but for the rounds that are there already. */
    void measure(Row row) throws IOException, InterruptedException {
        List<Peer> peers =
                runs.present().stream().filter(peer -> peer.runs(row)).toList();
        for (int round = 0; round < rounds; round++) {
            Results.progress(row.key(), round + 1, rounds);
            for (int i = 0; i < peers.size(); i++) {
                Peer peer = peers.get((i + round) % peers.size()); // no peer is always the first after a pause
                if (measurements.rounds(row, peer) == round) {
                    measurements.add(row, peer, runs.time(peer, row, warmUpSeconds, seconds));
                }
            }
        }
    }
}
