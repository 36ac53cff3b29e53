// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.integration.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.seep.integration.fork.EndedJvm;
import dev.seep.integration.fork.EveryJdk;
import dev.seep.integration.fork.ForkedJvm;
import dev.seep.integration.fork.Jdk;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;

/** One clear line for each thing that can be wrong with what the agent is told, and an application that is not disturbed. */
class BadInputIT {
    @EveryJdk
    void goodInput_printsNoLine(Jdk jdk) throws Exception {
        EndedJvm jvm = ForkedJvm.on(jdk).withAgent("interval=1,quiet").run(Greets.class);

        checkUnharmed(jvm);
        assertThat(jvm.err()).isEmpty();
        checkTracked(jvm);
    }

    @EveryJdk
    void unknownOption_isNamedWithTheOneThatWasMeant(Jdk jdk) throws Exception {
        EndedJvm jvm = ForkedJvm.on(jdk).withAgent("intervall=1").run(Greets.class);

        checkUnharmed(jvm);
        assertThat(jvm.agentLines()).singleElement().asString().contains("intervall", "did you mean", "interval");
        checkTracked(jvm);
    }

    @EveryJdk
    void badNumber_isNamedWithItsOption(Jdk jdk) throws Exception {
        EndedJvm jvm = ForkedJvm.on(jdk).withAgent("interval=lots").run(Greets.class);

        checkUnharmed(jvm);
        assertThat(jvm.agentLines()).singleElement().asString().contains("interval=lots");
        checkTracked(jvm);
    }

    @EveryJdk
    void numberOutOfRange_isNamedWithItsOption(Jdk jdk) throws Exception {
        EndedJvm jvm = ForkedJvm.on(jdk).withAgent("depth=-1").run(Greets.class);

        checkUnharmed(jvm);
        assertThat(jvm.agentLines()).singleElement().asString().contains("depth=-1");
        checkTracked(jvm);
    }

    @EveryJdk
    void strict_refusesToTrack_andSaysWhy(Jdk jdk) throws Exception {
        EndedJvm jvm = ForkedJvm.on(jdk).withAgent("intervall=1,strict=true").run(Greets.class);

        checkUnharmed(jvm);
        assertThat(jvm.agentLines()).hasSize(2);
        assertThat(jvm.agentLines().get(0)).contains("intervall", "did you mean", "interval");
        assertThat(jvm.agentLines().get(1)).contains("not started", "strict=true");
        assertThat(jvm.err().lines().toList()).isEqualTo(jvm.agentLines());
        assertThat(jvm.hasReport()).isFalse();
    }

    @EveryJdk
    void strict_withGoodInput_tracks(Jdk jdk) throws Exception {
        EndedJvm jvm = ForkedJvm.on(jdk).withAgent("strict,quiet").run(Greets.class);

        checkUnharmed(jvm);
        assertThat(jvm.err()).isEmpty();
        checkTracked(jvm);
    }

    @EveryJdk
    void missingFolder_isNamed(Jdk jdk) throws Exception {
        ForkedJvm fork = ForkedJvm.on(jdk);
        Path file = fork.folder().resolve("missing/report.json");

        EndedJvm jvm = fork.withBareAgent("out=" + file).run(Greets.class);

        checkUnharmed(jvm);
        assertThat(jvm.agentLines())
                .singleElement()
                .asString()
                .contains(file.getParent().toString());
        assertThat(jvm.err()).contains("Greets");
    }

    @EveryJdk
    void folderAsFile_isNamed(Jdk jdk) throws Exception {
        ForkedJvm fork = ForkedJvm.on(jdk);
        Path file = Files.createDirectory(fork.folder().resolve("folder.json"));

        EndedJvm jvm = fork.withBareAgent("out=" + file).run(Greets.class);

        checkUnharmed(jvm);
        assertThat(jvm.agentLines()).singleElement().asString().contains(file.toString());
    }

