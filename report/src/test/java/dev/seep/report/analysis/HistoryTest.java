// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.report.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seep.report.snapshot.Generation;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class HistoryTest {
    private static final int GENERATIONS = 40;

    @Test
    void lineThatFreesAsManyWhileItHoldsMoreAndMore_outgrowsItsFrees() {
        assertThat(history(0, 50).outgrowsFrees(1000)).isTrue();
    }

    @Test
    void lineThatFreesTheMoreTheMoreItHolds_doesNotOutgrowItsFrees() {
        assertThat(history(0.03, 0).outgrowsFrees(1000)).isFalse();
    }

    @Test
    void lineThatFreedFew_isNotSaidToOutgrowItsFrees() {
        assertThat(history(0, 0.25).outgrowsFrees(1000))
                .isFalse(); // 5 in either half, 14 expected: perhaps by accident
    }

    @Test
    void typicalLive_isOfTheGenerationInTheMiddle_ofThoseThatHaveAny() {
        List<Generation> generations = new ArrayList<>();
        for (long live : new long[] {0, 7, 0, 24, 3, 9, 0, 500}) {
            generations.add(new Generation(0.1 * generations.size(), 500, live, live));
        }
        History history = new History(generations);

        assertThat(history.typicalLive(0, 8)).isEqualTo(9);
        assertThat(history.typicalLive(0, 1)).isZero();
    }

    /** 100 blocks of 1,000 bytes an epoch; of those held that share is freed in each, and so many besides. */
    private static History history(double share, double blocks) {
        List<Generation> generations = new ArrayList<>();
        double held = 0;
        for (int i = 0; i < GENERATIONS; i++) {
            held = held * (1 - share) + 1000 * (100 - blocks);
            generations.add(new Generation(0.1 * i, 100_000, 10_000, Math.round(held)));
        }
        return new History(generations);
    }
}
