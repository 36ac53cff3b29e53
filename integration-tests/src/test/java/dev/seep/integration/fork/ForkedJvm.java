// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.integration.fork;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A JVM to be started: which JDK, with which agent, on which class path. Confined.
 *
 * <p>Each started JVM has a folder of its own for its output, report and recording, which stays below
 * {@code target/forks} for whoever looks into a failure.
 */
public final class ForkedJvm {
    private static final Path AGENT = Path.of(System.getProperty("seep.jar", "../agent/target/seep.jar"))
            .toAbsolutePath()
            .normalize();
    private static final Path FORKS = Path.of("target", "forks").toAbsolutePath();

    private final Jdk jdk;
    private final Path folder;
    private final List<String> launcher = new ArrayList<>();
    private final List<String> agents = new ArrayList<>();
    private final List<String> jvmArgs = new ArrayList<>();
    private final List<String> classPath = new ArrayList<>();
    private final Map<String, String> environment = new TreeMap<>();
    private Path java;
    private boolean unsafeAllowed = true;

    private ForkedJvm(Jdk jdk) {
        this.jdk = jdk;
        java = jdk.home().resolve("bin/java");
        folder = newFolder(jdk);
    }

    /** {@return a JVM of the given JDK, without agent; skips the calling test where that JDK is missing} */
    public static ForkedJvm on(Jdk jdk) {
        return new ForkedJvm(jdk);
    }

    /** {@return the packaged agent} */
    public static Path agentJar() {
        return AGENT;
    }

    private static Path newFolder(Jdk jdk) {
        try {
            Files.createDirectories(FORKS);
            return Files.createTempDirectory(FORKS, jdk + "-");
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** Adds the agent with the given options, which may be empty, and its report as JSON. */
    public ForkedJvm withAgent(String options) {
        return withAgent(AGENT, options);
    }

    /** Adds the agent of another jar with the given options, which may be empty, and its report as JSON. */
    public ForkedJvm withAgent(Path jar, String options) {
        return withBareAgent(jar, (options.isEmpty() ? "" : options + ",") + "out=" + report());
    }

    /** Adds the agent with these options and no others. */
    public ForkedJvm withBareAgent(String options) {
        return withBareAgent(AGENT, options);
    }

    /** Adds the agent of another jar with these options and no others. */
    public ForkedJvm withBareAgent(Path jar, String options) {
        agents.add("-javaagent:" + jar + (options.isEmpty() ? "" : "=" + options));
        return this;
    }

    /** Adds arguments of the JVM. */
    public ForkedJvm withJvmArgs(String... args) {
        Collections.addAll(jvmArgs, args);
        return this;
    }

    /** Adds a flight recording that starts with the JVM and is dumped when it exits. */
    public ForkedJvm withRecording() {
        return withJvmArgs("-XX:StartFlightRecording=filename=" + recording());
    }

    /** Adds jars or folders behind the program's own classes, divided as in a class path. */
    public ForkedJvm withClassPath(String entries) {
        Collections.addAll(classPath, entries.split(File.pathSeparator));
        return this;
    }

    /** Adds an environment variable. */
    public ForkedJvm withEnvironment(String name, String value) {
        environment.put(name, value);
        return this;
    }

    /** Leaves the JDK's own answer to {@code sun.misc.Unsafe} in force, which on JDK 25 is a warning. */
    public ForkedJvm withDefaultUnsafeAccess() {
        unsafeAllowed = false;
        return this;
    }

    /** Starts the JVM by another command, which is given the usual one as its arguments. */
    public ForkedJvm startedBy(String... command) {
        Collections.addAll(launcher, command);
        return this;
    }

    /** Starts the {@code java} of another image than the JDK's. */
    public ForkedJvm ofImage(Path image) {
        java = image.resolve("bin/java");
        return this;
    }

    /** {@return the folder of this JVM's files} */
    public Path folder() {
        return folder;
    }

    /** {@return where the report will be} */
    public Path report() {
        return folder.resolve("report.json");
    }

    /** {@return where the recording will be} */
    public Path recording() {
        return folder.resolve("recording.jfr");
    }

    /** Runs a program to its end. */
    public EndedJvm run(Class<?> program, String... args) throws IOException, InterruptedException {
        return start(program, args).awaitEnd();
    }

    /** Starts a program. */
    public RunningJvm start(Class<?> program, String... args) throws IOException {
        return startFrom(classesOf(program), program.getName(), args);
    }

    /** Runs a main class that is found elsewhere than beside the tests. */
    public EndedJvm runMain(String mainClass, String... args) throws IOException, InterruptedException {
        return startMain(mainClass, args).awaitEnd();
    }

    /** Runs a main class with nothing but a jar on the class path. */
    public EndedJvm runFrom(Path jar, String mainClass, String... args) throws IOException, InterruptedException {
        return startFrom(jar.toString(), mainClass, args).awaitEnd();
    }

    /** Starts a main class that is found elsewhere than beside the tests. */
    public RunningJvm startMain(String mainClass, String... args) throws IOException {
        return startFrom(folder.toString(), mainClass, args);
    }

    private RunningJvm startFrom(String classes, String mainClass, String... args) throws IOException {
        List<String> command = new ArrayList<>(launcher);
        command.add(java.toString());
        command.addAll(agents);
        if (unsafeAllowed && jdk != Jdk.JAVA_17) {
            command.add("--sun-misc-unsafe-memory-access=allow");
        }
        command.addAll(jvmArgs);
        command.add("-cp");
        List<String> entries = new ArrayList<>(List.of(classes));
        entries.addAll(classPath);
        command.add(String.join(File.pathSeparator, entries));
        command.add(mainClass);
        Collections.addAll(command, args);
        Files.write(folder.resolve("command"), command);
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(folder.resolve("stdout").toFile())
                .redirectError(folder.resolve("stderr").toFile());
        builder.environment().keySet().removeAll(List.of("JAVA_TOOL_OPTIONS", "_JAVA_OPTIONS", "JDK_JAVA_OPTIONS"));
        builder.environment().putAll(environment);
        return new RunningJvm(builder.start(), jdk, folder);
    }

    private static String classesOf(Class<?> program) {
        try {
            return Path.of(program.getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("program has no place on disk: program=" + program, e);
        }
    }
}
