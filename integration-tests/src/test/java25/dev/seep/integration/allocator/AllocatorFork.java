// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.integration.allocator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seep.allocator.OffHeapAllocator;
import dev.seep.integration.fork.EndedJvm;
import dev.seep.integration.fork.ForkedJvm;
import dev.seep.integration.fork.Jdk;
import dev.seep.integration.report.Report;
import java.net.URISyntaxException;
import java.nio.file.Path;

/** JVMs with the allocator on their class path. */
public final class AllocatorFork {
    private AllocatorFork() {}

    /** {@return a JVM without agent that may use the allocator} */
    public static ForkedJvm withoutAgent() {
        return ForkedJvm.on(Jdk.JAVA_25)
                .withJvmArgs("--enable-native-access=ALL-UNNAMED", "-Xverify:all")
                .withClassPath(allocator().toString());
    }

    /** {@return the report of a program that ended well, under the agent with these options} */
    static Report report(String options, Class<?> program) throws Exception {
        return reportOf(withoutAgent().withAgent(options).run(program));
    }

    /** {@return the report of a JVM that ended well, in which everything was woven} */
    static Report reportOf(EndedJvm jvm) throws Exception {
        assertThat(jvm.exitCode()).as(jvm.toString()).isZero();
        assertThat(jvm.agentLines()).isEmpty();
        Report report = jvm.report();
        assertThat(report.notSeen().classesNotWoven()).isEmpty();
        assertThat(report.notSeen().lostCount()).isZero();
        return report;
    }

    /** {@return the allocator's jar, or the folder of its classes} */
    static Path allocator() {
        try {
            return Path.of(OffHeapAllocator.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException("the allocator has no place on disk", e);
        }
    }
}
