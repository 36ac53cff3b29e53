// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.integration.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seep.integration.fork.EndedJvm;
import dev.seep.integration.fork.EveryJdk;
import dev.seep.integration.fork.ForkedJvm;
import dev.seep.integration.fork.Jdk;
import dev.seep.integration.program.OffHeap;
import java.util.ArrayList;
import java.util.List;

/** Threads that run out of stack or heap in the middle of an allocation. */
class DyingThreadsIT {
    @EveryJdk
    void stackOverflowInsideAllocations_leavesTheTablesInOrder(Jdk jdk) throws Exception {
        EndedJvm jvm = ForkedJvm.on(jdk).withAgent("interval=1").run(OverflowsInsideAllocations.class);

        Leak.check(jvm, OverflowsInsideAllocations.class, "afterwards", 100);
        assertThat(jvm.said("overflows"))
                .isEqualTo(OverflowsInsideAllocations.THREADS * OverflowsInsideAllocations.ROUNDS);
    }

    @EveryJdk
    void stackOverflowInsideAllocations_atTheDefaultInterval_leavesTheTablesInOrder(Jdk jdk) throws Exception {
        EndedJvm jvm = ForkedJvm.on(jdk).withAgent("").run(OverflowsInsideAllocations.class);

        assertThat(jvm.exitCode()).as(jvm.toString()).isZero();
        assertThat(jvm.report().kind("unsafe").liveBytes()).isGreaterThanOrEqualTo(100 * Leak.SIZE);
    }

    @EveryJdk
    void outOfMemoryError_killsItsThreadsAndNothingElse(Jdk jdk) throws Exception {
        EndedJvm jvm = ForkedJvm.on(jdk)
                .withAgent("interval=1")
                .withJvmArgs("-Xmx24m", "-XX:+UseSerialGC")
                .run(RunsOutOfHeap.class);

        Leak.check(jvm, RunsOutOfHeap.class, "afterwards", 100);
        assertThat(jvm.said("deaths")).isEqualTo(RunsOutOfHeap.THREADS);
    }

    /**
     * Allocates at every depth of a recursion that ends in a StackOverflowError.
     *
     * <p>Each thread has another stack size and each round another depth of its first allocation, so that the stack ends
     * in many places of the path.
     */
    static final class OverflowsInsideAllocations {
        static final int THREADS = 12;
        static final int ROUNDS = 6;
        private static int overflows;

        public static void main(String[] args) throws InterruptedException {
            for (int i = 0; i < THREADS; i++) {
                Thread thread = new Thread(null, OverflowsInsideAllocations::overflow, "tiny", 180_000 + i * 4_096L);
                thread.start();
                thread.join();
            }
            for (int i = 0; i < 100; i++) {
                afterwards();
            }
            System.out.println("overflows=" + overflows);
        }

        private static void overflow() {
            for (int i = 0; i < ROUNDS; i++) {
                List<Long> blocks = new ArrayList<>(20_000);
                try {
                    descend(blocks, i);
                } catch (StackOverflowError e) {
                    overflows++;
                }
                blocks.forEach(OffHeap::free);
            }
        }

        @SuppressWarnings("InfiniteRecursion") // that is the point
        private static void descend(List<Long> blocks, int depth) {
            if (depth % ROUNDS == 0) { // not at each depth in each round: deep stacks take their time to be walked
                blocks.add(OffHeap.allocate(64));
            }
            descend(blocks, depth + 1);
        }

        private static void afterwards() {
            Leak.block();
        }
    }

    /** Lets threads fill the Java heap and die of it while they allocate off it. */
    static final class RunsOutOfHeap {
        static final int THREADS = 6;
        private static volatile int deaths;

        public static void main(String[] args) throws InterruptedException {
            for (int i = 0; i < THREADS; i++) {
                Thread thread = new Thread(RunsOutOfHeap::fill);
                thread.setUncaughtExceptionHandler((dead, error) -> deaths++);
                thread.start();
                thread.join();
            }
            for (int i = 0; i < 100; i++) {
                afterwards();
            }
            System.out.println("deaths=" + deaths);
        }

        private static void fill() {
            List<byte[]> kept = new ArrayList<>();
            while (true) {
                OffHeap.free(OffHeap.allocate(64));
                kept.add(new byte[500]);
            }
        }

        private static void afterwards() {
            Leak.block();
        }
    }
}
