// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.agent.jfr;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seep.report.snapshot.Snapshot;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs a main class in a JVM of the same JDK that has the agent's classes and these tests on its class path. */
final class Fork {
    private static final long TIMEOUT_SECONDS = 60;

    private Fork() {}

    /** {@return what the program printed, standard error included, once it has ended with 0} */
    static String run(List<String> jvmOptions, Class<?> main, String... arguments) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvmOptions);
        command.add("-cp");
        command.add(String.join(
                File.pathSeparator,
                pathOf(JfrEvents.class).toString(),
                pathOf(Snapshot.class).toString(),
                pathOf(Fork.class).toString()));
        command.add(main.getName());
        command.addAll(List.of(arguments));
        return output(new ProcessBuilder(command).redirectErrorStream(true).start());
    }

    /** {@return the folder or jar that {@code type} was loaded from} */
    static Path pathOf(Class<?> type) throws URISyntaxException {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    }

    private static String output(Process process) throws IOException, InterruptedException {
        try {
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).as(output).isZero();
            return output;
        } finally {
            process.destroyForcibly();
        }
    }
}
