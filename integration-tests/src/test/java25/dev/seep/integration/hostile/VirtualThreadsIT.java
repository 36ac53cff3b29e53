// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.integration.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seep.integration.fork.EndedJvm;
import dev.seep.integration.fork.ForkedJvm;
import dev.seep.integration.fork.Jdk;
import dev.seep.integration.program.OffHeap;
import java.nio.ByteBuffer;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/** Allocations on virtual threads, by the ten thousand. */
class VirtualThreadsIT {
    @Test
    void leaksOnVirtualThreads_areReportedExactly() throws Exception {
        EndedJvm jvm = ForkedJvm.on(Jdk.JAVA_25).withAgent("interval=1").run(LeaksOnVirtualThreads.class);

        assertThat(jvm.exitCode()).as(jvm.toString()).isZero();
        var site = jvm.report().siteAt("direct", LeaksOnVirtualThreads.class, "allocate");
        assertThat(site.below(LeaksOnVirtualThreads.class, "forgetful").liveBytes())
                .isEqualTo(20_000L * 1_009);
        assertThat(site.below(LeaksOnVirtualThreads.class, "tidy").liveBytes()).isZero();
        assertThat(site.figures().allocatedCount()).isEqualTo(40_000);
        assertThat(site.figures().liveCount()).isEqualTo(20_000);
    }

    /** The limit of direct memory makes {@code allocateDirect} sleep and unmount its thread in the middle. */
    @Test
    void allocationsThatWaitForTheCollector_areReportedExactly() throws Exception {
        EndedJvm jvm = ForkedJvm.on(Jdk.JAVA_25)
                .withAgent("interval=1,gc")
                .withJvmArgs("-XX:MaxDirectMemorySize=4m", "-Xmx64m")
                .run(WaitsForTheCollector.class);

        assertThat(jvm.exitCode()).as(jvm.toString()).isZero();
        var site = jvm.report().siteAt("direct", WaitsForTheCollector.class, "allocate");
        assertThat(site.figures().allocatedCount()).isEqualTo(200);
        assertThat(site.figures().allocatedBytes()).isEqualTo(200L * 400_009);
    }

    /** Leaks a buffer and frees another on each of 20,000 virtual threads. */
    static final class LeaksOnVirtualThreads {
        static final ConcurrentLinkedQueue<ByteBuffer> KEPT = new ConcurrentLinkedQueue<>();

        public static void main(String[] args) {
            try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
                for (int i = 0; i < 20_000; i++) {
                    threads.execute(LeaksOnVirtualThreads::forgetful);
                    threads.execute(LeaksOnVirtualThreads::tidy);
                }
            }
        }

        private static void forgetful() {
            KEPT.add(allocate());
        }

        private static void tidy() {
            ByteBuffer buffer = allocate();
            Thread.yield(); // another carrier may free it
            OffHeap.free(buffer);
        }

        private static ByteBuffer allocate() {
            return ByteBuffer.allocateDirect(1_009);
        }
    }

    /** Drops buffers of altogether twenty times the direct memory there may be. */
    static final class WaitsForTheCollector {
        public static void main(String[] args) {
            try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
                for (int i = 0; i < 200; i++) {
                    threads.execute(() -> {
                        while (allocate() == null) {
                            Thread.yield();
                        }
                    });
                }
            }
        }

        private static ByteBuffer allocate() {
            try {
                return ByteBuffer.allocateDirect(400_009);
            } catch (OutOfMemoryError e) {
                return null; // the collector was too slow
            }
        }
    }
}
