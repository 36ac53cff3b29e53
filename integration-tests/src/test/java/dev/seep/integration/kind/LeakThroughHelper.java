// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.integration.kind;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seep.integration.fork.EndedJvm;
import dev.seep.integration.report.Figures;
import dev.seep.integration.report.Site;
import java.io.IOException;

/**
 * What the report must say of a program whose methods {@code forgetful} and {@code tidy} allocate by the same line of the
 * method {@code helper}, and of which only {@code tidy} frees.
 */
final class LeakThroughHelper {
    private final String kind;
    private final Class<?> program;
    private long leakCount;
    private long leakSize;
    private long cleanCount;
    private long cleanSize;

    private LeakThroughHelper(String kind, Class<?> program) {
        this.kind = kind;
        this.program = program;
    }

    static LeakThroughHelper of(String kind, Class<?> program) {
        return new LeakThroughHelper(kind, program);
    }

    LeakThroughHelper leaks(long count, long size) {
        leakCount = count;
        leakSize = size;
        return this;
    }

    LeakThroughHelper cleanTraffic(long count, long size) {
        cleanCount = count;
        cleanSize = size;
        return this;
    }

    void check(EndedJvm jvm) throws IOException {
        assertThat(jvm.exitCode()).as(jvm.toString()).isZero();
        Site site = jvm.report().siteAt(kind, program, "helper");
        long leaked = leakCount * leakSize;
        long freed = cleanCount * cleanSize;
        assertThat(site.callSite().line()).as("line of %s", site.callSite()).isEqualTo(jvm.said("helper"));
        assertThat(site.exact()).as("exact").isTrue();
        assertThat(site.jdkInternal()).as("jdkInternal").isFalse();
        assertThat(site.figures())
                .as("the site")
                .isEqualTo(new Figures(leaked, leakCount, leaked + freed, leakCount + cleanCount, freed, cleanCount));
        assertThat(site.below(program, "forgetful"))
                .as("the forgetful caller")
                .isEqualTo(new Figures(leaked, leakCount, leaked, leakCount, 0, 0));
        assertThat(site.below(program, "tidy"))
                .as("the tidy caller")
                .isEqualTo(new Figures(0, 0, freed, cleanCount, freed, cleanCount));
        assertThat(jvm.report().liveBytesBelow(program))
                .as("all of the program")
                .isEqualTo(leaked);
    }
}
