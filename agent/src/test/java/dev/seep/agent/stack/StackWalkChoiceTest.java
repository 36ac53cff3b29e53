// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.agent.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The walk is chosen right in JVMs whose flags change what a stack looks like. */
class StackWalkChoiceTest {
    @ParameterizedTest
    @CsvSource({
        "-XX:+UseSerialGC, raw",
        "-XX:+UseZGC, raw",
        "-Xint, raw",
        "-XX:-UseCompressedOops, raw",
        "-XX:MaxJavaStackTraceDepth=0, raw",
        "-XX:MaxJavaStackTraceDepth=10, stackwalker",
        "-XX:-StackTraceInThrowable, stackwalker"
    })
    void choose_underAFlag_takesTheWalkThatTellsTheTruth(String flag, String expected) throws Exception {
        assertThat(run(flag)).isEqualTo(expected + " 65");
    }

    private static String run(String flag) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add(flag);
        command.add("--add-exports=java.base/jdk.internal.misc=ALL-UNNAMED");
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.add(Program.class.getName());
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try (InputStream output = process.getInputStream()) {
            String text = new String(output.readAllBytes(), StandardCharsets.UTF_8).strip();
            return process.waitFor() == 0 ? text : "failed: " + text;
        }
    }

    /** Prints the walk chosen, and how many frames it decodes of a deep stack. */
    static final class Program {
        public static void main(String[] arguments) {
            StackWalk walk = StackWalk.choose();
            int id = 0;
            StackTable table = new StackTable(100, 65, 1, StackFilter.ALL);
            for (int i = 0; i < 2; i++) {
                id = table.intern(com.acme.Calls.below(70, walk::walk), 0, 0);
            }
            System.out.println(walk.name() + " " + table.frames(id).length);
        }
    }
}
