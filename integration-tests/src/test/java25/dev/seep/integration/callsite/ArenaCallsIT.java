// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.integration.callsite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seep.integration.fork.EndedJvm;
import dev.seep.integration.fork.ForkedJvm;
import dev.seep.integration.fork.Jdk;
import dev.seep.integration.report.Report;
import dev.seep.integration.report.Site;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.lang.foreign.ValueLayout;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;

/** Every overload by which segments are allocated, called on the JDK's types and on users' own. */
class ArenaCallsIT {
    @Test
    void everyOverload_namesItsLineExactly() throws Exception {
        Report report = run(AllocatesByEveryOverload.class);

        long[] bytes = {1_009, 1_013, 8_072, 8_104, 1_019 + 1, 4 * 1_021, 2 * 1_031};
        for (int i = 0; i < bytes.length; i++) {
            checkSite(report, "arena-confined", AllocatesByEveryOverload.class, "overload" + i, bytes[i]);
        }
    }

    @Test
    void callOnAUsersOwnType_namesTheInnermostLine() throws Exception {
        Report report = run(AllocatesByOwnTypes.class);

        checkSite(report, "arena-shared", OwnArena.class, "allocate", 1_033);
        checkSite(report, "arena-auto", AllocatesByOwnTypes.class, "byReferenceToAllocator", 1_039);
        checkSite(report, "arena-global", AllocatesByOwnTypes.class, "lambda$byOwnAllocator$0", 1_049);
        checkSite(report, "arena-shared", OwnSlices.class, "<init>", 10_007);
    }

    @Test
    void mappedSegment_namesItsLineExactly() throws Exception {
        Report report = run(MapsASegment.class);

        checkSite(report, "mapped", MapsASegment.class, "map", 4_099);
    }

    private static Report run(Class<?> program) throws IOException, InterruptedException {
        EndedJvm jvm = ForkedJvm.on(Jdk.JAVA_25)
                .withAgent("")
                .withJvmArgs("-Xverify:all")
                .run(program);
        assertThat(jvm.exitCode()).as(jvm.toString()).isZero();
        assertThat(jvm.report().notSeen().classesNotWoven()).isEmpty();
        return jvm.report();
    }

    private static void checkSite(Report report, String kind, Class<?> type, String method, long size) {
        Site site = report.siteAt(kind, type, method);
        assertThat(site.exact()).as(method).isTrue();
        assertThat(site.figures().liveBytes()).as(method).isEqualTo(3 * size);
        assertThat(site.figures().liveCount()).as(method).isEqualTo(3);
    }

    /** Three blocks by each overload. */
    static final class AllocatesByEveryOverload {
        private static final Arena ARENA = Arena.ofConfined();

        public static void main(String[] args) {
            for (int i = 0; i < 3; i++) {
                overload0();
                overload1();
                overload2();
                overload3();
                overload4();
                overload5();
                overload6();
            }
        }

        private static void overload0() {
            ARENA.allocate(1_009);
        }

        private static void overload1() {
            ARENA.allocate(1_013, 16);
        }

        private static void overload2() {
            ARENA.allocate(MemoryLayout.sequenceLayout(1_009, ValueLayout.JAVA_LONG));
        }

        private static void overload3() {
            ARENA.allocate(ValueLayout.JAVA_LONG, 1_013);
        }

        private static void overload4() {
            ARENA.allocateFrom("x".repeat(1_019));
        }

        private static void overload5() {
            ARENA.allocateFrom(ValueLayout.JAVA_INT, new int[1_021]);
        }

        private static void overload6() {
            ARENA.allocateFrom("y".repeat(1_030), StandardCharsets.UTF_16LE);
        }
    }

    /** Three blocks by types of its own. */
    static final class AllocatesByOwnTypes {
        public static void main(String[] args) {
            Arena own = new OwnArena();
            for (int i = 0; i < 3; i++) {
                own.allocate(1_033, 1);
                byReferenceToAllocator();
                byOwnAllocator();
                new OwnSlices();
            }
        }

        private static void byReferenceToAllocator() {
            SegmentAllocator allocator = Arena.ofAuto()::allocate;
            KeptSegments.KEPT.add(allocator.allocate(1_039, 1));
        }

        private static void byOwnAllocator() {
            SegmentAllocator allocator = (bytes, alignment) -> Arena.global().allocate(bytes, alignment);
            allocator.allocate(1_049, 1);
        }
    }

    /** What must not be collected. */
    static final class KeptSegments {
        static final java.util.List<MemorySegment> KEPT = new java.util.ArrayList<>();
    }

    /** Allocates one large block, and hands out its parts. */
    static final class OwnSlices {
        private final SegmentAllocator slices;

        OwnSlices() {
            slices = SegmentAllocator.slicingAllocator(Arena.ofShared().allocate(10_007));
            slices.allocate(100);
            slices.allocate(200);
        }
    }

    /** An arena that allocates by another. */
    static final class OwnArena implements Arena {
        private final Arena shared = Arena.ofShared();

        @Override
        public MemorySegment allocate(long byteSize, long byteAlignment) {
            return shared.allocate(byteSize, byteAlignment);
        }

        @Override
        public MemorySegment.Scope scope() {
            return shared.scope();
        }

        @Override
        public void close() {
            shared.close();
        }
    }

    /** Maps a file three times. */
    static final class MapsASegment {
        public static void main(String[] args) throws IOException {
            Path file = Files.createTempFile(Path.of("."), "mapped", null);
            Files.write(file, new byte[4_099]);
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
                for (int i = 0; i < 3; i++) {
                    map(channel);
                }
            }
        }

        private static void map(FileChannel channel) throws IOException {
            channel.map(FileChannel.MapMode.READ_ONLY, 0, 4_099, Arena.global());
        }
    }
}
