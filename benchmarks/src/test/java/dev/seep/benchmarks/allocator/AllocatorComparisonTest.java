// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.benchmarks.allocator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whether everything runs and shows up, in runs that are far too short to measure anything. */
class AllocatorComparisonTest {
    @TempDir
    private Path folder;

    @Test
    void comparison_ofAllRows_hasALineForEach() throws Exception {
        List<Peer> peers = new PeerRuns(List.of(Peer.SEEP, Peer.C_GLIBC)).present();

        String markdown = compare("--rows", "all", "--peers", "seep,c-glibc");

        for (Row row : Row.values()) {
            assertThat(line(markdown, "| " + row.title() + " |"))
                    .hasSize(peers.size())
                    .allMatch(cell -> !cell.isBlank());
        }
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
        String[] all = {"--rounds", "1", "--seconds", "0.01", "--markdown", file.toString(), "", "", "", ""};
        System.arraycopy(options, 0, all, 6, 4);
        AllocatorComparison.main(all);
        return Files.readString(file);
    }

    /** {@return the cells of the first line that starts with the first one} */
    private static List<String> line(String markdown, String start) {
        for (String line : markdown.split("\n", -1)) {
            if (line.startsWith(start)) {
                String rest = line.substring(start.length(), line.length() - 1);
                return List.of(rest.split(" \\| ", -1));
            }
        }
        return List.of();
    }
}
