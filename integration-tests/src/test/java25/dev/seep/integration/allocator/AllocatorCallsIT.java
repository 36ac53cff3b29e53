// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.integration.allocator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seep.allocator.OffHeapAllocator;
import dev.seep.integration.report.Figures;
import dev.seep.integration.report.Report;
import dev.seep.integration.report.Site;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.lang.foreign.ValueLayout;
import java.util.function.LongUnaryOperator;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every way by which a block of the allocator is handed out: its line is named, with exact figures. */
class AllocatorCallsIT {
    private static final long TIMES = 3;

    @Test
    void rawCalls_nameTheirLinesExactly() throws Exception {
        Report report = AllocatorFork.report("", CallsTheAllocator.class);

        long[] bytes = {1_009, 1_013, 1_019, 1_021, 1_031, 1_033, 1_039, 1_049, 1_051, 40_000_003};
        for (int i = 0; i < bytes.length; i++) {
            checkLeak(report, CallsTheAllocator.class, "call" + i, bytes[i]);
        }
        assertThat(report.kind("seep").liveBytes())
                .isEqualTo(TIMES * LongStream.of(bytes).sum());
    }

    @Test
    void segments_nameTheirLinesExactly() throws Exception {
        Report report = AllocatorFork.report("", CallsSegments.class);

        long[] bytes = {1_009, 1_013, 1_020, 4 * 1_021, 1_031};
        for (int i = 0; i < bytes.length; i++) {
            checkLeak(report, CallsSegments.class, "call" + i, bytes[i]);
        }
    }

    @Test
    void arenas_nameTheirLinesExactly_andAreFreedByTheirClose() throws Exception {
        Report report = AllocatorFork.report("", CallsArenas.class);

        checkLeak(report, CallsArenas.class, "forgetConfined", 1_009);
        checkLeak(report, CallsArenas.class, "forgetShared", 1_013);
        checkFreed(report, CallsArenas.class, "closeConfined", 2 * 1_019);
        checkFreed(report, CallsArenas.class, "closeShared", 2 * 1_021);
        checkFreed(report, CallsArenas.class, "closeZeroed", 2 * 1_031);
        long pieces = TIMES * CallsArenas.PIECES;
        assertThat(report.siteAt("seep", CallsArenas.class, "forgetPiece").figures())
                .isEqualTo(new Figures(pieces * 61, pieces, pieces * 61, pieces, 0, 0));
        assertThat(report.siteAt("seep", CallsArenas.class, "closePiece").figures())
                .isEqualTo(new Figures(0, 0, pieces * 67, pieces, pieces * 67, pieces));
        assertThat(report.siteAt("seep", CallsArenas.class, "closePieceOfShared")
                        .figures())
                .isEqualTo(new Figures(0, 0, pieces * 71, pieces, pieces * 71, pieces));
    }

    @Test
    void segmentOfAClosedOrForeignArena_leavesNothing() throws Exception {
        Report report = AllocatorFork.report("", UsesArenasWrongly.class);

        assertThat(report.kind("seep").liveCount()).isZero();
    }

    private static void checkLeak(Report report, Class<?> type, String method, long size) {
        Site site = report.siteAt("seep", type, method);
        assertThat(site.exact()).as(method).isTrue();
        assertThat(site.layer()).as(method).isEqualTo("pool");
        assertThat(site.figures()).as(method).isEqualTo(new Figures(TIMES * size, TIMES, TIMES * size, TIMES, 0, 0));
    }

    private static void checkFreed(Report report, Class<?> type, String method, long size) {
        Site site = report.siteAt("seep", type, method);
        assertThat(site.exact()).as(method).isTrue();
        assertThat(site.figures())
                .as(method)
                .isEqualTo(new Figures(0, 0, TIMES * size, 2 * TIMES, TIMES * size, 2 * TIMES));
    }

    /** Three blocks by each method. */
    static final class CallsTheAllocator {
        private static final OffHeapAllocator ALLOCATOR = OffHeapAllocator.create();
        private static long kept;

        public static void main(String[] args) {
            for (int i = 0; i < TIMES; i++) {
                call0();
                call1();
                call2();
                call3();
                call4();
                call5();
                call6();
                call7();
                call8();
                call9();
            }
        }

        private static void call0() {
            ALLOCATOR.allocate(1_009);
        }

        private static void call1() {
            ALLOCATOR.allocate(1_013, 4_096);
        }

