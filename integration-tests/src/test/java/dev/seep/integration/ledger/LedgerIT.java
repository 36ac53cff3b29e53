// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.integration.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seep.integration.fork.EndedJvm;
import dev.seep.integration.fork.EveryJdk;
import dev.seep.integration.fork.ForkedJvm;
import dev.seep.integration.fork.Jdk;
import dev.seep.integration.report.Figures;
import dev.seep.integration.report.Report;
import java.time.Duration;

/**
 * The live table after mixed traffic on four threads, against the program's own ledger.
 *
 * <p>A few seconds long in {@code verify}; the profile {@code soak} makes it 20 minutes, or what {@code -Dseep.soak.seconds}
 * says.
 */
class LedgerIT {
    private static final Duration LENGTH = Duration.ofSeconds(Long.getLong("seep.soak.seconds", 3));
    private static final Duration PATIENCE = LENGTH.plusMinutes(2);

    @EveryJdk
    void everyStackWalked_reportEqualsLedgerLineByLine(Jdk jdk) throws Exception {
        EndedJvm jvm = run(ForkedJvm.on(jdk).withAgent("interval=1"), 2_000);

        Report report = jvm.report();
        Figures raw = below(report, "unsafe", Block.Raw.class);
        assertThat(raw.liveCount()).isEqualTo(jvm.said("raw.count"));
        assertThat(raw.liveBytes()).isEqualTo(jvm.said("raw.bytes"));
        Figures direct = below(report, "direct", Block.Direct.class);
        assertThat(direct.liveCount()).isEqualTo(jvm.said("direct.count"));
        assertThat(direct.liveBytes()).isEqualTo(jvm.said("direct.bytes"));
        checkMapped(jvm);
        assertThat(report.notSeen().lostCount()).isZero();
    }

    @EveryJdk
    void defaultInterval_totalsEqualLedger(Jdk jdk) throws Exception {
        EndedJvm jvm = run(ForkedJvm.on(jdk).withAgent(""), 20_000);

        Report report = jvm.report();
        Figures direct = report.kind("direct");
        assertThat(direct.liveCount()).isEqualTo(jvm.said("direct.count"));
        assertThat(direct.liveBytes()).isEqualTo(jvm.said("direct.bytes"));
        checkMapped(jvm);
        // The JDK keeps some blocks of this kind for itself; LedgerIT's other test counts ours alone.
        assertThat(report.kind("unsafe").liveCount() - jvm.said("raw.count")).isBetween(0L, 30L);
        assertThat(report.notSeen().lostCount()).isZero();
        assertThat(report.totals().unknownFreeCount())
                .as("frees of what the JDK allocated before the agent started")
                .isLessThan(10);
    }

    private static EndedJvm run(ForkedJvm fork, int mostKept) throws Exception {
        EndedJvm jvm = fork.withJvmArgs("-Xmx512m", "-XX:MaxDirectMemorySize=1g")
                .start(MixedTraffic.class, String.valueOf(LENGTH.toMillis()), String.valueOf(mostKept))
                .awaitEnd(PATIENCE);
        assertThat(jvm.exitCode()).as(jvm.toString()).isZero();
        assertThat(jvm.said("operations")).isGreaterThan(1_000);
        return jvm;
    }

    private static void checkMapped(EndedJvm jvm) throws Exception {
        Figures mapped = jvm.report().kind("mapped");
        assertThat(mapped.liveCount()).isEqualTo(jvm.said("mapped.count"));
        assertThat(mapped.liveBytes()).isEqualTo(jvm.said("mapped.bytes"));
    }

    private static Figures below(Report report, String kind, Class<?> caller) {
        return report.sites().stream()
                .filter(site -> site.kind().equals(kind))
                .filter(site -> site.callSite() != null && site.callSite().isIn(caller))
                .map(site -> site.figures())
                .reduce(Figures.NONE, Figures::plus);
    }
}
