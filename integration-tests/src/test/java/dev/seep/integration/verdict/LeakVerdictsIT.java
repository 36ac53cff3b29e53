// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.integration.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seep.integration.fork.CompiledProgram;
import dev.seep.integration.fork.EveryJdk;
import dev.seep.integration.fork.ForkedJvm;
import dev.seep.integration.fork.Jdk;
import dev.seep.integration.program.OffHeap;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;

/** Leaks and what only looks like one, of the kinds that every JDK has. */
class LeakVerdictsIT {
    private static final String UNSAFE_PROGRAM = "UnsafeTraffic";
    private static final String UNSAFE_SOURCE = """
        import java.lang.reflect.Field;
        import sun.misc.Unsafe;

        public class UnsafeTraffic {
            private static final Unsafe UNSAFE = unsafe();

            public static void main(String[] args) throws Exception {
                boolean leaks = args[0].equals("leak");
                for (int i = 0; i < 1250; i++) {
                    for (int j = 0; j < 4; j++) {
                        long block = helper();
                        if (!leaks || j != 0) {
                            UNSAFE.freeMemory(block);
                        }
                    }
                    Thread.sleep(4);
                }
            }

            private static Unsafe unsafe() {
                try {
                    Field field = Unsafe.class.getDeclaredField("theUnsafe");
                    field.setAccessible(true);
                    return (Unsafe) field.get(null);
                } catch (ReflectiveOperationException e) {
                    throw new AssertionError(e);
                }
            }

            private static long helper() {
                return UNSAFE.allocateMemory(1_009);
            }
        }
        """;

    @EveryJdk
    void leaks_ofFiveSeconds_areSuspectedAndTheirTwinsAreNot(Jdk jdk) throws Exception {
        Verdicts verdicts = new Verdicts();
        for (String fate : List.of("leak", "clean")) {
            ForkedJvm unsafe = ForkedJvm.on(jdk).withAgent("");
            CompiledProgram.compile(unsafe.folder(), UNSAFE_PROGRAM, UNSAFE_SOURCE);
            verdicts.add(fate + " unsafe", unsafe.startMain(UNSAFE_PROGRAM, fate));
            for (Class<?> program : List.of(ByHandle.class, Direct.class, Mapped.class)) {
                verdicts.add(
                        fate + " " + program.getSimpleName(),
                        ForkedJvm.on(jdk).withAgent("").start(program, fate));
            }
        }
        ForkedJvm suppressed = ForkedJvm.on(jdk).withAgent("suppress=known.supp");
        Files.writeString(suppressed.folder().resolve("known.supp"), "leak:LeakVerdictsIT$Direct.helper\n");
        verdicts.add("leak suppressed", suppressed.start(Direct.class, "leak"));
        verdicts.add(
                "clean dropped",
                ForkedJvm.on(jdk).withAgent("").withJvmArgs("-Xmx48m").start(Dropped.class, "clean"));
        verdicts.add(
                "leak dropped",
                ForkedJvm.on(jdk).withAgent("").withJvmArgs("-Xmx48m").start(Dropped.class, "leak"));

        Map<String, List<String>> suspects = verdicts.suspects();

        assertThat(suspects)
                .containsEntry("leak unsafe", List.of("likely unsafe helper"))
                .containsEntry("leak ByHandle", List.of("likely unsafe helper"))
                .containsEntry("leak Direct", List.of("likely direct helper"))
                .containsEntry("leak Mapped", List.of("likely mapped helper"))
                .containsEntry("leak dropped", List.of("likely direct helper"))
                .containsEntry("leak suppressed", List.of())
                .containsEntry("clean unsafe", List.of())
                .containsEntry("clean ByHandle", List.of())
                .containsEntry("clean Direct", List.of())
                .containsEntry("clean Mapped", List.of())
                .containsEntry("clean dropped", List.of());
    }

    @EveryJdk
    void whatIsHeldButNoLeak_isNotSuspected(Jdk jdk) throws Exception {
        Verdicts verdicts = new Verdicts();
        for (Class<?> program : List.of(Pool.class, FullCache.class, CacheThatFills.class)) {
            verdicts.add(
                    program.getSimpleName(), ForkedJvm.on(jdk).withAgent("").start(program));
        }

        assertThat(verdicts.suspects().values()).containsOnly(List.of());
    }

