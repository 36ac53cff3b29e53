// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.integration.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seep.integration.fork.ForkedJvm;
import dev.seep.integration.fork.Jdk;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Arenas, whose death without a close proves a leak. */
class ArenaOwnersIT {
    @ParameterizedTest
    @CsvSource({"confined, arena-confined", "shared, arena-shared"})
    void arenas_droppedWithoutAClose_areCertainLeaks(String arena, String kind) throws Exception {
        SiteOwners owners = SiteOwners.of(
                ForkedJvm.on(Jdk.JAVA_25).withAgent("gc,interval=1").run(Arenas.class, arena, "drop"),
                kind,
                "allocate");

        assertThat(owners).isEqualTo(new SiteOwners("certain", 20, 0, 30));
    }

    @Test
    void arenas_dropped_areCertainLeaksByTheDefaultOptionsToo() throws Exception {
        SiteOwners owners = SiteOwners.of(
                ForkedJvm.on(Jdk.JAVA_25).withAgent("gc").run(Arenas.class, "confined", "drop"),
                "arena-confined",
                "allocate");

        assertThat(owners.verdict()).isEqualTo("certain");
        assertThat(owners.lost()).isBetween(1L, 20L);
    }

    @ParameterizedTest
    @CsvSource({"confined, arena-confined", "shared, arena-shared"})
    void arenas_keptWithoutAClose_areNot(String arena, String kind) throws Exception {
        SiteOwners owners = SiteOwners.of(
                ForkedJvm.on(Jdk.JAVA_25).withAgent("gc,interval=1").run(Arenas.class, arena, "keep"),
                kind,
                "allocate");

        assertThat(owners.verdict()).isNotEqualTo("certain");
        assertThat(owners.lost()).isZero();
        assertThat(owners.closed()).isEqualTo(30);
    }

    @Test
    void arenas_thatACleanerCloses_areNeverLost() throws Exception {
        SiteOwners owners = SiteOwners.of(
                ForkedJvm.on(Jdk.JAVA_25).withAgent("gc,interval=1").run(Arenas.class, "auto", "some"),
                "arena-auto",
                "allocate");

        assertThat(owners.verdict()).isNotEqualTo("certain");
        assertThat(owners.lost()).isZero();
        assertThat(owners.freedByGc()).isEqualTo(40);
    }

    /** Makes 50 arenas: closes 30 and keeps or drops 20; or keeps 10 and drops 40 of those that have no close. */
    static final class Arenas {
        private static final List<MemorySegment> KEPT = new ArrayList<>();

        public static void main(String[] args) {
            for (int i = 0; i < 50; i++) {
                Arena arena = newArena(args[0]);
                MemorySegment segment = allocate(arena);
                if (args[1].equals("some")) {
                    if (i % 5 == 0) {
                        KEPT.add(segment);
                    }
                } else if (i % 5 < 3) {
                    arena.close();
                } else if (args[1].equals("keep")) {
                    KEPT.add(segment);
                }
            }
        }

        private static Arena newArena(String name) {
            return switch (name) {
                case "confined" -> Arena.ofConfined();
                case "shared" -> Arena.ofShared();
                default -> Arena.ofAuto();
            };
        }

        static MemorySegment allocate(Arena arena) {
            return arena.allocate(1_009);
        }
    }
}
