// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.integration.kind;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seep.integration.fork.EndedJvm;
import dev.seep.integration.fork.ForkedJvm;
import dev.seep.integration.fork.Jdk;
import dev.seep.integration.program.Marks;
import dev.seep.integration.report.Report;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** One leak of each kind of arena, among clean traffic through the same line. */
class ArenaKindsIT {
    private static final Jdk JDK = Jdk.JAVA_25;

    @Test
    void confinedArena_leakedAmongCleanTraffic_isReportedExactly() throws Exception {
        EndedJvm jvm = ForkedJvm.on(JDK).withAgent("interval=1").run(LeaksConfinedArenas.class);

        LeakThroughHelper.of("arena-confined", LeaksConfinedArenas.class)
                .leaks(30, 110_017)
                .cleanTraffic(300, 5_003)
                .check(jvm);
    }

    @Test
    void sharedArena_leakedAmongCleanTraffic_isReportedExactly() throws Exception {
        EndedJvm jvm = ForkedJvm.on(JDK).withAgent("interval=1").run(LeaksSharedArenas.class);

        LeakThroughHelper.of("arena-shared", LeaksSharedArenas.class)
                .leaks(30, 120_011)
                .cleanTraffic(300, 5_003)
                .check(jvm);
    }

    @Test
    void automaticArena_stillReachableAfterCollection_isReportedExactly() throws Exception {
        EndedJvm jvm = ForkedJvm.on(JDK).withAgent("interval=1,gc").run(KeepsAutomaticArenas.class);

        LeakThroughHelper.of("arena-auto", KeepsAutomaticArenas.class)
                .leaks(30, 130_003)
                .cleanTraffic(300, 5_003)
                .check(jvm);
    }

    @Test
    void globalArena_isReportedExactly() throws Exception {
        EndedJvm jvm = ForkedJvm.on(JDK).withAgent("interval=1").run(AllocatesGlobally.class);

        LeakThroughHelper.of("arena-global", AllocatesGlobally.class)
                .leaks(30, 140_009)
                .cleanTraffic(0, 0)
                .check(jvm);
    }

    @Test
    void fileMappedIntoAnArena_isReportedExactly() throws Exception {
        EndedJvm jvm = ForkedJvm.on(JDK).withAgent("interval=1").run(MapsIntoArenas.class);

        LeakThroughHelper.of("mapped", MapsIntoArenas.class)
                .leaks(10, 150_001)
                .cleanTraffic(100, 5_003)
                .check(jvm);
    }

    @Test
    void overAlignedSegment_isReportedWithTheSizeAskedFor_andItsFreeIsSeen() throws Exception {
        EndedJvm jvm = ForkedJvm.on(JDK).withAgent("interval=1").run(AllocatesOverAligned.class);

        LeakThroughHelper.of("arena-confined", AllocatesOverAligned.class)
                .leaks(20, 160_001)
                .cleanTraffic(200, 5_003)
                .check(jvm);
    }

    @Test
    void slicingAllocator_isOneBlock() throws Exception {
        EndedJvm jvm = ForkedJvm.on(JDK).withAgent("interval=1").run(Slices.class);

        Report report = jvm.report();
        assertThat(report.siteAt("arena-shared", Slices.class, "backing")
                        .figures()
                        .liveBytes())
                .isEqualTo(170_003);
        assertThat(report.liveBytesBelow(Slices.class)).isEqualTo(170_003);
    }

    @Test
    void arenas_areNotUnsafe() throws Exception {
        EndedJvm jvm = ForkedJvm.on(JDK).withAgent("interval=1").run(LeaksConfinedArenas.class);

        assertThat(jvm.report().sites())
                .filteredOn(site -> site.kind().equals("unsafe"))
                .noneMatch(site -> site.stacks().stream().anyMatch(stack -> stack.holds(LeaksConfinedArenas.class)));
        assertThat(jvm.report().notSeen().kinds()).noneMatch(sentence -> sentence.contains("arenas are"));
    }

    /** Forgets to close every 11th arena. */
    static final class LeaksConfinedArenas {
        static final List<MemorySegment> KEPT = new ArrayList<>();

        public static void main(String[] args) {
            for (int i = 0; i < 30; i++) {
                forgetful();
                for (int j = 0; j < 10; j++) {
                    tidy();
                }
            }
        }

        static void forgetful() {
            KEPT.add(helper(Arena.ofConfined(), 110_017));
        }

