// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.agent.epoch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EpochsTest {
    private final Epochs epochs = new Epochs();

    @Test
    void epoch_isOneTickAtFirst() {
        assertThat(epochs.count()).isEqualTo(1);
        assertThat(epochs.advance(0)).isZero();
        assertThat(epochs.advance(1)).isEqualTo(1);
        assertThat(epochs.advance(1)).isZero();
        assertThat(epochs.advance(4)).isEqualTo(3);

        assertThat(epochs.shift()).isZero();
        assertThat(epochs.count()).isEqualTo(5);
        assertThat(epochs.firstEnded()).isEqualTo(1);
        assertThat(epochs.lastEnded()).isEqualTo(3);
        assertThat(epochs.startSeconds(3)).isEqualTo(0.15000000000000002);
    }

    @Test
    void pairsFold_whenThe64thIsComplete() {
        for (int tick = 1; tick <= 63; tick++) {
            assertThat(epochs.advance(tick)).isEqualTo(1);
        }
        assertThat(epochs.count()).isEqualTo(64);
        assertThat(epochs.shift()).isZero();

        assertThat(epochs.advance(64)).isEqualTo(1);

        assertThat(epochs.shift()).isEqualTo(1);
        assertThat(epochs.count()).isEqualTo(33);
        assertThat(epochs.lastEnded()).isEqualTo(31);
        assertThat(epochs.generationOf(63)).isEqualTo(31);
        assertThat(epochs.startSeconds(32)).isEqualTo(3.2);
        assertThat(epochs.advance(65)).isZero();
        assertThat(epochs.advance(66)).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"80, 1, 41", "72_000, 11, 36", "1_728_000, 15, 53", "48_384_000, 20, 47", "2_147_483_647, 25, 64"})
    void anyRun_hasUpTo64Generations(int ticks, int shift, int count) {
        Epochs skipping = new Epochs();
        skipping.advance(ticks);

        assertThat(skipping.shift()).isEqualTo(shift);
        assertThat(skipping.count()).isEqualTo(count);
        assertThat(skipping.firstEnded()).isZero();
        assertThat(skipping.lastEnded()).isEqualTo(count - 2);
    }

    @Test
    void everyTick_endsEachEpochOnce_andTheFirstEndedFollowsTheLast() {
        int lastEnded = -1;
        int shift = 0;
        for (int tick = 1; tick < 100_000; tick++) {
            int ended = epochs.advance(tick);

            assertThat(ended).isBetween(0, 1);
            if (epochs.shift() != shift) {
                lastEnded = lastEnded >> 1;
                shift = epochs.shift();
                assertThat(epochs.count()).isEqualTo(33);
            } else if (ended == 1) {
                assertThat(epochs.firstEnded()).isEqualTo(lastEnded + 1);
            }
            lastEnded = ended == 1 ? epochs.lastEnded() : lastEnded;
            assertThat(epochs.lastEnded()).isEqualTo(epochs.generationOf(tick) - 1);
            assertThat(epochs.count()).isBetween(1, 64);
        }
    }

    @Test
    void clockThatGoesBack_endsNothing() {
        epochs.advance(10);

        assertThat(epochs.advance(5)).isZero();
        assertThat(epochs.advance(11)).isEqualTo(1);
    }
}
