// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.integration.kind;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seep.integration.fork.EndedJvm;
import dev.seep.integration.fork.EveryJdk;
import dev.seep.integration.fork.ForkedJvm;
import dev.seep.integration.fork.Jdk;
import dev.seep.integration.program.Marks;
import dev.seep.integration.program.OffHeap;
import dev.seep.integration.report.Figures;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/** One leak of each kind that every JDK has, among clean traffic through the same line. */
class KindsIT {
    @EveryJdk
    void unsafeMemory_leakedAmongCleanTraffic_isReportedExactly(Jdk jdk) throws Exception {
        EndedJvm jvm = ForkedJvm.on(jdk).withAgent("interval=1").run(LeaksUnsafeMemory.class);

        LeakThroughHelper.of("unsafe", LeaksUnsafeMemory.class)
                .leaks(LeaksUnsafeMemory.LEAKS, LeaksUnsafeMemory.LEAKED_SIZE)
                .cleanTraffic(LeaksUnsafeMemory.LEAKS * LeaksUnsafeMemory.CLEAN, LeaksUnsafeMemory.CLEAN_SIZE)
                .check(jvm);
    }

    @EveryJdk
    void directBuffer_leakedAmongCleanTraffic_isReportedExactly(Jdk jdk) throws Exception {
        EndedJvm jvm = ForkedJvm.on(jdk).withAgent("interval=1").run(LeaksDirectBuffers.class);

        LeakThroughHelper.of("direct", LeaksDirectBuffers.class)
                .leaks(LeaksDirectBuffers.LEAKS, LeaksDirectBuffers.LEAKED_SIZE)
                .cleanTraffic(LeaksDirectBuffers.LEAKS * LeaksDirectBuffers.CLEAN, LeaksDirectBuffers.CLEAN_SIZE)
                .check(jvm);
    }

    @EveryJdk
    void directBuffer_pageAligned_isReportedWithTheSizeAskedFor(Jdk jdk) throws Exception {
        EndedJvm jvm = ForkedJvm.on(jdk)
                .withAgent("interval=1")
                .withJvmArgs("-Dsun.nio.PageAlignDirectMemory=true")
                .run(LeaksDirectBuffers.class);

        LeakThroughHelper.of("direct", LeaksDirectBuffers.class)
                .leaks(LeaksDirectBuffers.LEAKS, LeaksDirectBuffers.LEAKED_SIZE)
                .cleanTraffic(LeaksDirectBuffers.LEAKS * LeaksDirectBuffers.CLEAN, LeaksDirectBuffers.CLEAN_SIZE)
                .check(jvm);
    }

    @EveryJdk
    void mappedFile_leakedAmongCleanTraffic_isReportedExactly(Jdk jdk) throws Exception {
        EndedJvm jvm = ForkedJvm.on(jdk).withAgent("interval=1").run(LeaksMappings.class);

        LeakThroughHelper.of("mapped", LeaksMappings.class)
                .leaks(LeaksMappings.LEAKS, LeaksMappings.LEAKED_SIZE)
                .cleanTraffic(LeaksMappings.LEAKS * LeaksMappings.CLEAN, LeaksMappings.CLEAN_SIZE)
                .check(jvm);
        assertThat(jvm.report().totals().mapped().figures().liveBytes())
                .isEqualTo((long) LeaksMappings.LEAKS * LeaksMappings.LEAKED_SIZE);
    }

    @EveryJdk
    void reallocation_isAFreeAndAnAllocationAtTheLineThatReallocates(Jdk jdk) throws Exception {
        EndedJvm jvm = ForkedJvm.on(jdk).withAgent("interval=1").run(Reallocates.class);

        Figures first =
                jvm.report().siteAt("unsafe", Reallocates.class, "allocate").figures();
        assertThat(first).isEqualTo(new Figures(0, 0, 30 * 1_009, 30, 30 * 1_009, 30));
        Figures second =
                jvm.report().siteAt("unsafe", Reallocates.class, "grow").figures();
        assertThat(second).isEqualTo(new Figures(10 * 20_011, 10, 30 * 20_011, 30, 20 * 20_011, 20));
        assertThat(jvm.said("failed")).isEqualTo(1);
        assertThat(jvm.report().liveBytesBelow(Reallocates.class)).isEqualTo(10 * 20_011);
    }

    @EveryJdk
    void everythingFreed_leavesNoLiveBlockWithAFrameOfTheProgram(Jdk jdk) throws Exception {
        EndedJvm jvm = ForkedJvm.on(jdk).withAgent("interval=1").run(FreesEverything.class);

        assertThat(jvm.exitCode()).isZero();
        assertThat(jvm.report().liveCountBelow(FreesEverything.class)).isZero();
        assertThat(jvm.report().liveBytesBelow(FreesEverything.class)).isZero();
        assertThat(jvm.report().kind("unsafe").allocatedBytes()).isGreaterThanOrEqualTo(1_000 * 60_013);
    }

    @EveryJdk
    void defaultInterval_estimatesAnEvenLeakWithinItsError(Jdk jdk) throws Exception {
        EndedJvm jvm = ForkedJvm.on(jdk).withAgent("").run(LeaksManySmallBlocks.class);

        long leaked = LeaksManySmallBlocks.LEAKS * LeaksManySmallBlocks.LEAKED_SIZE;
        var site = jvm.report().siteAt("unsafe", LeaksManySmallBlocks.class, "helper");
        Figures leaking = site.below(LeaksManySmallBlocks.class, "forgetful");
        // 250 samples are expected: their number strays by 6 %, and five times that is one test run in millions.
        assertThat((double) leaking.liveBytes()).isBetween(0.7 * leaked, 1.3 * leaked);
        assertThat(site.exact()).isFalse();
        assertThat(site.errorBytes()).isPositive();
        assertThat(jvm.report().kind("unsafe").liveBytes()).isGreaterThanOrEqualTo(leaked);
    }

