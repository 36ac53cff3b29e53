// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.report.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seep.report.SnapshotBuilder;
import dev.seep.report.snapshot.SiteFigures;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How often is the verdict right, where the truth is known? Its output is kept in {@code docs/verdicts.md}. */
class VerdictHistoriesTest {
    private static final int SEEDS = 200;
    private static final int TICKS_A_SECOND = 20;

    @ParameterizedTest
    @CsvSource({
        "4, false, 0",
        "3600, false, 0",
        "2592000, false, 0",
        "4, true, 0",
        "3600, true, 0",
        "2592000, true, 0",
        "4, false, 7000",
        "3600, false, 7000",
        "2592000, false, 7000",
        "4, true, 7000",
        "3600, true, 7000",
        "2592000, true, 7000"
    })
    void suspects_ofSimulatedHistories_areNearlyAllLeaksAndNearlyAllLeaksAreSuspects(
            long seconds, boolean sampled, int firstSeed) {
        int hits = 0;
        int misses = 0;
        int falseAlarms = 0;
        Map<SimulatedPrograms.Program, Map<String, Integer>> verdicts = new EnumMap<>(SimulatedPrograms.Program.class);
        for (SimulatedPrograms.Program program : SimulatedPrograms.Program.values()) {
            for (int seed = firstSeed; seed < firstSeed + SEEDS; seed++) {
                SplittableRandom random = new SplittableRandom(1_000_003L * seed + program.ordinal());
                long ticks = (long) (seconds * TICKS_A_SECOND * (1 + 0.6 * (seed % 100) / 100.0));
                for (SimulatedSite site : new SimulatedPrograms(random).run(program)) {
                    SiteJudgement judgement = judge(site, ticks, sampled, random);
                    boolean suspect = judgement != null && judgement.verdict().isSuspect();
                    hits += suspect && site.leak ? 1 : 0;
                    misses += !suspect && site.leak ? 1 : 0;
                    falseAlarms += suspect && !site.leak ? 1 : 0;
                    String label = (site.leak ? "leak " : "clean ")
                            + (judgement == null
                                    ? "nothing live"
                                    : judgement.verdict().label());
                    verdicts.computeIfAbsent(program, key -> new TreeMap<>()).merge(label, 1, Integer::sum);
                }
            }
        }
        double precision = (double) hits / (hits + falseAlarms);
        double recall = (double) hits / (hits + misses);
        System.out.printf(
                Locale.ROOT,
                "%d s, %s, seeds from %d: precision %.3f, recall %.3f (%d found, %d missed, %d false alarms)%n",
                seconds,
                sampled ? "sampled" : "exact",
                firstSeed,
                precision,
                recall,
                hits,
                misses,
                falseAlarms);
        verdicts.forEach((program, counts) -> System.out.println("    " + program + " " + counts));

        assertThat(precision).isGreaterThanOrEqualTo(0.95);
        assertThat(recall).isGreaterThanOrEqualTo(0.95);
    }

    private static @Nullable SiteJudgement judge(
            SimulatedSite site, long ticks, boolean sampled, SplittableRandom random) {
        SiteFigures recorded = site.recorded(ticks, sampled, random).build();
        Sites sites = Sites.of(new SnapshotBuilder()
                .kind("unsafe", recorded.figures())
                .site(recorded)
                .build());
        return sites.byLiveBytes().isEmpty()
                ? null
                : new Judge(sites.byLiveBytes().get(0)).judge();
    }
}
