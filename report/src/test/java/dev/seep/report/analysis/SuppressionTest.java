// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.report.analysis;

import static dev.seep.report.SnapshotBuilder.frame;
import static org.assertj.core.api.Assertions.assertThat;

import dev.seep.report.LabelledSite;
import dev.seep.report.SnapshotBuilder;
import dev.seep.report.snapshot.Figures;
import dev.seep.report.snapshot.Frame;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SuppressionTest {
    private static final Frame ALLOCATE = frame("com.acme.Buffers", "allocate", 10);
    private static final Frame EXPORT = frame("com.acme.Export", "run", 77);
    private static final Frame REPORT = frame("com.acme.Report", "run", 33);
    private static final Figures STAY = new Figures(40_000, 40, 40_000, 40);

    @ParameterizedTest
    @CsvSource({
        "load, com.acme.Cache.load, true",
        "Cache, com.acme.Cache.load, true",
        "^com.acme, com.acme.Cache.load, true",
        "^acme, com.acme.Cache.load, false",
        "load$, com.acme.Cache.load, true",
        "Cache$, com.acme.Cache.load, false",
        "^com.acme.Cache.load$, com.acme.Cache.load, true",
        "^com.acme.Cache.loa$, com.acme.Cache.load, false",
        "^com*load$, com.acme.Cache.load, true",
        "^com*Cache$, com.acme.Cache.load, false",
        "c*e*d, com.acme.Cache.load, true",
        "e*Cache*x, com.acme.Cache.load, false",
        "^a*a$, a, false",
        "a*a, aba, true",
        "aab$, aaab, true",
        "*, com.acme.Cache.load, true",
        "^, x, true",
    })
    void pattern_matchesAsLeakSanitizersDo(String pattern, String name, boolean matches) {
        assertThat(Suppression.matches(pattern, name)).isEqualTo(matches);
    }

    @Test
    void rule_thatMatchesAFrameOfTheSuspect_takesItAway_andIsCounted() {
        Judgement judgement = judge("leak:^com.acme.Export.run$", "leak:com.acme.Nowhere", "kind:direct");

        assertThat(judgement.suspects()).isEmpty();
        assertThat(judgement.suppressions())
                .extracting(Suppression::rule)
                .containsExactly("leak:^com.acme.Export.run$", "leak:com.acme.Nowhere", "kind:direct");
        assertThat(judgement.suppressions()).extracting(Suppression::count).containsExactly(1, 0, 0);
        assertThat(judgement.suppressions().get(0).figures()).isEqualTo(STAY);
    }

    @Test
    void rule_ofASourceFileOrKind_takesTheSuspectAway() {
        assertThat(judge("leak:Export.java").suspects()).isEmpty();
        assertThat(judge("kind:^unsafe$").suspects()).isEmpty();
    }

    @Test
    void rule_thatMatchesOneOfTwoCallers_leavesTheSuspect() {
        Judgement judgement = Judgement.of(Sites.of(new SnapshotBuilder()
                .kind("unsafe", STAY.plus(STAY))
                .site(leak(STAY.plus(STAY))
                        .stack(STAY, STAY, ALLOCATE, EXPORT)
                        .stack(STAY, STAY, ALLOCATE, REPORT)
                        .build())
                .suppress("leak:com.acme.Export.run")
                .build()));

        assertThat(judgement.suspects()).hasSize(1);
        assertThat(judgement.suppressions().get(0).count()).isZero();
    }

    private static Judgement judge(String... rules) {
        return Judgement.of(Sites.of(new SnapshotBuilder()
                .kind("unsafe", STAY)
                .site(leak(STAY).stack(STAY, STAY, ALLOCATE, EXPORT).build())
                .suppress(rules)
                .build()));
    }

    private static LabelledSite leak(Figures figures) {
        LabelledSite site = LabelledSite.of("unsafe", ALLOCATE, figures);
        for (int i = 0; i < 40; i++) {
            site.generation(0.1 * i, figures.liveBytes() / 40, figures.liveBytes() / 40);
        }
        return site;
    }
}
