// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.allocator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The allocator in JVMs of its own: with and without native access, on the class path and as a module. */
class NativeAccessTest {
    private static final String CLASSES = classPathOf(OffHeapAllocator.class);
    private static final String TESTS = classPathOf(NativeAccessTest.class);

    /** Allocates and frees a block. */
    static final class Program {
        public static void main(String[] args) {
            try (OffHeapAllocator allocator = OffHeapAllocator.create()) {
                allocator.free(allocator.allocate(Integer.parseInt(args[0])));
            }
            System.out.println("done");
        }
    }

    private static String classPathOf(Class<?> type) {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().getPath())
                .toString();
    }

    private static String run(String... arguments) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return process.waitFor() + ": " + output;
    }

    @Test
    void program_withAccess_runsWithoutAWarning() throws Exception {
        String classPath = CLASSES + File.pathSeparator + TESTS;
        String output = run("--enable-native-access=ALL-UNNAMED", "-cp", classPath, Program.class.getName(), "1000");

        assertThat(output).isEqualTo("0: done" + System.lineSeparator());
    }

    @Test
    void program_thatIsDeniedAccess_saysWhatToDo() throws Exception {
        String classPath = CLASSES + File.pathSeparator + TESTS;
        String output = run("--illegal-native-access=deny", "-cp", classPath, Program.class.getName(), "1000");

        assertThat(output)
                .startsWith("1: ")
                .contains("IllegalStateException: the allocator may not call the operating system: module=ALL-UNNAMED"
                        + " [start java with --enable-native-access=ALL-UNNAMED]");
    }

    @Test
    void module_withNeitherJfrNorManagement_works() throws Exception {
        String output = run(
                "--enable-native-access=dev.seep.allocator",
                "--module-path",
                CLASSES,
                "--patch-module",
                "dev.seep.allocator=" + TESTS,
                "--limit-modules",
                "java.base,dev.seep.allocator",
                "-Dseep.allocator.mxbean=true",
                "-m",
                "dev.seep.allocator/" + Program.class.getName(),
                "1000");

        assertThat(output).isEqualTo("0: done" + System.lineSeparator());
    }
}
