// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.benchmarks.allocator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whether everything runs and shows up, in runs that are far too short to measure anything. */
class AllocatorComparisonTest {
    @TempDir
    private Path folder;

    @Test
    void programs_inJavaAndC_haveALineEach() throws Exception {
        List<Peer> peers = new PeerRuns(List.of(Peer.SEEP, Peer.C_GLIBC)).present();

        String markdown = compare("--parts", "programs", "--peers", "seep,c-glibc");

        assertThat(Row.of(Part.PROGRAMS))
                .hasSize(15)
                .allSatisfy(row -> assertThat(line(markdown, row.title()))
                        .hasSize(peers.size())
                        .doesNotContain(""));
    }

    @Test
    void kernelsAndArenas_haveALineEach() throws Exception {
        String markdown = compare("--parts", "kernels,arenas", "--peers", "seep,arena");

        assertThat(Row.of(Part.KERNELS))
                .hasSize(11)
                .allSatisfy(row ->
                        assertThat(line(markdown, row.title())).hasSize(1).doesNotContain(""));
        assertThat(Row.of(Part.ARENAS))
                .hasSize(4)
                .allSatisfy(row ->
                        assertThat(line(markdown, row.title())).hasSize(2).doesNotContain(""));
    }

    @Test
    void memoryAndLatency_haveALineForEachPeer() throws Exception {
        String markdown = compare("--parts", "memory,latency", "--peers", "seep,unsafe");

        assertThat(line(markdown, "seep")).hasSize(3);
        assertThat(line(markdown, "Unsafe")).hasSize(3);
        assertThat(line(markdown, "seep, 16 threads")).hasSize(4);
        assertThat(line(markdown, "nothing, 1 thread")).hasSize(4);
    }

    @Test
    void comparison_ofAllPeers_hasAColumnForEachThatIsThere() throws Exception {
        List<Peer> present = new PeerRuns(List.of(Peer.values())).present();

        String markdown = compare("--rows", "random", "--peers", "all");

        for (Peer peer : present) {
            assertThat(markdown).contains(" | " + peer.title() + " |");
        }
        assertThat(present).contains(Peer.SEEP, Peer.UNSAFE, Peer.NETTY_POOLED, Peer.NETTY_ADAPTIVE, Peer.ARENA);
    }

    private String compare(String... options) throws IOException, InterruptedException {
        Path file = folder.resolve("result.md");
        List<String> all = new ArrayList<>(List.of(options));
        all.addAll(List.of("--rounds", "1", "--warm-up", "0.01", "--seconds", "0.01"));
        all.addAll(List.of("--blocks", "1000", "--calls", "10000", "--markdown", file.toString()));
        AllocatorComparison.main(all.toArray(new String[0]));
        return Files.readString(file);
    }

    /** {@return the cells behind the first one of the first line that starts with it} */
    private static List<String> line(String markdown, String first) {
        String start = "| " + first + " | ";
        for (String line : markdown.split("\n", -1)) {
            if (line.startsWith(start)) {
                return List.of(line.substring(start.length(), line.length() - 2).split(" \\| ", -1));
            }
        }
        return List.of();
    }
}
