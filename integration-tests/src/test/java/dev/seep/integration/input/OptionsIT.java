// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.integration.input;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seep.integration.fork.EndedJvm;
import dev.seep.integration.fork.EveryJdk;
import dev.seep.integration.fork.ForkedJvm;
import dev.seep.integration.fork.Jdk;
import dev.seep.integration.program.OffHeap;
import dev.seep.integration.report.Figures;
import dev.seep.integration.report.Report;
import dev.seep.integration.report.Stack;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** What the options do, in a whole JVM. */
class OptionsIT {
    @EveryJdk
    void reportFiles_areWrittenByExtension_forTheirOwnerOnly(Jdk jdk) throws Exception {
        ForkedJvm fork = ForkedJvm.on(jdk);
        Path folder = Files.createDirectory(fork.folder().resolve("reports"));

        EndedJvm jvm = fork.withBareAgent(
                        "interval=1,quiet,out=" + folder + "/%p.json+" + folder + "/a.txt+" + folder + "/b.collapsed")
                .run(LeaksFromTwoCallers.class);

        assertThat(jvm.err()).as(jvm.toString()).isEmpty();
        try (var files = Files.list(folder)) {
            assertThat(files)
                    .hasSize(3)
                    .allSatisfy(file -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                            .isEqualTo("rw-------"));
        }
        assertThat(folder.resolve("a.txt")).content().contains("LeaksFromTwoCallers.leak");
        assertThat(folder.resolve("b.collapsed"))
                .content()
                .containsPattern("LeaksFromTwoCallers.main.*;.*LeaksFromTwoCallers.oneCaller.* " + 100 * 1_009 + "\n");
    }

    @EveryJdk
    void maxLive_thinsTheTable_andSaysSo(Jdk jdk) throws Exception {
        EndedJvm jvm = ForkedJvm.on(jdk).withAgent("interval=1,max-live=4k").run(LeaksManyBlocks.class);

        Report report = jvm.report();
        assertThat(report.notSeen().thinned()).isGreaterThan(1);
        Figures unsafe = report.kind("unsafe");
        assertThat(unsafe.allocatedCount()).isGreaterThanOrEqualTo(LeaksManyBlocks.LEAKS);
        // Some 2,500 records are kept: their number strays by 2 %.
        assertThat((double) unsafe.liveCount()).isBetween(0.85 * LeaksManyBlocks.LEAKS, 1.15 * LeaksManyBlocks.LEAKS);
        assertThat(report.sites())
                .filteredOn(site -> site.kind().equals("unsafe"))
                .noneMatch(site -> site.exact());
    }

    @EveryJdk
    void depth_cutsStacksAtTheFarEnd(Jdk jdk) throws Exception {
        EndedJvm jvm = ForkedJvm.on(jdk).withAgent("interval=1,depth=4").run(LeaksFromTwoCallers.class);

        assertThat(jvm.report().sites())
                .flatMap(site -> site.stacks())
                .allMatch(stack -> stack.frames().size() <= 4);
        assertThat(jvm.report()
                        .siteAt("unsafe", LeaksFromTwoCallers.class, "leak")
                        .figures()
                        .liveBytes())
                .isEqualTo(200 * 1_009);
    }

    @EveryJdk
    void exclude_leavesOutWhatItNames(Jdk jdk) throws Exception {
        EndedJvm jvm =
                ForkedJvm.on(jdk).withAgent("interval=1,exclude=thread:apart*").run(LeaksFromTwoCallers.class);

        assertThat(jvm.report().sites())
                .flatMap(site -> site.stacks())
                .noneMatch((Stack stack) -> stack.holds(LeaksFromTwoCallers.class, "otherCaller"))
                .anyMatch((Stack stack) -> stack.holds(LeaksFromTwoCallers.class, "oneCaller"));
    }

    @EveryJdk
    void withoutJfr_theRecordingHoldsNoneOfOurEvents(Jdk jdk) throws Exception {
        EndedJvm jvm = ForkedJvm.on(jdk)
                .withAgent("interval=1,jfr=false")
                .withRecording()
                .run(LeaksFromTwoCallers.class);

        assertThat(jvm.events("seep.Allocation")).isEmpty();
        assertThat(jvm.events("seep.Site")).isEmpty();
    }

    @EveryJdk
    void collectionDisabled_doesNotHoldUpTheEnd(Jdk jdk) throws Exception {
        EndedJvm jvm = ForkedJvm.on(jdk)
                .withAgent("interval=1,gc")
                .withJvmArgs("-XX:+DisableExplicitGC")
                .run(LeaksFromTwoCallers.class);

        assertThat(jvm.exitCode()).as(jvm.toString()).isZero();
        assertThat(jvm.agentLines()).singleElement().asString().contains("explicit GC");
        assertThat(jvm.report().liveBytesBelow(LeaksFromTwoCallers.class)).isEqualTo(200 * 1_009);
    }

    /** Leaks 100 blocks on the main thread and 100 on another. */
    static final class LeaksFromTwoCallers {
        public static void main(String[] args) throws Exception {
            for (int i = 0; i < 100; i++) {
                oneCaller();
            }
            Thread other = new Thread(LeaksFromTwoCallers::otherCaller, "apart-1");
            other.start();
            other.join();
        }

        private static void oneCaller() {
            leak();
        }

        private static void otherCaller() {
            for (int i = 0; i < 100; i++) {
                leak();
            }
        }

        private static void leak() {
            try {
                if ((long) OffHeap.ALLOCATE.invokeExact(1_009L) == 0) {
                    throw new AssertionError("no block");
                }
            } catch (Throwable t) {
                throw new IllegalStateException(t);
            }
        }
    }

    /** Leaks more blocks than the table is told to keep, slowly enough for its thread to thin it. */
    static final class LeaksManyBlocks {
        static final int LEAKS = 20_000;

        public static void main(String[] args) {
            for (int i = 0; i < LEAKS; i++) {
                OffHeap.allocate(1_009);
                if (i % 5_000 == 0) {
                    passTicks();
                }
            }
            passTicks();
        }

        /** The table is thinned when a tick has passed, which is 50 ms. */
        private static void passTicks() {
            long end = System.nanoTime() + 110_000_000;
            while (System.nanoTime() < end) {
                OffHeap.free(OffHeap.allocate(64));
            }
        }
    }
}
