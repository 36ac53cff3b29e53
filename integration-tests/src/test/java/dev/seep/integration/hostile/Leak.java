// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.integration.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seep.integration.fork.EndedJvm;
import dev.seep.integration.program.OffHeap;
import dev.seep.integration.report.Figures;
import dev.seep.integration.report.Report;

/** One way to leak for all programs here, so that each place shows as a caller of {@link #block}. */
final class Leak {
    static final int SIZE = 10_007;

    private Leak() {}

    /** Leaks one block of {@link #SIZE} bytes. */
    static void block() {
        OffHeap.allocate(SIZE);
    }

    /** Checks that the program ended well and leaked {@code count} blocks below one of its methods. */
    static void check(EndedJvm jvm, Class<?> program, String method, long count) throws Exception {
        assertThat(jvm.exitCode()).as(jvm.toString()).isZero();
        assertThat(below(jvm.report(), program, method))
                .as("blocks below %s of %s", method, jvm)
                .isEqualTo(new Figures(count * SIZE, count, count * SIZE, count, 0, 0));
    }

    private static Figures below(Report report, Class<?> program, String method) {
        return report.sites().stream()
                .filter(site -> site.callSite() != null && site.callSite().isIn(OffHeap.class))
                .map(site -> site.below(program, method))
                .reduce(Figures.NONE, Figures::plus);
    }
}
