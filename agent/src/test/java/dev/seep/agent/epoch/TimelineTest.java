// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.agent.epoch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TimelineTest {
    private final Epochs epochs = new Epochs();
    private final Timeline timeline = new Timeline();

    @Test
    void points_areKeptAsTheyWereGiven() {
        epochs.advance(1);
        timeline.add(epochs, 0.06, 1, 2, 3, 4, 5);
        epochs.advance(2);
        timeline.add(epochs, 0.11, 6, 7, 8, Timeline.UNKNOWN, Timeline.UNKNOWN);

        assertThat(points()).containsExactly("0.06 1 2 3 4 5", "0.11 6 7 8 -1 -1");
    }

    @Test
    void the64thPoint_leavesTheLaterOfEachPair() {
        for (int tick = 1; tick <= 66; tick++) {
            if (epochs.advance(tick) > 0) {
                timeline.add(epochs, tick, tick, 0, 0, 0, 0);
            }
        }

        assertThat(points())
                .hasSize(33)
                .startsWith("2.0 2 0 0 0 0", "4.0 4 0 0 0 0")
                .endsWith("66.0 66 0 0 0 0");
    }

    @Test
    void longRun_withSkippedTicks_neverHasMoreThan64Points() {
        int tick = 0;
        for (int step = 1; step <= 20_000; step++) {
            tick += step % 100 == 0 ? 10_007 : step % 3;
            if (epochs.advance(tick) > 0) {
                timeline.add(epochs, tick, step, 0, 0, 0, 0);
                assertThat(points()).hasSizeLessThanOrEqualTo(64);
            }
        }

        assertThat(points()).hasSizeGreaterThanOrEqualTo(32).hasSameSizeAs(Set.copyOf(points()));
    }

    private List<String> points() {
        List<String> points = new ArrayList<>();
        timeline.forEach((seconds, base, mapped, pool, rss, heap) ->
                points.add(seconds + " " + base + " " + mapped + " " + pool + " " + rss + " " + heap));
        return points;
    }
}
