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
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

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

    static Stream<Arguments> modes() {
        List<String> modes = List.of(
                "-Xint",
                "-XX:TieredStopAtLevel=1",
                "-XX:-TieredCompilation",
                interpreted("dev/seep/agent/live/LiveShard.unlock"),
                interpreted("dev/seep/agent/live/LiveTable.*"),
                interpreted("java/lang/SeepHooks.*"));
        return Stream.of(Jdk.values()).flatMap(jdk -> modes.stream().map(mode -> Arguments.of(jdk, mode)));
    }

    private static String interpreted(String methods) {
        return "-XX:CompileCommand=quiet -XX:CompileCommand=exclude," + methods;
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("modes")
    void stackOverflowInsideAllocations_howeverTheAgentIsCompiled_leavesNothingHeld(Jdk jdk, String mode)
            throws Exception {
        for (String options : List.of("quiet", "quiet,interval=64")) {
            EndedJvm jvm = ForkedJvm.on(jdk)
                    .withAgent(options)
                    .withJvmArgs(mode.split(" "))
                    .run(OverflowsInsideAllocations.class); // fails where a lock is held and it does not end

            assertThat(jvm.exitCode()).as(jvm.toString()).isZero();
            assertThat(jvm.report().kind("unsafe").liveCount())
                    .as(jvm.toString())
                    .isEqualTo(100 + jvm.said("overflows"));
        }
    }

    @EveryJdk
    void stackOverflowInTheFirstSample_leavesTheJdksClassesUsable(Jdk jdk) throws Exception {
        EndedJvm jvm = ForkedJvm.on(jdk).withAgent("").run(OverflowsInTheFirstSample.class);

        assertThat(jvm.exitCode()).as(jvm.toString()).isZero();
        assertThat(jvm.said("overflows")).isPositive();
        assertThat(jvm.said("deep")).isPositive();
        long sampled = jvm.report().sites().stream()
                .mapToLong(site -> site.below(OverflowsInTheFirstSample.class, "afterwards")
                        .liveCount())
                .sum();
        assertThat(sampled).as(jvm.toString()).isEqualTo(OverflowsInTheFirstSample.AFTERWARDS);
        assertThat(jvm.toString()).contains("expm1=" + StrictMath.expm1(1));
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
     * <p>After each, it leaks a block. Each thread has another stack size and each round another depth of its first allocation, so that the stack ends
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
                    OffHeap.allocate(1); // is still seen, on the thread whose stack overflowed
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

    /**
     * Allocates what is sampled for certain, and for the first time where the stack has just ended, then at each frame
     * further out, so that the stack ends in every place of that path. Goes on until it has gone well a few times.
     */
    static final class OverflowsInTheFirstSample {
        static final int AFTERWARDS = 100;
        private static final int SIZE = 16 << 20; // the probability that one is not drawn is exp(-32)
        private static final int ENOUGH = 50;
        private static int overflows;

        public static void main(String[] args) throws InterruptedException {
            OffHeap.free(OffHeap.allocate(1)); // loads what the program itself needs; as good as never sampled
            List<Long> blocks = new ArrayList<>(ENOUGH);
            Thread thread = new Thread(null, () -> overflow(blocks), "tiny", 180_000);
            thread.start();
            thread.join();
            System.out.println("overflows=" + overflows);
            System.out.println("deep=" + blocks.size());
            for (int i = 0; i < AFTERWARDS; i++) {
                afterwards();
            }
            System.out.println("expm1=" + StrictMath.expm1(1)); // a class that the agent uses first
        }

        private static void overflow(List<Long> blocks) {
            try {
                descend(blocks);
            } catch (StackOverflowError e) {
                blocks.forEach(OffHeap::free);
            }
        }

        @SuppressWarnings("InfiniteRecursion") // that is the point
        private static void descend(List<Long> blocks) {
            try {
                descend(blocks);
            } catch (StackOverflowError e) {
                if (blocks.size() < ENOUGH) {
                    allocate(blocks);
                }
                throw e;
            }
        }

        private static void allocate(List<Long> blocks) {
            try {
                blocks.add(OffHeap.allocate(SIZE));
            } catch (StackOverflowError e) {
                overflows++;
            }
        }

        private static void afterwards() {
            OffHeap.allocate(SIZE);
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