    /** Forgets every 21st block. */
    static final class LeaksUnsafeMemory {
        static final int LEAKS = 50;
        static final int CLEAN = 20; // for each leak
        static final int LEAKED_SIZE = 1_000_003;
        static final int CLEAN_SIZE = 4_096;

        public static void main(String[] args) throws Throwable {
            for (int i = 0; i < LEAKS; i++) {
                forgetful();
                for (int j = 0; j < CLEAN; j++) {
                    tidy();
                }
            }
        }

        static void forgetful() throws Throwable {
            helper(LEAKED_SIZE);
        }

        static void tidy() throws Throwable {
            OffHeap.free(helper(CLEAN_SIZE));
        }

        static long helper(long size) throws Throwable {
            return (long) OffHeap.ALLOCATE.invokeExact(Marks.line("helper", size));
        }
    }

    /** Keeps every 11th buffer. */
    static final class LeaksDirectBuffers {
        static final int LEAKS = 40;
        static final int CLEAN = 10; // for each leak
        static final int LEAKED_SIZE = 100_003;
        static final int CLEAN_SIZE = 8_192;
        static final List<ByteBuffer> KEPT = new ArrayList<>();

        public static void main(String[] args) {
            for (int i = 0; i < LEAKS; i++) {
                forgetful();
                for (int j = 0; j < CLEAN; j++) {
                    tidy();
                }
            }
        }

        static void forgetful() {
            KEPT.add(helper(LEAKED_SIZE));
        }

        static void tidy() {
            OffHeap.free(helper(CLEAN_SIZE));
        }

        static ByteBuffer helper(int size) {
            return ByteBuffer.allocateDirect(Marks.line("helper", size));
        }
    }

    /** Keeps every 6th mapping; all begin in the middle of a page. */
    static final class LeaksMappings {
        static final int LEAKS = 20;
        static final int CLEAN = 5; // for each leak
        static final int LEAKED_SIZE = 200_003;
        static final int CLEAN_SIZE = 50_000;
        static final List<ByteBuffer> KEPT = new ArrayList<>();

        public static void main(String[] args) throws IOException {
            Path file = Files.createFile(Path.of("mapped"));
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
                for (int i = 0; i < LEAKS; i++) {
                    forgetful(channel);
                    for (int j = 0; j < CLEAN; j++) {
                        tidy(channel);
                    }
                }
            }
        }

        static void forgetful(FileChannel channel) throws IOException {
            KEPT.add(helper(channel, LEAKED_SIZE));
        }

        static void tidy(FileChannel channel) throws IOException {
            OffHeap.free(helper(channel, CLEAN_SIZE));
        }

        static ByteBuffer helper(FileChannel channel, int size) throws IOException {
            return channel.map(FileChannel.MapMode.READ_WRITE, 4_099, Marks.line("helper", size));
        }
    }

    /** Grows 30 blocks, frees 10 of them by hand and 10 by reallocation to nothing. */
    static final class Reallocates {
        public static void main(String[] args) throws Throwable {
            for (int i = 0; i < 30; i++) {
                long grown = grow(allocate());
                if (i % 3 == 0) {
                    OffHeap.free(grown);
                } else if (i % 3 == 1) {
                    OffHeap.reallocate(grown, 0);
                } else if (i == 2) {
                    failToGrow(grown);
                }
            }
        }

        static long allocate() throws Throwable {
            return (long) OffHeap.ALLOCATE.invokeExact(1_009L);
        }

        static long grow(long block) throws Throwable {
            return (long) OffHeap.REALLOCATE.invokeExact(block, 20_011L);
        }

        static void failToGrow(long block) {
            try {
                OffHeap.reallocate(block, Long.MAX_VALUE / 2);
            } catch (OutOfMemoryError e) {
                Marks.say("failed", 1);
            }
        }
    }

    /** Frees all that it allocates, on the thread that allocated it and on another. */
    static final class FreesEverything {
        public static void main(String[] args) throws Throwable {
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < 1_000; i++) {
                OffHeap.free(OffHeap.reallocate(OffHeap.allocate(1_000 + i), 60_013));
                OffHeap.free(ByteBuffer.allocateDirect(70_001));
                if (i % 100 == 0) {
                    long block = OffHeap.allocate(80_021);
                    Thread thread = new Thread(() -> OffHeap.free(block));
                    thread.start();
                    threads.add(thread);
                }
            }
            for (Thread thread : threads) {
                thread.join();
            }
        }
    }

    /** Leaks 128 MiB in blocks far smaller than the default interval, among four times as many that it frees. */
    static final class LeaksManySmallBlocks {
        static final long LEAKS = 13_399;
        static final long LEAKED_SIZE = 10_007;

        public static void main(String[] args) throws Throwable {
            for (int i = 0; i < LEAKS; i++) {
                forgetful();
                for (int j = 0; j < 4; j++) {
                    tidy();
                }
            }
        }

        static void forgetful() throws Throwable {
            helper(LEAKED_SIZE);
        }

        static void tidy() throws Throwable {
            OffHeap.free(helper(10_000));
        }

        static long helper(long size) throws Throwable {
            return (long) OffHeap.ALLOCATE.invokeExact(size);
        }
    }
}
