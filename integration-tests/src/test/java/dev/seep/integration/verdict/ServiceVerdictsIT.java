// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.integration.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seep.integration.fork.CompiledProgram;
import dev.seep.integration.fork.EveryJdk;
import dev.seep.integration.fork.ForkedJvm;
import dev.seep.integration.fork.Jdk;
import java.util.List;
import java.util.Map;

/** Leaks on lines that do other things as well, as those of services do, and the same without the leak. */
class ServiceVerdictsIT {
    private static final String PROGRAM = "Service";
    private static final String SOURCE = """
        import java.lang.reflect.Field;
        import java.util.ArrayDeque;
        import java.util.Deque;
        import java.util.Random;
        import java.util.concurrent.locks.LockSupport;
        import sun.misc.Unsafe;

        public class Service {
            private static final int STEPS = 1250;
            private static final Unsafe UNSAFE = unsafe();
            private static final Deque<Long> ENTRIES = new ArrayDeque<>();
            private static final long[] TABLES = new long[120 + STEPS];
            private static final Random KEYS = new Random(7);
            private static final long[] HISTORIES = new long[20];

            public static void main(String[] args) {
                boolean leaks = args[1].equals("leak");
                long start = System.nanoTime();
                for (int i = 0; i < STEPS; i++) {
                    switch (args[0]) {
                        case "expiring" -> expiring(i, leaks);
                        case "tables" -> tables(i, leaks);
                        case "tiny" -> tiny(i, leaks);
                        default -> histories(i, leaks);
                    }
                    long wait = start + (i + 1) * 4_000_000L - System.nanoTime();
                    if (wait > 0) {
                        LockSupport.parkNanos(wait);
                    }
                }
            }

            /** Entries go after a sixth of the run; one in ten is forgotten. */
            private static void expiring(int step, boolean leaks) {
                long entry = helper(1_009);
                if (!leaks || step % 10 != 0) {
                    ENTRIES.add(entry);
                }
                if (ENTRIES.size() > STEPS / 6) {
                    UNSAFE.freeMemory(ENTRIES.remove());
                }
            }

            /** A table for each of 120 keys, made at first use; every fifth request has a key of its own. */
            private static void tables(int step, boolean leaks) {
                int key = leaks && step % 5 == 0 ? 120 + step : KEYS.nextInt(120);
                if (TABLES[key] == 0) {
                    TABLES[key] = helper(2_003);
                }
            }

            /** A header of 24 bytes for each body of half a megabyte; one header in three is forgotten. */
            private static void tiny(int step, boolean leaks) {
                ENTRIES.add(helper(512 << 10));
                long header = helper(24);
                if (!leaks || step % 3 != 0) {
                    UNSAFE.freeMemory(header);
                }
                if (ENTRIES.size() > 4) {
                    UNSAFE.freeMemory(ENTRIES.remove());
                }
            }

            /** Histories of 20 users: they grow with each step, or are cut when they are long. */
            private static void histories(int step, boolean leaks) {
                int rounds = step / 20;
                long size = 1_000 + 500L * (leaks ? rounds : rounds % 16);
                HISTORIES[step % 20] = grown(HISTORIES[step % 20], size);
            }

            private static long grown(long history, long size) {
                return UNSAFE.reallocateMemory(history, size);
            }

            private static long helper(long size) {
                return UNSAFE.allocateMemory(size);
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
        }
        """;

    @EveryJdk
    void leaks_besideWhatIsHeldForAWhile_areSuspectedAndTheirTwinsAreNot(Jdk jdk) throws Exception {
        Verdicts verdicts = new Verdicts();
        for (String program : List.of("expiring", "tables", "tiny", "histories")) {
            for (String fate : List.of("leak", "clean")) {
                ForkedJvm jvm = ForkedJvm.on(jdk).withAgent("");
                CompiledProgram.compile(jvm.folder(), PROGRAM, SOURCE);
                verdicts.add(fate + " " + program, jvm.startMain(PROGRAM, program, fate));
            }
        }

        Map<String, List<String>> suspects = verdicts.suspects();

        assertThat(suspects)
                .containsEntry("leak expiring", List.of("likely unsafe helper"))
                .containsEntry("leak tables", List.of("likely unsafe helper"))
                .containsEntry("leak histories", List.of("likely unsafe grown"))
                .containsEntry("clean expiring", List.of())
                .containsEntry("clean tables", List.of())
                .containsEntry("clean tiny", List.of())
                .containsEntry("clean histories", List.of());
        assertThat(suspects.get("leak tiny")).singleElement().asString().startsWith("likely unsafe");
    }
}
