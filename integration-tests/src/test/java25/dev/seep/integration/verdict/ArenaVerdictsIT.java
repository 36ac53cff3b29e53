// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.integration.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seep.allocator.OffHeapAllocator;
import dev.seep.integration.allocator.AllocatorFork;
import dev.seep.integration.fork.ForkedJvm;
import dev.seep.integration.fork.Jdk;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Leaks and what only looks like one, of the kinds that there are from JDK 25 on. */
class ArenaVerdictsIT {
    private static final Jdk JDK = Jdk.JAVA_25;

    @Test
    void leaks_ofFiveSeconds_areSuspectedAndTheirTwinsAreNot() throws Exception {
        Verdicts verdicts = new Verdicts();
        for (String fate : List.of("leak", "clean")) {
            for (Class<?> program : List.of(Confined.class, Shared.class, Auto.class, Global.class, MappedInto.class)) {
                verdicts.add(
                        fate + " " + program.getSimpleName(),
                        ForkedJvm.on(JDK).withAgent("").withJvmArgs("-Xmx48m").start(program, fate));
            }
            verdicts.add(
                    fate + " Seep", AllocatorFork.withoutAgent().withAgent("").start(Seep.class, fate));
        }

        Map<String, List<String>> suspects = verdicts.suspects();

        assertThat(suspects)
                .containsEntry("leak Confined", List.of("likely arena-confined helper"))
                .containsEntry("leak Shared", List.of("likely arena-shared helper"))
                .containsEntry("leak Auto", List.of("likely arena-auto helper"))
                .containsEntry("leak Global", List.of("likely arena-global helper"))
                .containsEntry("leak MappedInto", List.of("likely mapped helper"))
                .containsEntry("leak Seep", List.of("likely seep helper"))
                .containsEntry("clean Confined", List.of())
                .containsEntry("clean Shared", List.of())
                .containsEntry("clean Auto", List.of())
                .containsEntry("clean Global", List.of())
                .containsEntry("clean MappedInto", List.of())
                .containsEntry("clean Seep", List.of());
    }

    @Test
    void whatIsHeldButNoLeak_isNotSuspected() throws Exception {
        Verdicts verdicts = new Verdicts();
        verdicts.add("pool", ForkedJvm.on(JDK).withAgent("").start(Pool.class));
        verdicts.add("cache", AllocatorFork.withoutAgent().withAgent("").start(Cache.class));

        assertThat(verdicts.suspects().values()).containsOnly(List.of());
    }

    /** Forgets to close a quarter of its arenas, which it keeps; or none. */
    static final class Confined {
        private static final List<Arena> KEPT = new ArrayList<>();

        public static void main(String[] args) throws Throwable {
            boolean leaks = args[0].equals("leak");
            Pace.run(step -> {
                for (int i = 0; i < 4; i++) {
                    Arena arena = Arena.ofConfined();
                    helper(arena);
                    if (leaks && i == 0) {
                        KEPT.add(arena);
                    } else {
                        arena.close();
                    }
                }
            });
        }

        static MemorySegment helper(Arena arena) {
            return arena.allocate(1_021);
        }
    }

    /** As {@link Confined}, with arenas that any thread may close. */
    static final class Shared {
        private static final List<Arena> KEPT = new ArrayList<>();

        public static void main(String[] args) throws Throwable {
            boolean leaks = args[0].equals("leak");
            Pace.run(step -> {
                for (int i = 0; i < 2; i++) {
                    Arena arena = Arena.ofShared();
                    helper(arena);
                    if (leaks && i == 0) {
                        KEPT.add(arena);
                    } else {
                        arena.close();
                    }
                }
            });
        }

        static MemorySegment helper(Arena arena) {
            return arena.allocate(1_031);
        }
    }

    /** Keeps a quarter of its segments, or leaves all to the garbage collector, which runs now and then. */
    static final class Auto {
        private static final List<MemorySegment> KEPT = new ArrayList<>();
        static volatile byte[] garbage = {};

        public static void main(String[] args) throws Throwable {
            boolean leaks = args[0].equals("leak");
            Pace.run(step -> {
                garbage = new byte[200_000];
                for (int i = 0; i < 4; i++) {
                    MemorySegment segment = helper(Arena.ofAuto());
                    if (leaks && i == 0) {
                        KEPT.add(segment);
                    }
                }
            });
        }

        static MemorySegment helper(Arena arena) {
            return arena.allocate(1_033);
        }
    }

    /** Feeds the arena that is never closed again and again, or once with one big block. */
    static final class Global {
        public static void main(String[] args) throws Throwable {
            boolean leaks = args[0].equals("leak");
            if (!leaks) {
                helper(64 << 20);
            }
            Pace.run(step -> {
                if (leaks) {
                    helper(1_039);
                }
            });
        }

        static MemorySegment helper(long size) {
            return Arena.global().allocate(size);
        }
    }

    /** Forgets to close the arenas of half of its mappings, or none. */
    static final class MappedInto {
        private static final List<Arena> KEPT = new ArrayList<>();

        public static void main(String[] args) throws Throwable {
            boolean leaks = args[0].equals("leak");
            Path file = Files.createFile(Path.of("mapped"));
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
                Pace.run(step -> {
                    for (int i = 0; i < 2; i++) {
                        Arena arena = Arena.ofConfined();
                        helper(channel, arena);
                        if (leaks && i == 0) {
                            KEPT.add(arena);
                        } else {
                            arena.close();
                        }
                    }
                });
            }
        }

        static MemorySegment helper(FileChannel channel, Arena arena) throws IOException {
            return channel.map(FileChannel.MapMode.READ_WRITE, 0, 5_009, arena);
        }
    }

    /** Forgets to free a quarter of its blocks, or none. */
    static final class Seep {
        public static void main(String[] args) throws Throwable {
            boolean leaks = args[0].equals("leak");
            OffHeapAllocator allocator = OffHeapAllocator.create();
            Pace.run(step -> {
                for (int i = 0; i < 4; i++) {
                    long block = helper(allocator);
                    if (!leaks || i != 0) {
                        allocator.free(block);
                    }
                }
            });
        }

        static long helper(OffHeapAllocator allocator) {
            return allocator.allocate(1_049);
        }
    }

    /** Takes its segments at the start. */
    static final class Pool {
        public static void main(String[] args) throws Throwable {
            Arena arena = Arena.ofShared();
            List<MemorySegment> segments = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                segments.add(arena.allocate(10_009));
            }
            Pace.run(step -> segments.get(step % 100).fill((byte) step));
        }
    }

    /** Is full after a third of the run, and frees the oldest entry for each new one from then on. */
    static final class Cache {
        public static void main(String[] args) throws Throwable {
            OffHeapAllocator allocator = OffHeapAllocator.create();
            Deque<Long> entries = new ArrayDeque<>();
            Pace.run(step -> {
                if (entries.size() == Pace.STEPS / 3) {
                    allocator.free(entries.removeFirst());
                }
                entries.addLast(allocator.allocate(2_011));
            });
        }
    }
}