        private static void call2() {
            ALLOCATOR.allocateZeroed(1_019);
        }

        private static void call3() {
            ALLOCATOR.allocateZeroed(1_021, 64);
        }

        private static void call4() {
            ALLOCATOR.tryAllocate(1_031);
        }

        private static void call5() {
            ALLOCATOR.tryAllocate(1_033, 64);
        }

        private static void call6() {
            ALLOCATOR.tryAllocateZeroed(1_039);
        }

        private static void call7() {
            ALLOCATOR.tryAllocateZeroed(1_049, 64);
        }

        private static void call8() {
            LongUnaryOperator byReference = ALLOCATOR::allocate;
            kept = byReference.applyAsLong(1_051);
        }

        private static void call9() {
            ALLOCATOR.reallocate(0, 40_000_003);
        }
    }

    /** Three segments by each overload. */
    static final class CallsSegments {
        private static final SegmentAllocator SEGMENTS =
                OffHeapAllocator.defaultInstance().segments();

        public static void main(String[] args) {
            for (int i = 0; i < TIMES; i++) {
                call0();
                call1();
                call2();
                call3();
                call4();
            }
        }

        private static void call0() {
            SEGMENTS.allocate(1_009);
        }

        private static void call1() {
            SEGMENTS.allocate(1_013, 256);
        }

        private static void call2() {
            SEGMENTS.allocateFrom("x".repeat(1_019));
        }

        private static void call3() {
            SEGMENTS.allocate(ValueLayout.JAVA_INT, 1_021);
        }

        private static void call4() {
            MemorySegment segment =
                    OffHeapAllocator.defaultInstance().segments().allocate(1_031);
            segment.set(ValueLayout.JAVA_BYTE, 1_030, (byte) 1);
        }
    }

    /** Arenas that are closed, and some that are not. */
    static final class CallsArenas {
        static final long PIECES = 20; // small blocks of an arena, from two chunks
        private static final OffHeapAllocator ALLOCATOR = OffHeapAllocator.create();

        public static void main(String[] args) throws InterruptedException {
            for (int i = 0; i < TIMES; i++) {
                forgetConfined();
                forgetShared();
                try (Arena arena = ALLOCATOR.pooledArena()) {
                    closeConfined(arena);
                    closeConfined(arena);
                }
                Arena shared = ALLOCATOR.sharedPooledArena();
                closeShared(shared);
                Thread other = new Thread(() -> {
                    closeShared(shared);
                    shared.close();
                });
                other.start();
                other.join();
                try (Arena arena = ALLOCATOR.pooledArena(true)) {
                    closeZeroed(arena);
                    closeZeroed(arena);
                }
                cutPieces();
            }
        }

        private static void forgetConfined() {
            ALLOCATOR.pooledArena().allocate(1_009);
        }

        private static void forgetShared() {
            ALLOCATOR.sharedPooledArena().allocate(1_013, 64);
        }

        private static void closeConfined(Arena arena) {
            arena.allocate(1_019);
        }

        private static void closeShared(Arena arena) {
            arena.allocate(1_021);
        }

        private static void cutPieces() {
            Arena forgotten = ALLOCATOR.pooledArena();
            try (Arena confined = ALLOCATOR.pooledArena();
                    Arena shared = ALLOCATOR.sharedPooledArena()) {
                Stream.of(forgotten, confined, shared).forEach(arena -> arena.allocate(1_033)); // none of them is cut
                for (int piece = 0; piece < PIECES; piece++) {
                    forgetPiece(forgotten);
                    closePiece(confined);
                    closePieceOfShared(shared);
                }
            }
        }

        private static void forgetPiece(Arena arena) {
            arena.allocate(61);
        }

        private static void closePiece(Arena arena) {
            arena.allocate(67);
        }

        private static void closePieceOfShared(Arena arena) {
            arena.allocate(71);
        }

        private static void closeZeroed(Arena arena) {
            arena.allocate(1_031);
        }
    }

    /** Allocates in arenas that are closed. */
    static final class UsesArenasWrongly {
        public static void main(String[] args) {
            try (OffHeapAllocator allocator = OffHeapAllocator.create()) {
                Arena arena = allocator.pooledArena();
                arena.close();
                try {
                    arena.allocate(1_009);
                    throw new AssertionError("closed arena");
                } catch (IllegalStateException e) {
                    System.out.println("as expected: " + e.getMessage());
                }
            }
        }
    }
}
