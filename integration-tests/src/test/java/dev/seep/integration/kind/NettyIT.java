// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.integration.kind;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seep.integration.fork.EndedJvm;
import dev.seep.integration.fork.EveryJdk;
import dev.seep.integration.fork.ForkedJvm;
import dev.seep.integration.fork.Jdk;
import dev.seep.integration.program.Marks;
import dev.seep.integration.report.Figures;
import dev.seep.integration.report.Report;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufAllocatorMetricProvider;
import io.netty.buffer.PooledByteBufAllocator;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The memory that Netty takes for its pools, with the program's lines that made it do so. */
class NettyIT {
    private static final String NETTY_41 = System.getProperty("seep.netty41.classpath", "");
    private static final String NETTY_42 = System.getProperty("seep.netty42.classpath", "");

    @EveryJdk
    void netty41_pooledChunks_areReportedExactly(Jdk jdk) throws Exception {
        EndedJvm jvm = netty(jdk, NETTY_41).run(LeaksBuffers.class, "default");

        checkChunks(jvm);
    }

    @EveryJdk
    void netty42_adaptiveChunks_areReportedExactly(Jdk jdk) throws Exception {
        EndedJvm jvm = netty(jdk, NETTY_42).run(LeaksBuffers.class, "default");

        checkChunks(jvm);
    }

    @EveryJdk
    void netty42_pooledChunks_areReportedExactly(Jdk jdk) throws Exception {
        EndedJvm jvm = netty(jdk, NETTY_42).run(LeaksBuffers.class, "pooled");

        checkChunks(jvm);
    }

    @Test
    void netty42_withoutUnsafe_isReportedExactly() throws Exception {
        EndedJvm jvm = netty(Jdk.JAVA_25, NETTY_42).withDefaultUnsafeAccess().run(LeaksBuffers.class, "default");

        checkChunks(jvm);
        assertThat(jvm.report().kind("arena-shared").liveBytes()).isEqualTo(jvm.said("pool"));
    }

    @Test
    void netty42_withNativeAccess_isSaidNotToBeSeen() throws Exception {
        EndedJvm jvm = netty(Jdk.JAVA_25, NETTY_42)
                .withDefaultUnsafeAccess()
                .withJvmArgs("--enable-native-access=ALL-UNNAMED")
                .run(LeaksBuffers.class, "default");

        assertThat(jvm.said("pool")).isPositive();
        assertThat(jvm.report().liveBytesBelow(LeaksBuffers.class)).isZero();
        assertThat(jvm.report().notSeen().kinds())
                .anyMatch(sentence -> sentence.contains("Netty") && sentence.contains("malloc"));
    }

    private static ForkedJvm netty(Jdk jdk, String classPath) {
        return ForkedJvm.on(jdk).withAgent("interval=1").withClassPath(classPath);
    }

    private static void checkChunks(EndedJvm jvm) throws Exception {
        assertThat(jvm.exitCode()).as(jvm.toString()).isZero();
        Report report = jvm.report();
        Figures huge = below(report, "leakHuge");

        assertThat(below(report, "fill").liveBytes()).isEqualTo(jvm.said("pool"));
        assertThat(huge.liveBytes()).isEqualTo(LeaksBuffers.HUGE_COUNT * (long) LeaksBuffers.HUGE_SIZE);
        assertThat(huge.liveCount()).isEqualTo(LeaksBuffers.HUGE_COUNT);
        assertThat(report.sites())
                .flatMap(site -> site.stacks())
                .filteredOn(stack -> stack.figures().liveBytes() > 0 && stack.holds(LeaksBuffers.class, "leakHuge"))
                .allSatisfy(stack -> assertThat(stack.frames())
                        .anyMatch(frame ->
                                frame.isIn(LeaksBuffers.class, "leakHuge") && frame.line() == jvm.said("huge")));
        assertThat(report.sites())
                .flatMap(site -> site.stacks())
                .filteredOn(stack -> stack.figures().liveBytes() > 0 && stack.holds(LeaksBuffers.class, "leakSmall"))
                .isNotEmpty();
    }

    private static Figures below(Report report, String method) {
        return report.sites().stream()
                .map(site -> site.below(LeaksBuffers.class, method))
                .reduce(Figures.NONE, Figures::plus);
    }

    /** Leaks buffers that Netty carves out of chunks, and some that are larger than any chunk. */
    static final class LeaksBuffers {
        static final int HUGE_COUNT = 3;
        static final int HUGE_SIZE = 17_000_023;
        static final List<ByteBuf> KEPT = new ArrayList<>();

        public static void main(String[] args) {
            ByteBufAllocator allocator =
                    args[0].equals("pooled") ? PooledByteBufAllocator.DEFAULT : ByteBufAllocator.DEFAULT;
            fill(allocator);
            Marks.say(
                    "pool",
                    ((ByteBufAllocatorMetricProvider) allocator).metric().usedDirectMemory());
        }

        /** All that the pool takes is taken in here; what Netty's start allocates is not. */
        static void fill(ByteBufAllocator allocator) {
            for (int i = 0; i < 3_000; i++) {
                leakSmall(allocator);
                allocator.directBuffer(2_048).release();
            }
            for (int i = 0; i < HUGE_COUNT; i++) {
                leakHuge(allocator);
            }
        }

        static void leakSmall(ByteBufAllocator allocator) {
            KEPT.add(allocator.directBuffer(2_039));
        }

        static void leakHuge(ByteBufAllocator allocator) {
            KEPT.add(allocator.directBuffer(Marks.line("huge", HUGE_SIZE)));
        }
    }
}
