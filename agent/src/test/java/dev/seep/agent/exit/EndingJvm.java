// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.agent.exit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A JVM of the same JDK that runs a program of these tests, and what is left of it. */
record EndingJvm(List<String> lines, int exitCode) {
    private static final long TIMEOUT_SECONDS = 60;

    /** Runs a program to its end. */
    static EndingJvm run(Class<?> main, String... arguments) throws Exception {
        return run(List.of(), main, arguments);
    }

    static EndingJvm run(List<String> jvmOptions, Class<?> main, String... arguments) throws Exception {
        Process process = start(jvmOptions, main, arguments);
        try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
            return end(process, reader.lines().toList());
        } finally {
            process.destroyForcibly();
        }
    }

    /** Runs a program and sends it a signal, or kills it, once it has printed {@code line}. */
    static EndingJvm runUntil(String line, String signal, Class<?> main, String... arguments) throws Exception {
        Process process = start(List.of(), main, arguments);
        try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
            List<String> lines = new ArrayList<>();
            while (!lines.contains(line)) {
                String next = reader.readLine();
                assertThat(next).as("%s, before %s", lines, line).isNotNull();
                lines.add(next);
            }
            new ProcessBuilder("kill", "-s", signal, String.valueOf(process.pid()))
                    .start()
                    .waitFor();
            reader.lines().forEach(lines::add);
            return end(process, lines);
        } finally {
            process.destroyForcibly();
        }
    }

    private static Process start(List<String> jvmOptions, Class<?> main, String... arguments) throws Exception {
        List<String> command = new ArrayList<>();
        // Who is started in the background of a shell script ignores SIGINT, by nohup SIGHUP, and so would the JVM.
        command.addAll(List.of("env", "--default-signal=INT,HUP,TERM"));
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("--add-exports", "java.base/jdk.internal.access=ALL-UNNAMED"));
        command.addAll(List.of("--add-opens", "java.base/java.lang=ALL-UNNAMED"));
        command.addAll(jvmOptions);
        command.addAll(List.of("-cp", pathOf(ExitSequence.class) + File.pathSeparator + pathOf(EndingJvm.class)));
        command.add(main.getName());
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        CompletableFuture.delayedExecutor(TIMEOUT_SECONDS, TimeUnit.SECONDS).execute(process::destroyForcibly);
        return process;
    }

    private static Path pathOf(Class<?> type) throws Exception {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    }

    private static EndingJvm end(Process process, List<String> lines) throws IOException, InterruptedException {
        assertThat(process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)).isTrue();
        return new EndingJvm(lines, process.exitValue());
    }
}
