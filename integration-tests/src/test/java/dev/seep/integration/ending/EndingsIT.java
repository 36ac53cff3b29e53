// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.integration.ending;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seep.integration.fork.EndedJvm;
import dev.seep.integration.fork.EveryJdk;
import dev.seep.integration.fork.ForkedJvm;
import dev.seep.integration.fork.Jdk;
import dev.seep.integration.fork.RunningJvm;
import dev.seep.integration.program.Marks;
import dev.seep.integration.program.OffHeap;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import jdk.jfr.consumer.RecordedEvent;

/** The report, the recording and the exit code of a program that ends one way or another. */
class EndingsIT {
    @EveryJdk
    void returnOfMain_leavesReportAndRecording(Jdk jdk) throws Exception {
        EndedJvm jvm = leaking(jdk).run(Ends.class, "return");

        checkReportAndRecording(jvm);
        assertThat(jvm.exitCode()).isZero();
    }

    @EveryJdk
    void exit_leavesReportAndRecording_andItsExitCode(Jdk jdk) throws Exception {
        EndedJvm jvm = leaking(jdk).run(Ends.class, "exit");

        checkReportAndRecording(jvm);
        assertThat(jvm.exitCode()).isEqualTo(7);
    }

    @EveryJdk
    void exception_leavesReportAndRecording_andItsStackTrace(Jdk jdk) throws Exception {
        EndedJvm jvm = leaking(jdk).run(Ends.class, "exception");

        checkReportAndRecording(jvm);
        assertThat(jvm.exitCode()).isEqualTo(1);
        assertThat(jvm.err()).contains("java.lang.IllegalStateException: of the program");
    }

    @EveryJdk
    void daemonThreadsRunning_leaveReportAndRecording(Jdk jdk) throws Exception {
        EndedJvm jvm = leaking(jdk).run(Ends.class, "daemons");

        checkReportAndRecording(jvm);
        assertThat(jvm.exitCode()).isZero();
    }

    @EveryJdk
    void sigterm_leavesReportAndRecording(Jdk jdk) throws Exception {
        EndedJvm jvm = leaking(jdk)
                .start(Ends.class, "wait")
                .awaitLine("leaked")
                .signal("TERM")
                .awaitEnd();

        checkReportAndRecording(jvm);
        assertThat(jvm.exitCode()).isEqualTo(128 + 15);
    }

    /** A shell that starts its children in the background has them ignore SIGINT, hence {@code env}. */
    @EveryJdk
    void sigint_leavesReportAndRecording(Jdk jdk) throws Exception {
        EndedJvm jvm = leaking(jdk)
                .startedBy("env", "--default-signal=INT")
                .start(Ends.class, "wait")
                .awaitLine("leaked")
                .signal("INT")
                .awaitEnd();

        checkReportAndRecording(jvm);
        assertThat(jvm.exitCode()).isEqualTo(128 + 2);
    }

    @EveryJdk
    void hangingHook_doesNotCostReportOrRecording(Jdk jdk) throws Exception {
        ForkedJvm fork = ForkedJvm.on(jdk).withAgent("interval=1,exit-wait=1s").withRecording();
        RunningJvm running = fork.start(Ends.class, "hang")
                .awaitFile(fork.report())
                .awaitCondition("the whole recording", () -> isWholeRecording(fork.recording()));

        EndedJvm jvm = running.kill();

        checkReportAndRecording(jvm);
    }

    @EveryJdk
    void exitInsideAHook_doesNotCostTheReport(Jdk jdk) throws Exception {
        ForkedJvm fork = ForkedJvm.on(jdk).withAgent("interval=1,exit-wait=1s");
        RunningJvm running = fork.start(Ends.class, "exitInHook").awaitFile(fork.report());

        EndedJvm jvm = running.kill();

        assertThat(jvm.report().siteAt("unsafe", Ends.class, "leak").figures().liveCount())
                .isEqualTo(Ends.LEAKS);
    }

    private static boolean isWholeRecording(Path recording) {
        try {
            return Files.exists(recording)
                    && !jdk.jfr.consumer.RecordingFile.readAllEvents(recording).isEmpty();
        } catch (IOException e) {
            return false; // it is being written
        }
    }

    /** JFR does not survive it, and we promise nothing: only that the program ends as it wants to. */
    @EveryJdk
    void halt_isNotHeldUp(Jdk jdk) throws Exception {
        EndedJvm jvm = leaking(jdk).run(Ends.class, "halt");

        assertThat(jvm.exitCode()).isEqualTo(9);
        assertThat(jvm.err()).isEmpty();
    }

