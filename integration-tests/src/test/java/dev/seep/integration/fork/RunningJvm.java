// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.integration.fork;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.awaitility.Awaitility;

/** A JVM that was started by a test. Confined. */
public final class RunningJvm {
    /** Longest time that a test waits for anything; far more than any takes, because machines of CI may be slow. */
    private static final Duration DEADLINE = Duration.ofSeconds(60);

    private final Process process;
    private final Jdk jdk;
    private final Path folder;

    RunningJvm(Process process, Jdk jdk, Path folder) {
        this.process = process;
        this.jdk = jdk;
        this.folder = folder;
    }

    /** {@return the process id} */
    public long pid() {
        return process.pid();
    }

    /** {@return the folder of this JVM's files} */
    public Path folder() {
        return folder;
    }

    /** Waits until the program has printed this line; fails if it ends before. */
    public RunningJvm awaitLine(String line) {
        await("the line " + line, () -> hasLine(line));
        return this;
    }

    /** Waits until a file is there. */
    public RunningJvm awaitFile(Path file) {
        await("the file " + file, () -> Files.exists(file));
        return this;
    }

    /** Waits until a condition holds; fails if the JVM ends before. */
    public RunningJvm awaitCondition(String what, BooleanSupplier condition) {
        await(what, condition);
        return this;
    }

    private void await(String what, BooleanSupplier condition) {
        Awaitility.await(what + " of the JVM in " + folder)
                .atMost(DEADLINE)
                .pollInterval(Duration.ofMillis(10))
                .until(() -> {
                    boolean alive = process.isAlive();
                    if (condition.getAsBoolean()) {
                        return true;
                    }
                    if (!alive) {
                        throw new AssertionError("ended before " + what + ": " + ended());
                    }
                    return false;
                });
    }

    private boolean hasLine(String line) {
        try {
            return Files.readAllLines(folder.resolve("stdout")).contains(line);
        } catch (IOException e) {
            return false; // a character is half written
        }
    }

    /** Sends the JVM a signal, {@code TERM} or {@code INT}. */
    public RunningJvm signal(String name) throws IOException, InterruptedException {
        int exitCode = new ProcessBuilder("kill", "-" + name, String.valueOf(pid()))
                .start()
                .waitFor();
        if (exitCode != 0) {
            throw new AssertionError("cannot send a signal: signal=" + name + ", pid=" + pid());
        }
        return this;
    }

    /** Sends the JVM a diagnostic command and hands back what that printed. */
    public String jcmd(String... command) throws IOException, InterruptedException {
        String[] whole = new String[command.length + 2];
        whole[0] = jdk.home().resolve("bin/jcmd").toString();
        whole[1] = String.valueOf(pid());
        System.arraycopy(command, 0, whole, 2, command.length);
        Process jcmd = new ProcessBuilder(whole).redirectErrorStream(true).start();
        String printed = new String(jcmd.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        jcmd.waitFor();
        return printed;
    }

    /** Ends the program's wait in {@code System.in.read()}. */
    public RunningJvm closeInput() throws IOException {
        process.getOutputStream().close();
        return this;
    }

    /** Waits for the end; past the deadline the JVM is killed and the test fails. */
    public EndedJvm awaitEnd() throws IOException, InterruptedException {
        return awaitEnd(DEADLINE);
    }

    /** Waits for the end; past {@code deadline} the JVM is killed and the test fails. */
    public EndedJvm awaitEnd(Duration deadline) throws IOException, InterruptedException {
        if (!process.waitFor(deadline.toMillis(), TimeUnit.MILLISECONDS)) {
            String threads = jcmd("Thread.print");
            kill();
            throw new AssertionError("still running: seconds=" + deadline.toSeconds() + ", " + ended() + threads);
        }
        return ended();
    }

    /** Kills the JVM, which has no say in that. */
    public EndedJvm kill() throws IOException, InterruptedException {
        process.destroyForcibly().waitFor();
        return ended();
    }

    private EndedJvm ended() throws IOException {
        return new EndedJvm(
                folder,
                process.isAlive() ? -1 : process.exitValue(),
                Files.readString(folder.resolve("stdout")),
                Files.readString(folder.resolve("stderr")));
    }
}
