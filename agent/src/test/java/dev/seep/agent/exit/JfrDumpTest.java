// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.agent.exit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import jdk.jfr.Event;
import jdk.jfr.Name;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JfrDumpTest {
    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void nameFile() {
        file = folder.resolve("exit.jfr");
    }

    @Test
    void eventsOfTheReport_areInTheDump() throws Exception {
        EndingJvm jvm = run(Reports.class);

        assertThat(jvm.exitCode()).isEqualTo(7);
        assertThat(reportEvents()).isEqualTo(1);
    }

    @Test
    void reportThatThrows_doesNotCostTheDump() throws Exception {
        EndingJvm jvm = run(ReportThrows.class);

        assertThat(jvm.exitCode()).isEqualTo(7);
        assertThat(reportEvents()).isEqualTo(1);
    }

    @Test
    void reportThatHangs_doesNotCostTheDump() throws Exception {
        EndingJvm jvm = run(ReportHangs.class);

        assertThat(jvm.exitCode()).isEqualTo(7);
        assertThat(reportEvents()).isEqualTo(1);
    }

    @Test
    void threadThatExitsWhileInterrupted_doesNotCostTheDump() throws Exception {
        EndingJvm jvm = run(Reports.class, "interrupted");

        assertThat(jvm.exitCode()).isEqualTo(7);
        assertThat(reportEvents()).isEqualTo(1);
    }

    @Test
    void hookThatEndsWhileTheWatchdogsReportIsWritten_doesNotCostTheDump() throws Exception {
        EndingJvm jvm = run(HookEndsDuringReport.class);

        assertThat(jvm.exitCode()).isEqualTo(7);
        assertThat(reportEvents()).isEqualTo(1);
    }

    private EndingJvm run(Class<?> main, String... arguments) throws Exception {
        EndingJvm jvm = EndingJvm.run(List.of("-XX:StartFlightRecording:filename=" + file), main, arguments);
        assertThat(file).as(jvm.toString()).exists();
        return jvm;
    }

    private long reportEvents() throws IOException {
        return RecordingFile.readAllEvents(file).stream()
                .filter(event -> event.getEventType().getName().equals("test.Report"))
                .count();
    }

    private static void install(Runnable report, long waitMillis, long reportMillis) {
        ExitSequence sequence = ExitSequence.install(report, waitMillis, reportMillis, System.out::println);
        sequence.holdBackJfr();
        sequence.holdBackJfr(); // once more changes nothing
    }

    @Name("test.Report")
    static final class ReportEvent extends Event {}

    static final class Reports {
        public static void main(String[] args) {
            install(() -> new ReportEvent().commit(), 60_000, 60_000);
            if (args.length > 0) {
                Thread.currentThread().interrupt();
            }
            System.exit(7);
        }
    }

    static final class ReportThrows {
        public static void main(String[] args) {
            Runnable report = () -> {
                new ReportEvent().commit();
                throw new IllegalStateException("of a test");
            };
            install(report, 60_000, 60_000);
            System.exit(7);
        }
    }

    static final class ReportHangs {
        public static void main(String[] args) {
            Runnable report = () -> {
                new ReportEvent().commit();
                awaitQuietly(new CountDownLatch(1));
            };
            install(report, 60_000, 1_000);
            System.exit(7);
        }
    }

    static final class HookEndsDuringReport {
        public static void main(String[] args) {
            CountDownLatch reporting = new CountDownLatch(1);
            Runnable report = () -> {
                reporting.countDown();
                new ReportEvent().commit();
            };
            install(report, 100, 60_000);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> awaitQuietly(reporting)));
            System.exit(7);
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
