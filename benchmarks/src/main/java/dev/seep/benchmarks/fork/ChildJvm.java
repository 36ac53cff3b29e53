// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.benchmarks.fork;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Runs a program in a JVM of its own, in an empty folder that is deleted afterwards. */
public final class ChildJvm {
    private static final String STDOUT = "stdout.txt";
    private static final String STDERR = "stderr.txt";
    private static final long TIMEOUT_MINUTES = 10;

    private final Jdk jdk;
    private final List<String> jvmArguments;
    private final String classPath;

    /**
     * Describes a JVM.
     *
     * @param jvmArguments its options; {@code {dir}} in them stands for the folder of the run
     * @param classPath its class path
     */
    public ChildJvm(Jdk jdk, List<String> jvmArguments, String classPath) {
        this.jdk = jdk;
        this.jvmArguments = List.copyOf(jvmArguments);
        this.classPath = classPath;
    }

    /** {@return the class path of nothing but the programs: no agent class is on it} */
    public static String programsOnly() {
        try {
            return Path.of(ChildJvm.class
                            .getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** {@return the class path of this JVM, good in any folder} */
    public static String ownClassPath() {
        List<String> entries = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            entries.add(Path.of(entry).toAbsolutePath().toString());
        }
        return String.join(File.pathSeparator, entries);
    }

    /**
     * Runs a program to its end.
     *
     * @return the {@code name=value} pairs it printed, and the bytes that were written beside
     * @throws IllegalStateException if it fails, with what it said
     */
    public Outcome run(String mainClass, String... arguments) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("seep-bench");
        try {
            return run(builder(folder, mainClass, arguments), folder, "class=" + mainClass);
        } finally {
            delete(folder);
        }
    }

    /**
     * Runs a program to its end.
     *
     * @param folder of the run, where its output goes
     * @param what it is, for messages
     */
    static Outcome run(ProcessBuilder builder, Path folder, String what) throws IOException, InterruptedException {
        Process process = builder.redirectOutput(folder.resolve(STDOUT).toFile())
                .redirectError(folder.resolve(STDERR).toFile())
                .start();
        if (!process.waitFor(TIMEOUT_MINUTES, TimeUnit.MINUTES)) {
            process.destroyForcibly().waitFor();
            throw new IllegalStateException("program hangs: " + what + ", command=" + builder.command());
        }
        String stderr = Files.readString(folder.resolve(STDERR));
        if (process.exitValue() != 0) {
            throw new IllegalStateException("program failed: " + what + ", exit=" + process.exitValue() + ", command="
                    + builder.command() + "\n" + stderr);
        }
        return new Outcome(values(Files.readString(folder.resolve(STDOUT))), bytesWritten(folder), stderr);
    }

    /** Runs a program to its end and watches the clock. */
    public Times time(String mainClass, String... arguments) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("seep-bench");
        try {
            ProcessBuilder builder = builder(folder, mainClass, arguments)
                    .redirectError(folder.resolve(STDERR).toFile());
            long start = System.nanoTime();
            Process process = builder.start();
            int first = process.getInputStream().read();
            long line = System.nanoTime();
            int exit = process.waitFor();
            long end = System.nanoTime();
            if (first < 0 || exit != 0) {
                throw new IllegalStateException("program failed: class=" + mainClass + ", exit=" + exit + "\n"
                        + Files.readString(folder.resolve(STDERR)));
            }
            return new Times((line - start) / 1e6, (end - start) / 1e6);
        } finally {
            delete(folder);
        }
    }

    private ProcessBuilder builder(Path folder, String mainClass, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(jdk.java());
        for (String argument : jvmArguments) {
            command.add(argument.replace("{dir}", folder.toString()));
        }
        command.addAll(List.of("-cp", classPath, mainClass));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment().keySet().removeIf(ChildJvm::hasOptions);
        return builder;
    }

    private static boolean hasOptions(String variable) {
        return variable.startsWith("SEEP_") || (variable.contains("JAVA_") && variable.endsWith("OPTIONS"));
    }

    private static Map<String, String> values(String text) {
        Map<String, String> values = new LinkedHashMap<>();
        for (String word : text.trim().split("\\s+", -1)) {
            int equals = word.indexOf('=');
            if (equals > 0) {
                values.put(word.substring(0, equals), word.substring(equals + 1));
            }
        }
        return values;
    }

    private static long bytesWritten(Path folder) throws IOException {
        long bytes = 0;
        for (Path file : files(folder)) {
            if (!file.endsWith(STDOUT)) {
                bytes += Files.size(file);
            }
        }
        return bytes;
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.toList();
        }
    }

    static void delete(Path folder) throws IOException {
        for (Path file : files(folder)) {
            Files.delete(file);
        }
        Files.delete(folder);
    }

    /**
     * What a program left behind.
     *
     * @param values what it printed
     * @param bytesWritten size of all files it and its tools wrote, standard error included, standard output not
     * @param stderr its standard error
     */
    public record Outcome(Map<String, String> values, long bytesWritten, String stderr) {
        /** {@return a value that must be there, as a number} */
        public double number(String name) {
            String value = values.get(name);
            if (value == null) {
                throw new IllegalStateException("program did not print a value: name=" + name + "\n" + stderr);
            }
            return Double.parseDouble(value);
        }
    }

    /**
     * When a program did things, counted from the moment before its process was started.
     *
     * @param firstLineMillis when it printed something
     * @param endMillis when it had ended
     */
    public record Times(double firstLineMillis, double endMillis) {}
}