    /** Calls that no call site is known of: method handles leave none. */
    static final class ByHandle {
        public static void main(String[] args) throws Throwable {
            boolean leaks = args[0].equals("leak");
            Pace.run(step -> {
                for (int i = 0; i < 4; i++) {
                    long block = helper();
                    if (!leaks || i != 0) {
                        OffHeap.free(block);
                    }
                }
            });
        }

        static long helper() throws Throwable {
            return (long) OffHeap.ALLOCATE.invokeExact(4_001L);
        }
    }

    /** Keeps a quarter of its buffers, or none. */
    static final class Direct {
        private static final List<ByteBuffer> KEPT = new ArrayList<>();

        public static void main(String[] args) throws Throwable {
            boolean leaks = args[0].equals("leak");
            Pace.run(step -> {
                for (int i = 0; i < 4; i++) {
                    ByteBuffer buffer = helper();
                    if (leaks && i == 0) {
                        KEPT.add(buffer);
                    } else {
                        OffHeap.free(buffer);
                    }
                }
            });
        }

        static ByteBuffer helper() {
            return ByteBuffer.allocateDirect(1_013);
        }
    }

    /** Leaves its buffers to the garbage collector, which runs now and then; or keeps a quarter of them. */
    static final class Dropped {
        private static final List<ByteBuffer> KEPT = new ArrayList<>();
        static volatile byte[] garbage = {};

        public static void main(String[] args) throws Throwable {
            boolean leaks = args[0].equals("leak");
            Pace.run(step -> {
                garbage = new byte[200_000];
                for (int i = 0; i < 4; i++) {
                    ByteBuffer buffer = helper();
                    if (leaks && i == 0) {
                        KEPT.add(buffer);
                    }
                }
            });
        }

        static ByteBuffer helper() {
            return ByteBuffer.allocateDirect(1_019);
        }
    }

    /** Keeps a quarter of its mappings, or none. */
    static final class Mapped {
        private static final List<ByteBuffer> KEPT = new ArrayList<>();

        public static void main(String[] args) throws Throwable {
            boolean leaks = args[0].equals("leak");
            Path file = Files.createFile(Path.of("mapped"));
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
                Pace.run(step -> {
                    for (int i = 0; i < 4; i++) {
                        ByteBuffer buffer = helper(channel);
                        if (leaks && i == 0) {
                            KEPT.add(buffer);
                        } else {
                            OffHeap.free(buffer);
                        }
                    }
                });
            }
        }

        static ByteBuffer helper(FileChannel channel) throws IOException {
            return channel.map(FileChannel.MapMode.READ_WRITE, 0, 5_003);
        }
    }

    /** Takes its buffers at the start, and lends them. */
    static final class Pool {
        private static final Deque<ByteBuffer> FREE = new ArrayDeque<>();

        public static void main(String[] args) throws Throwable {
            for (int i = 0; i < 100; i++) {
                FREE.add(ByteBuffer.allocateDirect(10_007));
            }
            Pace.run(step -> FREE.addLast(FREE.removeFirst().put(0, (byte) step)));
        }
    }

    /** Replaces entries from the start on: it was filled in a moment. */
    static final class FullCache {
        public static void main(String[] args) throws Throwable {
            Cache cache = new Cache(300);
            for (int i = 0; i < 300; i++) {
                cache.put(-i);
            }
            Pace.run(cache::put);
        }
    }

    /** Is full after a third of the run. */
    static final class CacheThatFills {
        public static void main(String[] args) throws Throwable {
            Cache cache = new Cache(Pace.STEPS / 3);
            Pace.run(cache::put);
        }
    }

    /** Drops the oldest entry. */
    static final class Cache {
        private final Deque<ByteBuffer> entries = new ArrayDeque<>();
        private final int capacity;

        Cache(int capacity) {
            this.capacity = capacity;
        }

        void put(int value) {
            if (entries.size() == capacity) {
                OffHeap.free(entries.removeFirst());
            }
            entries.addLast(ByteBuffer.allocateDirect(2_003).putInt(0, value));
        }
    }
}
