// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.integration.allocator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seep.allocator.OffHeapAllocator;
import dev.seep.integration.fork.EndedJvm;
import dev.seep.integration.fork.ForkedJvm;
import dev.seep.integration.fork.Jdk;
import dev.seep.integration.fork.RunningJvm;
import dev.seep.integration.report.Figures;
import dev.seep.integration.report.Report;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The allocator without the agent, with one that is off, with one that comes later, and in a module of its own. */
class AllocatorAbsentIT {
    @Test
    void withoutAgent_nothingOfItIsLoaded() throws Exception {
        EndedJvm jvm = AllocatorFork.withoutAgent()
                .withJvmArgs("-Xlog:class+load:stdout")
                .run(Leaks.class);

        assertThat(jvm.exitCode()).as(jvm.toString()).isZero();
        List<String> loaded =
                jvm.out().lines().filter(line -> line.contains("eep")).toList();
        assertThat(loaded).anyMatch(line -> line.contains("dev.seep.allocator.OffHeapAllocator"));
        assertThat(loaded).noneMatch(line -> line.contains("dev.seep.agent") || line.contains("java.lang.Seep"));
        assertThat(loaded).noneMatch(line -> line.contains("dev.seep.report") || line.contains("dev.seep.shaded"));
    }

    @Test
    void agentThatIsOff_changesNoClass() throws Exception {
        EndedJvm jvm = AllocatorFork.withoutAgent()
                .withJvmArgs("-Xlog:class+load:stdout", "-Xlog:redefine+class*=info:stdout")
                .withAgent("enabled=false")
                .run(Leaks.class);

        assertThat(jvm.exitCode()).as(jvm.toString()).isZero();
        assertThat(jvm.hasReport()).isFalse();
        assertThat(jvm.out()).doesNotContain("java.lang.Seep", "retransform");
    }

    @Test
    void agentThatComesLater_seesWhatComesAfterIt() throws Exception {
        ForkedJvm fork = AllocatorFork.withoutAgent();
        RunningJvm running = fork.start(Leaks.class, "wait").awaitLine("waiting");

        String options = "out=" + fork.report();
        running.jcmd("JVMTI.agent_load", '"' + ForkedJvm.agentJar().toString() + '"', '"' + options + '"');
        Report report = AllocatorFork.reportOf(running.closeInput().awaitEnd());

        assertThat(report.siteAt("seep", Leaks.class, "leak").figures())
                .isEqualTo(new Figures(10_090, 10, 10_090, 10, 0, 0));
        assertThat(report.totals().unknownFreeCount()).isGreaterThanOrEqualTo(1);
    }

    @Test
    void allocatorInAModule_isSeen() throws Exception {
        ForkedJvm fork = ForkedJvm.on(Jdk.JAVA_25)
                .withJvmArgs("-p", AllocatorFork.allocator().toString(), "--add-modules", "dev.seep.allocator")
                .withJvmArgs("--enable-native-access=dev.seep.allocator")
                .withAgent("");

        EndedJvm jvm = fork.run(Leaks.class);

        assertThat(jvm.out()).contains("module dev.seep.allocator");
        assertThat(AllocatorFork.reportOf(jvm)
                        .siteAt("seep", Leaks.class, "leak")
                        .figures())
                .isEqualTo(new Figures(20_180, 20, 20_180, 20, 0, 0));
    }

    /** Leaks ten blocks twice, and frees one; between them it may wait. */
    static final class Leaks {
        public static void main(String[] args) throws IOException {
            OffHeapAllocator allocator = OffHeapAllocator.create();
            long early = allocator.allocate(1_013);
            leak(allocator);
            if (args.length > 0) {
                System.out.println("waiting");
                while (System.in.read() >= 0) {
                    continue;
                }
            }
            leak(allocator);
            allocator.free(early);
            System.out.println(OffHeapAllocator.class.getModule());
        }

        private static void leak(OffHeapAllocator allocator) {
            for (int i = 0; i < 10; i++) {
                allocator.allocate(1_009);
            }
        }
    }
}
