// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.agent.exit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import jdk.internal.access.SharedSecrets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExitSequenceTest {
    @ParameterizedTest
    @CsvSource({"return, 0", "exit, 7", "exception, 1", "interrupted, 7", "virtual, 7"})
    void report_howeverTheProgramEnds_isDoneOnce(String ending, int exitCode) throws Exception {
        assumeTrue(!ending.equals("virtual") || Runtime.version().feature() >= 21);

        EndingJvm jvm = EndingJvm.run(Ends.class, ending);

        assertThat(jvm.lines()).filteredOn("report done"::equals).hasSize(1);
        assertThat(jvm.exitCode()).isEqualTo(exitCode);
    }

    @ParameterizedTest
    @CsvSource({"TERM, 143", "INT, 130", "HUP, 129"})
    void report_onASignal_isDoneOnce(String signal, int exitCode) throws Exception {
        EndingJvm jvm = EndingJvm.runUntil("ready", signal, Ends.class, "wait");

        assertThat(jvm.lines()).containsExactly("ready", "report begins", "report done");
        assertThat(jvm.exitCode()).isEqualTo(exitCode);
    }

    @Test
    void report_onHalt_isNotDone() throws Exception {
        EndingJvm jvm = EndingJvm.run(Ends.class, "halt");

        assertThat(jvm.lines()).containsExactly("ready");
        assertThat(jvm.exitCode()).isEqualTo(9);
    }

    @Test
    void report_comesAfterHooksAndDeletedFiles() throws Exception {
        EndingJvm jvm = EndingJvm.run(HasHooks.class);

        assertThat(jvm.lines()).containsExactly("hook", "report: file exists=false");
    }

    @Test
    void hookThatEndsWhileTheWatchdogsReportIsWritten_doesNotCutItOff() throws Exception {
        EndingJvm jvm = EndingJvm.run(HookEndsDuringReport.class);

        String told = "shutdown hooks have not ended: waitedMillis=100"
                + " (the report does not wait for them; exit-wait sets how long it does)";
        assertThat(jvm.lines()).contains(told);
        assertThat(jvm.lines())
                .filteredOn(line -> !line.equals(told))
                .containsExactly("report begins", "hook ends", "report done");
        assertThat(jvm.exitCode()).isEqualTo(7);
    }

    @Test
    void hookThatCallsExit_doesNotCostTheReport() throws Exception {
        EndingJvm jvm = EndingJvm.runUntil("report done", "KILL", HookCallsExit.class);

        assertThat(jvm.lines()).filteredOn("report done"::equals).hasSize(1);
    }

    @Test
    void reportThatHangs_doesNotKeepTheJvm() throws Exception {
        EndingJvm jvm = EndingJvm.run(ReportHangs.class);

        assertThat(jvm.lines()).containsExactly("the report does not end: waitedMillis=200 (the JVM ends without it)");
        assertThat(jvm.exitCode()).isEqualTo(7);
    }

    @Test
    void problemThatNobodyReads_doesNotKeepTheJvm() throws Exception {
        EndingJvm jvm = EndingJvm.run(ReportHangs.class, "mute");

        assertThat(jvm.lines()).isEmpty();
        assertThat(jvm.exitCode()).isEqualTo(7);
    }

    @Test
    void reportThatThrows_isToldAndKeepsTheExitCode() throws Exception {
        EndingJvm jvm = EndingJvm.run(ReportThrows.class);

        assertThat(jvm.lines()).containsExactly("the report failed: reason=java.lang.StackOverflowError: of a test");
        assertThat(jvm.exitCode()).isEqualTo(7);
    }

    @Test
    void install_withoutAFreeSlot_reportsAmongTheHooks() throws Exception {
        EndingJvm jvm = EndingJvm.run(SlotsTaken.class);

        assertThat(jvm.lines())
                .containsExactly(
                        "no shutdown slot can be had (the report is written while shutdown hooks run)",
                        "report begins",
                        "report done");
    }

    @Test
    void install_whileTheJvmEnds_isToldAndDoesNotThrow() throws Exception {
        EndingJvm jvm = EndingJvm.run(InstallsInHook.class);

        assertThat(jvm.lines()).containsExactly("the JVM is ending already (no report is written)", "installed");
    }

    private static ExitSequence install(Runnable report, long waitMillis) {
        return ExitSequence.install(report, waitMillis, System.out::println);
    }

    private static void report() {
        System.out.println("report begins");
        System.out.println("report done");
    }

    private static void addHook(Runnable hook) {
        Runtime.getRuntime().addShutdownHook(new Thread(hook));
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Ends as it is told. */
    static final class Ends {
        public static void main(String[] args) throws Exception {
            install(ExitSequenceTest::report, 60_000);
            System.out.println("ready");
            switch (args[0]) {
                case "exit" -> System.exit(7);
                case "halt" -> Runtime.getRuntime().halt(9);
                case "exception" -> throw new IllegalStateException("of the program");
                case "wait" -> Thread.currentThread().join();
                case "interrupted" -> {
                    Thread.currentThread().interrupt();
                    System.exit(7);
                }
                case "virtual" -> {
                    Runnable exit = () -> System.exit(7);
                    Thread.class.getMethod("startVirtualThread", Runnable.class).invoke(null, exit);
                    Thread.currentThread().join();
                }
                default -> {}
            }
        }
    }

    /** Has a hook, and a file that is deleted at exit. */
    static final class HasHooks {
        public static void main(String[] args) throws IOException {
            File file = File.createTempFile("seep", ".tmp");
            file.deleteOnExit();
            install(() -> System.out.println("report: file exists=" + file.exists()), 60_000);
            addHook(() -> System.out.println("hook"));
        }
    }

    /** Has a hook that takes longer than it is waited for, but not for ever. */
    static final class HookEndsDuringReport {
        public static void main(String[] args) {
            CountDownLatch reporting = new CountDownLatch(1);
            install(() -> reportSlowly(reporting), 100);
            addHook(() -> {
                ExitSequenceTest.await(reporting);
                System.out.println("hook ends");
            });
            System.exit(7);
        }

        private static void reportSlowly(CountDownLatch reporting) {
            System.out.println("report begins");
            reporting.countDown();
            try {
                Thread.sleep(1_000); // the JVM must not end before: there is no condition to wait for
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            System.out.println("report done");
        }
    }

    /** Has a hook that waits for itself. */
    static final class HookCallsExit {
        public static void main(String[] args) {
            install(ExitSequenceTest::report, 100);
            addHook(() -> System.exit(3));
        }
    }

    static final class ReportHangs {
        public static void main(String[] args) {
            Runnable hang = () -> ExitSequenceTest.await(new CountDownLatch(1));
            ExitSequence.install(hang, 60_000, 200, args.length == 0 ? System.out::println : problem -> hang.run());
            System.exit(7);
        }
    }

    static final class ReportThrows {
        public static void main(String[] args) {
            Runnable report = () -> {
                throw new StackOverflowError("of a test");
            };
            install(report, 60_000);
            System.exit(7);
        }
    }

    static final class SlotsTaken {
        public static void main(String[] args) {
            for (int slot = 3; slot < 10; slot++) {
                SharedSecrets.getJavaLangAccess().registerShutdownHook(slot, false, () -> {});
            }
            install(ExitSequenceTest::report, 60_000);
        }
    }

    static final class InstallsInHook {
        public static void main(String[] args) {
            addHook(() -> {
                install(ExitSequenceTest::report, 60_000);
                System.out.println("installed");
            });
        }
    }
}