    @EveryJdk
    void blocksFreedInAShutdownHook_areNotLive(Jdk jdk) throws Exception {
        EndedJvm jvm = leaking(jdk).run(FreesInHook.class);

        assertThat(jvm.report()
                        .siteAt("unsafe", FreesInHook.class, "allocate")
                        .figures()
                        .liveBytes())
                .isEqualTo(3 * 1_009);
        assertThat(jvm.report()
                        .siteAt("unsafe", FreesInHook.class, "allocate")
                        .figures()
                        .freedCount())
                .isEqualTo(7);
    }

    @EveryJdk
    void haltInsideAHook_isNotHeldUp(Jdk jdk) throws Exception {
        EndedJvm jvm = ForkedJvm.on(jdk).withAgent("interval=1").run(HaltsInHook.class);

        assertThat(jvm.exitCode()).isEqualTo(5);
    }

    private static ForkedJvm leaking(Jdk jdk) {
        return ForkedJvm.on(jdk).withAgent("interval=1").withRecording();
    }

    private static void checkReportAndRecording(EndedJvm jvm) throws IOException {
        assertThat(jvm.report().reason()).isEqualTo("exit");
        var site = jvm.report().siteAt("unsafe", Ends.class, "leak");
        assertThat(site.figures().liveBytes()).isEqualTo(Ends.LEAKS * (long) Ends.LEAKED_SIZE);
        assertThat(site.figures().liveCount()).isEqualTo(Ends.LEAKS);
        assertThat(jvm.events("seep.Allocation"))
                .filteredOn(event -> event.getLong("size") == Ends.LEAKED_SIZE)
                .hasSize(Ends.LEAKS)
                .allMatch(EndingsIT::hasFrameOfLeak);
        assertThat(jvm.events("seep.Site"))
                .anySatisfy(event ->
                        assertThat(event.toString()).contains("Ends.leak").contains("unsafe"));
    }

    private static boolean hasFrameOfLeak(RecordedEvent event) {
        return event.getStackTrace().getFrames().stream()
                .anyMatch(frame -> frame.getMethod().getType().getName().equals(Ends.class.getName())
                        && frame.getMethod().getName().equals("leak"));
    }

    /** Leaks, and ends as it is told. */
    static final class Ends {
        static final int LEAKS = 20;
        static final int LEAKED_SIZE = 30_011;

        public static void main(String[] args) throws Throwable {
            for (int i = 0; i < LEAKS; i++) {
                leak();
                OffHeap.free(OffHeap.allocate(10_007));
            }
            System.out.println("leaked");
            switch (args[0]) {
                case "exit" -> System.exit(7);
                case "halt" -> Runtime.getRuntime().halt(9);
                case "exception" -> throw new IllegalStateException("of the program");
                case "wait" -> Thread.currentThread().join();
                case "daemons" -> startDaemons();
                case "exitInHook" ->
                    Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                        System.exit(7); // never returns on JDK 17: the JVM waits for this hook, and it for the JVM
                        hang();
                    }));
                case "hang" -> Runtime.getRuntime().addShutdownHook(new Thread(Ends::hang));
                default -> {}
            }
        }

        static void leak() throws Throwable {
            long block = (long) OffHeap.ALLOCATE.invokeExact((long) LEAKED_SIZE);
            if (block == 0) {
                throw new AssertionError();
            }
        }

        private static void startDaemons() {
            for (int i = 0; i < 2; i++) {
                Thread daemon = new Thread(() -> {
                    while (true) {
                        OffHeap.free(OffHeap.allocate(10_007));
                    }
                });
                daemon.setDaemon(true);
                daemon.start();
            }
        }

        private static void hang() {
            try {
                Thread.currentThread().join();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** Keeps 3 of 10 blocks. */
    static final class FreesInHook {
        public static void main(String[] args) throws Throwable {
            long[] blocks = new long[10];
            for (int i = 0; i < blocks.length; i++) {
                blocks[i] = allocate();
            }
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                for (int i = 0; i < 7; i++) {
                    OffHeap.free(blocks[i]);
                }
            }));
        }

        static long allocate() throws Throwable {
            return (long) OffHeap.ALLOCATE.invokeExact(1_009L);
        }
    }

    /** Ends the hard way in the middle of an orderly end. */
    static final class HaltsInHook {
        public static void main(String[] args) {
            Runtime.getRuntime()
                    .addShutdownHook(new Thread(() -> Runtime.getRuntime().halt(5)));
            Marks.say("block", OffHeap.allocate(1_009));
        }
    }
}
