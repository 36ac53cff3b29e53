// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.integration.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seep.integration.fork.EndedJvm;
import dev.seep.integration.fork.EveryJdk;
import dev.seep.integration.fork.ForkedJvm;
import dev.seep.integration.fork.Jdk;
import java.lang.ref.Cleaner;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Allocations in the odd places of a program's life. */
class PlacesIT {
    @EveryJdk
    void staticInitialiser_isReported(Jdk jdk) throws Exception {
        Leak.check(run(jdk, InStaticInitialisers.class), InStaticInitialisers.Initialised.class, "<clinit>", 1);
        Leak.check(run(jdk, InStaticInitialisers.class), InStaticInitialisers.class, "<clinit>", 1);
    }

    @EveryJdk
    void cleanerAction_isReported(Jdk jdk) throws Exception {
        Leak.check(run(jdk, InCleanerActions.class), InCleanerActions.class, "act", 20);
    }

    @EveryJdk
    void shutdownHook_isReported(Jdk jdk) throws Exception {
        Leak.check(run(jdk, InShutdownHooks.class), InShutdownHooks.class, "atExit", 10);
    }

    @EveryJdk
    void endedThreads_areReported(Jdk jdk) throws Exception {
        Leak.check(run(jdk, OnManyThreads.class), OnManyThreads.class, "leak", 2_000);
    }

    @EveryJdk
    void redirectedStandardError_isNotUsed(Jdk jdk) throws Exception {
        EndedJvm jvm = run(jdk, RedirectsStandardError.class);

        Leak.check(jvm, RedirectsStandardError.class, "main", 1);
        assertThat(jvm.err()).contains("[seep]").doesNotContain("of the program");
        assertThat(jvm.out()).isEmpty();
        assertThat(jvm.folder().resolve("redirected")).content().isEqualTo("of the program");
    }

    @EveryJdk
    void closedStandardError_harmsNobody(Jdk jdk) throws Exception {
        EndedJvm jvm = run(jdk, ClosesStandardError.class);

        Leak.check(jvm, ClosesStandardError.class, "main", 1);
        assertThat(jvm.out()).isEqualTo("still here\n");
    }

    private static EndedJvm run(Jdk jdk, Class<?> program) throws Exception {
        return ForkedJvm.on(jdk).withAgent("interval=1").run(program);
    }

    /** Leaks a block before its main method, and one in the middle of it. */
    static final class InStaticInitialisers {
        static {
            Leak.block();
        }

        public static void main(String[] args) {
            Initialised.touch();
        }

        /** Leaks when it is first touched. */
        static final class Initialised {
            static {
                Leak.block();
            }

            static void touch() {}
        }
    }

    /** Leaks a block in each of 20 actions of a Cleaner. */
    static final class InCleanerActions {
        private static final CountDownLatch DONE = new CountDownLatch(20);

        public static void main(String[] args) throws InterruptedException {
            Cleaner cleaner = Cleaner.create();
            for (int i = 0; i < 20; i++) {
                cleaner.register(new Object(), InCleanerActions::act);
            }
            do {
                System.gc();
            } while (!DONE.await(10, TimeUnit.MILLISECONDS));
        }

        private static void act() {
            Leak.block();
            DONE.countDown();
        }
    }

    /** Leaks a block in each of 10 shutdown hooks. */
    static final class InShutdownHooks {
        public static void main(String[] args) {
            for (int i = 0; i < 10; i++) {
                Runtime.getRuntime().addShutdownHook(new Thread(InShutdownHooks::atExit));
            }
        }

        private static void atExit() {
            Leak.block();
        }
    }

    /** Leaks a block on each of 2,000 threads that end. */
    static final class OnManyThreads {
        public static void main(String[] args) throws InterruptedException {
            for (int i = 0; i < 200; i++) {
                Thread[] threads = new Thread[10];
                for (int j = 0; j < threads.length; j++) {
                    threads[j] = new Thread(OnManyThreads::leak);
                    threads[j].start();
                }
                for (Thread thread : threads) {
                    thread.join();
                }
            }
        }

        private static void leak() {
            Leak.block();
        }
    }

    /** Sends its standard error and output elsewhere. */
    static final class RedirectsStandardError {
        public static void main(String[] args) throws Exception {
            System.setErr(new java.io.PrintStream("redirected", "UTF-8"));
            System.setOut(System.err);
            Leak.block();
            System.err.print("of the program");
            System.err.flush();
        }
    }

    /** Closes its standard error. */
    static final class ClosesStandardError {
        public static void main(String[] args) {
            System.err.close();
            Leak.block();
            System.out.println("still here");
        }
    }
}