        static void tidy() {
            try (Arena arena = Arena.ofConfined()) {
                helper(arena, 5_003);
            }
        }

        static MemorySegment helper(Arena arena, long size) {
            return arena.allocate(Marks.line("helper", size));
        }
    }

    /** Forgets to close every 11th arena; all are closed by another thread than the one that allocated. */
    static final class LeaksSharedArenas {
        static final List<MemorySegment> KEPT = new ArrayList<>();

        public static void main(String[] args) throws InterruptedException {
            List<Arena> used = new ArrayList<>();
            for (int i = 0; i < 30; i++) {
                forgetful();
                for (int j = 0; j < 10; j++) {
                    used.add(tidy());
                }
            }
            Thread closer = new Thread(() -> used.forEach(Arena::close));
            closer.start();
            closer.join();
        }

        static void forgetful() {
            KEPT.add(helper(Arena.ofShared(), 120_011));
        }

        static Arena tidy() {
            Arena arena = Arena.ofShared();
            helper(arena, 5_003);
            return arena;
        }

        static MemorySegment helper(Arena arena, long size) {
            return arena.allocate(Marks.line("helper", size));
        }
    }

    /** Keeps every 11th segment reachable and leaves the others to the garbage collector. */
    static final class KeepsAutomaticArenas {
        static final List<MemorySegment> KEPT = new ArrayList<>();

        public static void main(String[] args) {
            for (int i = 0; i < 30; i++) {
                forgetful();
                for (int j = 0; j < 10; j++) {
                    tidy();
                }
            }
        }

        static void forgetful() {
            KEPT.add(helper(Arena.ofAuto(), 130_003));
        }

        static void tidy() {
            helper(Arena.ofAuto(), 5_003);
        }

        static MemorySegment helper(Arena arena, long size) {
            return arena.allocate(Marks.line("helper", size));
        }
    }

    /** What is allocated in the global arena stays. */
    static final class AllocatesGlobally {
        public static void main(String[] args) {
            for (int i = 0; i < 30; i++) {
                forgetful();
            }
        }

        static void forgetful() {
            helper(Arena.global(), 140_009);
        }

        static MemorySegment helper(Arena arena, long size) {
            return arena.allocate(Marks.line("helper", size));
        }
    }

    /** Forgets to close every 11th arena that a file was mapped into. */
    static final class MapsIntoArenas {
        static final List<MemorySegment> KEPT = new ArrayList<>();

        public static void main(String[] args) throws IOException {
            Path file = Files.createFile(Path.of("mapped"));
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
                for (int i = 0; i < 10; i++) {
                    forgetful(channel);
                    for (int j = 0; j < 10; j++) {
                        tidy(channel);
                    }
                }
            }
        }

        static void forgetful(FileChannel channel) throws IOException {
            KEPT.add(helper(channel, Arena.ofShared(), 150_001));
        }

        static void tidy(FileChannel channel) throws IOException {
            try (Arena arena = Arena.ofConfined()) {
                helper(channel, arena, 5_003);
            }
        }

        static MemorySegment helper(FileChannel channel, Arena arena, long size) throws IOException {
            return channel.map(FileChannel.MapMode.READ_WRITE, 4_099, Marks.line("helper", size), arena);
        }
    }

    /** Takes segments whose address is not that of the block below them. */
    static final class AllocatesOverAligned {
        static final List<MemorySegment> KEPT = new ArrayList<>();

        public static void main(String[] args) {
            for (int i = 0; i < 20; i++) {
                forgetful();
                for (int j = 0; j < 10; j++) {
                    tidy();
                }
            }
        }

        static void forgetful() {
            KEPT.add(helper(Arena.ofConfined(), 160_001));
        }

        static void tidy() {
            try (Arena arena = Arena.ofConfined()) {
                helper(arena, 5_003);
            }
        }

        static MemorySegment helper(Arena arena, long size) {
            return arena.allocate(Marks.line("helper", size), 4_096);
        }
    }

    /** Cuts many segments out of one. */
    static final class Slices {
        static final List<MemorySegment> KEPT = new ArrayList<>();

        public static void main(String[] args) {
            SegmentAllocator allocator = SegmentAllocator.slicingAllocator(backing());
            for (int i = 0; i < 100; i++) {
                KEPT.add(allocator.allocate(1_000));
            }
        }

        static MemorySegment backing() {
            return Arena.ofShared().allocate(170_003);
        }
    }
}
