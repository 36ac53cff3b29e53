// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.integration.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seep.examples.LeakingServer;
import dev.seep.integration.fork.EndedJvm;
import dev.seep.integration.fork.EveryJdk;
import dev.seep.integration.fork.ForkedJvm;
import dev.seep.integration.fork.Jdk;
import java.nio.file.Files;
import java.nio.file.Path;

/** The packaged command line, on what the packaged agent left behind. */
class CommandLineIT {
    private static final Path JAR = Path.of(System.getProperty("seep.root"), "cli", "target", "seep-report.jar");

    @EveryJdk
    void files_ofALeakingProgram_areReportedWithItsLine(Jdk jdk) throws Exception {
        ForkedJvm fork = ForkedJvm.on(jdk);
        Path folder = fork.folder();
        String snapshot = folder.resolve("a.seep").toString();
        EndedJvm program = fork.withBareAgent(
                        "quiet,gc,out=" + snapshot + "+" + folder + "/a.json+" + folder + "/a.txt")
                .withRecording()
                .run(LeakingServer.class);
        assertThat(program.exitCode()).as(program.toString()).isZero();

        EndedJvm text = seep(jdk, "report", "--fail-on=likely", snapshot);
        EndedJvm json = seep(jdk, "report", folder + "/a.json");
        EndedJvm recording = seep(jdk, "report", folder + "/recording.jfr");
        EndedJvm unchanged = seep(jdk, "diff", snapshot, folder + "/a.json");

        assertThat(text.exitCode()).as(text.toString()).isEqualTo(3);
        assertThat(text.out()).isEqualTo(Files.readString(folder.resolve("a.txt")));
        assertThat(text.err()).isEqualTo("seep: failed: suspects that are likely or certain: 1\n");
        assertThat(json.exitCode()).as(json.toString()).isZero();
        assertThat(json.out()).contains("LeakingServer.encode(LeakingServer.java:");
        assertThat(recording.exitCode()).as(recording.toString()).isZero();
        assertThat(recording.out())
                .contains("  3.8 MiB in 40 blocks (direct), 90% freed")
                .containsPattern("LeakingServer.encode\\(line \\d+\\)")
                .doesNotContain("Unknown Source");
        assertThat(unchanged.exitCode()).isZero();
        assertThat(unchanged.out()).startsWith("[seep] as much off-heap memory is live as before\n");
    }

    private static EndedJvm seep(Jdk jdk, String... args) throws Exception {
        return ForkedJvm.on(jdk).runFrom(JAR, "dev.seep.report.cli.SeepCommand", args);
    }
}