    @EveryJdk
    void unwritableFolder_isNamed(Jdk jdk) throws Exception {
        ForkedJvm fork = ForkedJvm.on(jdk);
        Path folder = Files.createDirectory(fork.folder().resolve("read-only"));
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("r-xr-xr-x"));
        Path file = (Files.isWritable(folder) ? Path.of("/proc") : folder)
                .resolve("report.json"); // root may write anywhere

        EndedJvm jvm = fork.withBareAgent("out=" + file).run(Greets.class);

        checkUnharmed(jvm);
        assertThat(jvm.agentLines()).singleElement().asString().contains(file.toString());
    }

    @EveryJdk
    void fullDevice_isNamed(Jdk jdk) throws Exception {
        ForkedJvm fork = ForkedJvm.on(jdk);
        Path file = Files.createSymbolicLink(fork.folder().resolve("full.json"), Path.of("/dev/full"));

        EndedJvm jvm = fork.withBareAgent("out=" + file).run(Greets.class);

        checkUnharmed(jvm);
        assertThat(jvm.agentLines()).singleElement().asString().contains(file.toString(), "No space left");
        assertThat(file).isSymbolicLink();
    }

    @EveryJdk
    void fullDisk_isNamed_andLeavesNoTornFile(Jdk jdk) throws Exception {
        ForkedJvm fork = ForkedJvm.on(jdk);
        Path disk = Files.createDirectory(fork.folder().resolve("disk"));
        assumeTrue(
                succeeds("mount", "-t", "tmpfs", "-o", "size=8k", "tmpfs", disk.toString()),
                "only root may mount a small disk");
        try {
            fill(disk.resolve("ballast"));

            EndedJvm jvm =
                    fork.withBareAgent("out=" + disk.resolve("report.json")).run(Greets.class);

            checkUnharmed(jvm);
            assertThat(jvm.agentLines()).singleElement().asString().contains("report.json", "No space left");
            assertThat(disk)
                    .isDirectoryNotContaining(
                            file -> file.getFileName().toString().contains("report"));
        } finally {
            succeeds("umount", disk.toString());
        }
    }

    @EveryJdk
    void unknownFormat_isNamed(Jdk jdk) throws Exception {
        EndedJvm jvm = ForkedJvm.on(jdk).withBareAgent("out=report.docx").run(Greets.class);

        checkUnharmed(jvm);
        assertThat(jvm.agentLines()).singleElement().asString().contains("report.docx");
    }

    @EveryJdk
    void missingConfig_isNamed(Jdk jdk) throws Exception {
        EndedJvm jvm = ForkedJvm.on(jdk).withAgent("config=missing.properties").run(Greets.class);

        checkUnharmed(jvm);
        assertThat(jvm.agentLines()).singleElement().asString().contains("missing.properties");
        checkTracked(jvm);
    }

    @EveryJdk
    void help_isPrinted_andTheApplicationRuns(Jdk jdk) throws Exception {
        EndedJvm jvm = ForkedJvm.on(jdk).withBareAgent("help").run(Greets.class);

        checkUnharmed(jvm);
        assertThat(jvm.err()).contains("interval", "out", "max-live", "strict");
    }

    @EveryJdk
    void disabled_doesNothing(Jdk jdk) throws Exception {
        EndedJvm jvm = ForkedJvm.on(jdk).withAgent("enabled=false").run(Greets.class);

        checkUnharmed(jvm);
        assertThat(jvm.err()).isEmpty();
        assertThat(jvm.hasReport()).isFalse();
    }

    @EveryJdk
    void agentGivenTwice_startsOnce(Jdk jdk) throws Exception {
        EndedJvm jvm = ForkedJvm.on(jdk)
                .withAgent("interval=1")
                .withAgent("interval=1")
                .run(Greets.class);

        checkUnharmed(jvm);
        assertThat(jvm.agentLines()).hasSize(1);
        checkTracked(jvm);
        assertThat(jvm.err().split("Seep itself took", -1)).hasSize(2);
    }

    @EveryJdk
    void agentAndItsCopy_startOnce(Jdk jdk) throws Exception {
        ForkedJvm fork = ForkedJvm.on(jdk);
        Path copy = Files.copy(ForkedJvm.agentJar(), fork.folder().resolve("another.jar"));

        EndedJvm jvm =
                fork.withAgent("interval=1").withAgent(copy, "interval=1").run(Greets.class);

        checkUnharmed(jvm);
        assertThat(jvm.agentLines()).hasSize(1);
        checkTracked(jvm);
        assertThat(jvm.err().split("Seep itself took", -1)).hasSize(2);
    }

    @EveryJdk
    void jarPathWithSpaces_works(Jdk jdk) throws Exception {
        ForkedJvm fork = ForkedJvm.on(jdk);
        // Where the test's own JVM runs in the C locale, it cannot name a file with an umlaut.
        boolean unicode = Charset.forName(System.getProperty("sun.jnu.encoding"))
                .newEncoder()
                .canEncode('ö');
        Path folder = Files.createDirectories(fork.folder().resolve("a folder/100% " + (unicode ? "größer" : "more")));
        Path copy = Files.copy(ForkedJvm.agentJar(), folder.resolve("seep agent.jar"));

        EndedJvm jvm = fork.withAgent(copy, "interval=1,quiet")
                .withEnvironment("LC_ALL", "C.UTF-8")
                .run(Greets.class);

        checkUnharmed(jvm);
        assertThat(jvm.err()).isEmpty();
        checkTracked(jvm);
    }

    @EveryJdk
    void toolOptions_reachTheAgent_andTheJvmSaysSoItself(Jdk jdk) throws Exception {
        ForkedJvm fork = ForkedJvm.on(jdk);

        EndedJvm jvm = fork.withEnvironment(
                        "JAVA_TOOL_OPTIONS",
                        "\"-javaagent:" + ForkedJvm.agentJar() + "=interval=1,quiet,out=" + fork.report() + '"')
                .run(Greets.class);

        checkUnharmed(jvm);
        assertThat(jvm.err().lines()).singleElement().asString().startsWith("Picked up JAVA_TOOL_OPTIONS");
        checkTracked(jvm);
    }

    @EveryJdk
    void optionsFromPropertiesAndEnvironment_areTaken(Jdk jdk) throws Exception {
        ForkedJvm fork = ForkedJvm.on(jdk);

        EndedJvm jvm = fork.withBareAgent("interval=1")
                .withJvmArgs("-Dseep.quiet=true")
                .withEnvironment("SEEP_OUT", fork.report().toString())
                .run(Greets.class);

        checkUnharmed(jvm);
        assertThat(jvm.err()).isEmpty();
        checkTracked(jvm);
    }

    @Test
    void securityManager_keepsTheAgentOut_andTheApplicationRuns() throws Exception {
        EndedJvm jvm = ForkedJvm.on(Jdk.JAVA_17)
                .withAgent("interval=1")
                .withJvmArgs("-Djava.security.manager")
                .run(Prints.class);

        assertThat(jvm.exitCode()).as(jvm.toString()).isZero();
        assertThat(jvm.out()).isEqualTo("hello\n");
        assertThat(jvm.agentLines()).singleElement().asString().contains("cannot start", "access denied");
    }

    private static void checkUnharmed(EndedJvm jvm) {
        assertThat(jvm.out()).as(jvm.toString()).isEqualTo(Greets.OUT);
        assertThat(jvm.exitCode()).isEqualTo(Greets.EXIT_CODE);
    }

    private static void checkTracked(EndedJvm jvm) throws IOException {
        assertThat(jvm.report().kind("unsafe").liveBytes()).isGreaterThanOrEqualTo(Greets.LEAKED_SIZE);
    }

    private static void fill(Path file) {
        try (OutputStream out = Files.newOutputStream(file)) {
            while (true) {
                out.write(new byte[4_096]);
            }
        } catch (IOException e) {
            assertThat(e).hasMessageContaining("No space left");
        }
    }

    private static boolean succeeds(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start()
                        .waitFor()
                == 0;
    }

    /** Asks for no permission. */
    static final class Prints {
        public static void main(String[] args) {
            System.out.println("hello");
        }
    }
}
