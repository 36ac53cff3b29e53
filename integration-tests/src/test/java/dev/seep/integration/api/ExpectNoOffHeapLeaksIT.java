// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.integration.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seep.integration.fork.EndedJvm;
import dev.seep.integration.fork.EveryJdk;
import dev.seep.integration.fork.ForkedJvm;
import dev.seep.integration.fork.Jdk;
import dev.seep.integration.program.OffHeap;
import dev.seep.junit.ExpectNoOffHeapLeaks;
import java.io.File;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.Launcher;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

/** Tests with {@code @ExpectNoOffHeapLeaks}, run by JUnit in a JVM of their own. */
class ExpectNoOffHeapLeaksIT {
    private static EndedJvm run(ForkedJvm fork, String... args) throws Exception {
        return fork.withClassPath(classPathWithoutAgent()).run(RunsTests.class, args);
    }

    /** The agent as compiled must not stand on the class path of a JVM that has the packaged one. */
    private static String classPathWithoutAgent() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.contains("/agent/target/") && !entry.contains("seep-agent"))
                .collect(Collectors.joining(File.pathSeparator));
    }

    @EveryJdk
    void tests_underTheAgent_failWhereTheyLeaveSomethingBehind(Jdk jdk) throws Exception {
        EndedJvm jvm = run(ForkedJvm.on(jdk).withAgent("quiet"), Cases.class.getName());

        assertThat(jvm.exitCode()).as(jvm.toString()).isZero();
        assertThat(jvm.said("succeeded")).as(jvm.toString()).isEqualTo(6);
        assertThat(jvm.said("failed")).isEqualTo(3);
        assertThat(jvm.out())
                .containsPattern(
                        "FAILED leaves_itsBuffers\\(\\): AssertionError: leaves_itsBuffers\\(\\) left off-heap memory"
                                + " behind:\n"
                                + "  \\+  \\S*Cases.leaves_itsBuffers\\(ExpectNoOffHeapLeaksIT.java:\\d+\\)\n")
                .contains("       +3.0 KiB in +3 blocks (direct), new\n")
                .contains("FAILED leaves_oneMoreEachTime(int)[2]: AssertionError: [2] ")
                .contains("FAILED fails_byItself(): IllegalStateException: by itself\n");
    }

    @EveryJdk
    void tests_withoutTheAgent_failAndSayHowToAddIt(Jdk jdk) throws Exception {
        EndedJvm jvm = run(ForkedJvm.on(jdk), Cases.class.getName());

        assertThat(jvm.said("succeeded")).isZero();
        assertThat(jvm.out())
                .contains("FAILED frees_atOnce(): AssertionError: the Seep agent is not running in this JVM")
                .contains("-javaagent:/path/to/seep.jar=quiet");
    }

    @EveryJdk
    void tests_inParallel_areKeptApart(Jdk jdk) throws Exception {
        EndedJvm jvm = run(ForkedJvm.on(jdk).withAgent("quiet"), "parallel", Parallel.class.getName());

        assertThat(jvm.said("succeeded")).as(jvm.toString()).isEqualTo(6);
        assertThat(jvm.said("failed")).isZero();
        assertThat(jvm.said("most")).isEqualTo(1);
    }

    @EveryJdk
    void tests_ofTwoRunsAtTheSameTime_areRefused(Jdk jdk) throws Exception {
        EndedJvm jvm = run(ForkedJvm.on(jdk).withAgent("quiet"), "twice", Meeting.class.getName());

        assertThat(jvm.out())
                .as(jvm.toString())
                .contains("AssertionError: two tests with @ExpectNoOffHeapLeaks at the same time cannot be told apart");
    }

    @EveryJdk
    void blocks_countFromBeforeEachToAfterEach_inNestedAndInheritingClassesToo(Jdk jdk) throws Exception {
        EndedJvm jvm = run(ForkedJvm.on(jdk).withAgent("quiet"), LifecycleCases.class.getName());

        assertThat(jvm.said("succeeded")).as(jvm.toString()).isEqualTo(1);
        assertThat(jvm.said("failed")).isEqualTo(2);
        assertThat(jvm.out())
                .containsPattern("FAILED keeps\\(\\): AssertionError: keeps\\(\\) left off-heap memory behind:\n"
                        + "  \\+  \\S*LifecycleCases\\$Inner.keeps\\(LifecycleCases.java:\\d+\\)\n"
                        + " +\\+1.0 KiB in \\+1 block \\(direct\\), new\n")
                .containsPattern("FAILED isClean\\(\\): AssertionError: isClean\\(\\) left off-heap memory behind:\n"
                        + "  \\+  \\S*LifecycleCases\\$Keeping.keep\\(LifecycleCases.java:\\d+\\)\n");
    }

    @EveryJdk
    void threads_thatAllocateAndFreeMeanwhile_failNoTest(Jdk jdk) throws Exception {
        EndedJvm jvm = run(ForkedJvm.on(jdk).withAgent("quiet"), BusyThreads.class.getName());

        assertThat(jvm.said("succeeded")).as(jvm.toString()).isEqualTo(1);
    }

    /** One of each. */
    @ExpectNoOffHeapLeaks(withinMillis = 300)
    static final class Cases {
        private static final List<ByteBuffer> KEPT = new ArrayList<>();

        private ByteBuffer ofEachTest;

        @BeforeEach
        void allocate() {
            ofEachTest = ByteBuffer.allocateDirect(2_003);
        }

        @AfterEach
        void free() {
            ofEachTest = null;
        }

        @Test
        void frees_atOnce() {
            OffHeap.free(ByteBuffer.allocateDirect(1_009));
        }

        @Test
        @ExpectNoOffHeapLeaks(withinMillis = 30_000)
        void leaves_allToTheGarbageCollector() {
            for (int i = 0; i < 100; i++) {
                assertThat(ByteBuffer.allocateDirect(1_013).capacity()).isEqualTo(1_013);
            }
        }

        @Test
        void allocates_nothing() {}

        @Test
        void leaves_itsBuffers() {
            for (int i = 0; i < 3; i++) {
                KEPT.add(ByteBuffer.allocateDirect(1_019));
            }
        }

        @Test
        void fails_byItself() {
            KEPT.add(ByteBuffer.allocateDirect(1_021));
            throw new IllegalStateException("by itself");
        }

        @ParameterizedTest
        @ValueSource(ints = {0, 1, 0, 0})
        void leaves_oneMoreEachTime(int count) {
            for (int i = 0; i < count; i++) {
                KEPT.add(ByteBuffer.allocateDirect(1_031));
            }
        }
    }

    /** Notes how many of its tests run at the same time. */
    static final class Parallel {
        private static final AtomicInteger RUNNING = new AtomicInteger();
        private static final AtomicInteger MOST = new AtomicInteger();

        @ExpectNoOffHeapLeaks(withinMillis = 30_000)
        @ParameterizedTest
        @ValueSource(ints = {1, 2, 3})
        void watched(int number) {
            meet();
        }

        @ParameterizedTest
        @ValueSource(ints = {1, 2, 3})
        void notWatched(int number) {
            meet();
        }

        private static void meet() {
            MOST.accumulateAndGet(RUNNING.incrementAndGet(), Math::max);
            long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(50);
            while (System.nanoTime() < end) {
                assertThat(ByteBuffer.allocateDirect(1_033).capacity()).isEqualTo(1_033);
            }
            RUNNING.decrementAndGet();
        }
    }

    /** Two daemon threads go on allocating and freeing beside the test, which waits for a few rounds of each. */
    static final class BusyThreads {
        private static final AtomicInteger ROUNDS = new AtomicInteger();
        private static volatile boolean over;

        @BeforeAll
        static void start() {
            for (int i = 0; i < 2; i++) {
                Thread thread = new Thread(BusyThreads::allocateAndFree);
                thread.setDaemon(true);
                thread.start();
            }
        }

        private static void allocateAndFree() {
            while (!over) {
                OffHeap.free(ByteBuffer.allocateDirect(1_061));
                ROUNDS.incrementAndGet();
            }
        }

        @AfterAll
        static void end() {
            over = true;
        }

        @Test
        @ExpectNoOffHeapLeaks(withinMillis = 30_000)
        void waitsForThem() {
            int until = ROUNDS.get() + 1_000;
            while (ROUNDS.get() < until) {
                Thread.onSpinWait();
            }
        }
    }

    /** Runs until another run of it has begun, or was refused. */
    static final class Meeting {
        static final CyclicBarrier BOTH = new CyclicBarrier(2);

        @Test
        @ExpectNoOffHeapLeaks
        void waits() throws Exception {
            BOTH.await(20, TimeUnit.SECONDS);
        }
    }

    /** Runs test classes and prints what came of them. */
    static final class RunsTests {
        public static void main(String[] args) throws Exception {
            boolean twice = args[0].equals("twice");
            boolean parallel = args[0].equals("parallel");
            String name = args[args.length - 1];
            if (twice) {
                Thread other = new Thread(() -> runTwice(name));
                other.start();
                runTwice(name);
                other.join();
            } else {
                run(name, parallel);
            }
            System.out.println("most=" + Parallel.MOST.get());
            System.exit(0);
        }

        private static void runTwice(String className) {
            if (run(className, false) > 0) { // refused, it did not come to the meeting where the other one waits
                try {
                    Meeting.BOTH.await(20, TimeUnit.SECONDS);
                } catch (Exception e) {
                    throw new AssertionError("the other run did not come", e);
                }
            }
        }

        private static long run(String className, boolean parallel) {
            LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                    .selectors(DiscoverySelectors.selectClass(className))
                    .configurationParameter("junit.jupiter.execution.parallel.enabled", String.valueOf(parallel))
                    .configurationParameter("junit.jupiter.execution.parallel.mode.default", "concurrent")
                    .configurationParameter("junit.jupiter.execution.parallel.config.strategy", "fixed")
                    .configurationParameter("junit.jupiter.execution.parallel.config.fixed.parallelism", "4")
                    .build();
            Launcher launcher = LauncherFactory.create();
            SummaryGeneratingListener summary = new SummaryGeneratingListener();
            launcher.execute(request, summary);
            summary.getSummary()
                    .getFailures()
                    .forEach(failure -> System.out.println("FAILED "
                            + failure.getTestIdentifier().getLegacyReportingName() + ": "
                            + failure.getException().getClass().getSimpleName() + ": "
                            + failure.getException().getMessage()));
            System.out.println("succeeded=" + summary.getSummary().getTestsSucceededCount());
            System.out.println("failed=" + summary.getSummary().getTestsFailedCount());
            return summary.getSummary().getTestsFailedCount();
        }
    }
}
