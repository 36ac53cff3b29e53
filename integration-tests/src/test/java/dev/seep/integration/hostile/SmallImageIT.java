// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.integration.hostile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.seep.integration.fork.EndedJvm;
import dev.seep.integration.fork.EveryJdk;
import dev.seep.integration.fork.ForkedJvm;
import dev.seep.integration.fork.Jdk;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A run-time image with nothing in it that the agent can do without. */
class SmallImageIT {
    @EveryJdk
    void imageWithoutFlightRecorderAndManagement_reportsTheLeak(Jdk jdk) throws Exception {
        ForkedJvm fork = ForkedJvm.on(jdk);
        Path image = fork.folder().resolve("image");
        link(jdk, image);

        EndedJvm jvm = fork.ofImage(image).withAgent("interval=1").run(LeaksBuffers.class);

        assertThat(jvm.exitCode()).as(jvm.toString()).isZero();
        assertThat(jvm.out()).isEqualTo("jdk.jfr present: false\n");
        assertThat(jvm.agentLines()).isEmpty();
        assertThat(jvm.err()).contains("LeaksBuffers.leak");
        assertThat(jvm.report()
                        .siteAt("direct", LeaksBuffers.class, "leak")
                        .figures()
                        .liveBytes())
                .isEqualTo(30L * 3_001);
        delete(image);
    }

    private static void link(Jdk jdk, Path image) throws Exception {
        Path jlink = jdk.home().resolve("bin/jlink");
        assumeTrue(Files.isExecutable(jlink), "no jlink in " + jdk.home());
        Process process = new ProcessBuilder(
                        jlink.toString(), "--add-modules", "java.base,java.instrument", "--output", image.toString())
                .redirectErrorStream(true)
                .start();
        String printed = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(printed).isZero();
    }

    private static void delete(Path folder) throws Exception {
        try (var files = Files.walk(folder)) {
            for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    /** Leaks 30 buffers. */
    static final class LeaksBuffers {
        private static final List<ByteBuffer> KEPT = new ArrayList<>();

        public static void main(String[] args) {
            for (int i = 0; i < 30; i++) {
                leak();
            }
            System.out.println("jdk.jfr present: "
                    + ModuleLayer.boot().findModule("jdk.jfr").isPresent());
        }

        private static void leak() {
            KEPT.add(ByteBuffer.allocateDirect(3_001));
        }
    }
}
