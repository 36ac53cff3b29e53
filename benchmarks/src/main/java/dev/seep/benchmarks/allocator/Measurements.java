// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.benchmarks.allocator;

import dev.seep.benchmarks.fork.Samples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/**
 * What was measured so far, in the order of the rounds. Confined.
 *
 * <p>With a file, each is written to it at once, and those of earlier runs are read from it: a long comparison can be
 * done in pieces. Rounds of a row that did not all end are measured again.
 */
final class Measurements {
    private final Map<String, List<PairTime>> times = new TreeMap<>();
    private final String file;

    /**
     * Reads what is in the file.
     *
     * @param file its name, empty for none; it may not be there yet
     */
    Measurements(String file) throws IOException {
        this.file = file;
        if (!file.isEmpty() && Files.exists(Path.of(file))) {
            for (String line : Files.readAllLines(Path.of(file))) {
                String[] words = line.split(" ", -1);
                list(words[0], words[1])
                        .add(new PairTime(
                                Double.parseDouble(words[2]),
                                Double.parseDouble(words[3]),
                                Double.parseDouble(words[4])));
            }
        }
    }

    private List<PairTime> list(String row, String peer) {
        return times.computeIfAbsent(row + " " + peer, key -> new ArrayList<>());
    }

    /** Adds the measurement of the next round. */
    void add(Row row, Peer peer, PairTime time) throws IOException {
        list(row.key(), peer.key()).add(time);
        if (!file.isEmpty()) {
            String line = row.key() + " " + peer.key() + " " + time.cpuNanos() + " " + time.wallNanos() + " "
                    + time.heapBytes() + "\n";
            Files.writeString(Path.of(file), line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        }
    }

    /** {@return how many rounds there are} */
    int rounds(Row row, Peer peer) {
        return list(row.key(), peer.key()).size();
    }

    /** {@return the time a pair took, in ns, by the clock that the row is measured by} */
    Samples nanos(Row row, Peer peer) {
        return samples(row, peer, row.isByWall() ? PairTime::wallNanos : PairTime::cpuNanos);
    }

    Samples samples(Row row, Peer peer, ToDoubleFunction<PairTime> figure) {
        Samples samples = new Samples();
        for (PairTime time : list(row.key(), peer.key())) {
            samples.add(figure.applyAsDouble(time));
        }
        return samples;
    }

    /** {@return whether both peers were measured, in the same rounds} */
    boolean isMatched(Row row, Peer other, Peer peer) {
        return rounds(row, other) > 0 && rounds(row, other) == rounds(row, peer);
    }

    /**
     * {@return how many times as long as that of {@code peer} a pair of {@code other} took, round by round}
     *
     * <p>They must be {@linkplain #isMatched matched}.
     */
    Samples ratio(Row row, Peer other, Peer peer) {
        return nanos(row, other).over(nanos(row, peer));
    }
}
