// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.benchmarks.fork;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A program in C.
 *
 * @param executable where it was compiled to
 */
public record CProgram(Path executable) {
    private static final List<String> COMMAND =
            List.of("-std=gnu11", "-O2", "-fno-builtin-malloc", "-fno-builtin-free", "-pthread");

    /**
     * Compiles a program into a temporary file that goes with the JVM.
     *
     * @param resource its source, on the class path
     * @return null if there is no compiler
     * @throws IllegalStateException if the compiler refuses it, with what it said
     */
    public static @Nullable CProgram compile(String resource) throws IOException, InterruptedException {
        Path compiler = compiler();
        if (compiler == null) {
            return null;
        }
        Path folder = Files.createTempDirectory("seep-bench");
        try {
            Path source = folder.resolve("program.c");
            try (InputStream in = CProgram.class.getResourceAsStream(resource)) {
                if (in == null) {
                    throw new IllegalStateException("no source on the class path: resource=" + resource);
                }
                Files.copy(in, source, StandardCopyOption.REPLACE_EXISTING);
            }
            Path executable = Files.createTempFile("seep-bench", ".bin");
            executable.toFile().deleteOnExit();
            List<String> command = new ArrayList<>(List.of(compiler.toString()));
            command.addAll(COMMAND);
            command.addAll(List.of("-o", executable.toString(), source.toString()));
            ChildJvm.run(new ProcessBuilder(command), folder, "source=" + resource);
            return new CProgram(executable);
        } finally {
            ChildJvm.delete(folder);
        }
    }

    private static @Nullable Path compiler() {
        for (String folder : System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1)) {
            for (String name : List.of("cc", "gcc", "clang")) {
                Path compiler = Path.of(folder, name);
                if (Files.isExecutable(compiler)) {
                    return compiler;
                }
            }
        }
        return null;
    }

    /**
     * Runs the program to its end.
     *
     * @param preload a library whose functions come before those of the C library; null for none
     * @throws IllegalStateException if it fails, with what it said
     */
    public ChildJvm.Outcome run(@Nullable Path preload, List<String> arguments)
            throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("seep-bench");
        try {
            List<String> command = new ArrayList<>(List.of(executable.toString()));
            command.addAll(arguments);
            ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
            if (preload != null) {
                builder.environment().put("LD_PRELOAD", preload.toString());
            }
            return ChildJvm.run(builder, folder, "executable=" + executable + ", preload=" + preload);
        } finally {
            ChildJvm.delete(folder);
        }
    }
}
