// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.benchmarks.allocator;

import dev.seep.benchmarks.fork.CommandLine;
import dev.seep.benchmarks.fork.Results;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What does a pair of an allocation and a free take from Seep's allocator, from native ones and from other libraries;
 * how much memory do they need, and how long do single calls take?
 *
 * <p>Each measurement is a process of its own; the peers take turns, so that ratios compare neighbours in time. The
 * number to beat is that of {@code Unsafe}, and those of tcmalloc and mimalloc. Last result, machine and JDK: {@code
 * docs/benchmarks.md#allocator}.
 */
public final class AllocatorComparison {
    private static final Set<String> NAMES =
            Set.of("parts", "rows", "peers", "rounds", "warm-up", "seconds", "blocks", "calls", "samples", "markdown");
    private static final String PARTS = "programs,kernels,arenas,memory,latency";

    private AllocatorComparison() {}

    /**
     * Runs the comparison.
     *
     * @param args {@code --parts programs,kernels,arenas,memory,latency --rows pair-16,… --peers seep,unsafe,… --rounds 6
     *     --warm-up 1 --seconds 0.4 --blocks 100000 --calls 10000000 --samples FILE --markdown FILE --quick}
     */
    public static void main(String[] args) throws IOException, InterruptedException {
        CommandLine.run(args, Set.of("quick"), NAMES, AllocatorComparison::compare);
    }

    private static void compare(CommandLine options) throws IOException, InterruptedException {
        boolean quick = options.has("quick");
        int rounds = options.number("rounds", quick ? 2 : 6);
        String warmUp = options.seconds("warm-up", quick ? "0.3" : "1");
        String seconds = options.seconds("seconds", quick ? "0.2" : "0.4");
        int blocks = options.number("blocks", 100_000);
        int calls = options.number("calls", quick ? 1_000_000 : 10_000_000);
        List<Row> chosen = options.has("rows") ? Row.of(options.list("rows", "")) : List.of(Row.values());
        List<Part> parts = options.has("rows") && !options.has("parts")
                ? chosen.stream().map(Row::part).distinct().toList()
                : Part.of(options.list("parts", PARTS));
        PeerRuns runs = new PeerRuns(Peer.of(options.list("peers", "all")));
        Measurements measurements = new Measurements(options.text("samples", ""));
        PairRounds pairs = new PairRounds(runs, rounds, warmUp, seconds, measurements);
        Results results = new Results(options.text("markdown", ""));
        for (Part part : parts) {
            List<Row> rows = new ArrayList<>(Row.of(part));
            rows.retainAll(chosen);
            for (Row row : rows) {
                pairs.measure(row);
            }
            switch (part) {
                case MEMORY -> results.print(new MemoryTable(runs, rounds, blocks).measure());
                case LATENCY -> results.print(new LatencyTable(runs, rounds, calls).measure());
                default -> new PairTables(runs, rows, measurements).print(part, results);
            }
        }
    }
}
