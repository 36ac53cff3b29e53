// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.report.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class LifetimesTest {
    @Test
    void late_ofAnElementThatHoldsTheLimit_isItsShareBeyond() {
        Lifetimes lifetimes =
                new Lifetimes(of(0, 8, 0, 6, 0), 0.096); // 8 at 2 to 4 ms, 6 at 8 to 16; the limit is 12 ms

        assertThat(lifetimes.freed).isEqualTo(14);
        assertThat(lifetimes.late).isCloseTo(3, within(1e-9));
    }

    @Test
    void blocksThatExpire_endInTime() {
        assertThat(new Lifetimes(of(0, 0, 0, 0, 0, 0, 0, 0, 0, 40), 4).endInTime())
                .isTrue(); // 0.5 to 1 s
    }

    @Test
    void blocksThatGoAtAnyAge_doNotEndInTime() {
        List<Long> cache = of(0, 0, 0, 0, 0, 0, 0, 0, 0, 40, 40, 40); // as many at 0.5 to 1 s as at 1 to 2 and 2 to 4

        assertThat(new Lifetimes(cache, 4).endInTime()).isFalse();
    }

    @Test
    void blocksThatExpire_inTheElementOfTheLimit_endInTimeWhereNextToNoneGoLater() {
        List<Long> expiring = of(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 40, 5); // 1 to 2 s; a third of the window is 1.67 s
        List<Long> aging = of(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 40, 6);

        assertThat(new Lifetimes(expiring, 5).endInTime()).isTrue();
        assertThat(new Lifetimes(aging, 5).endInTime()).isFalse();
    }

    @Test
    void blocksThatGoAtOnce_areNeverLate() {
        Lifetimes lifetimes = new Lifetimes(of(1000, 100), 4);

        assertThat(lifetimes.late).isZero();
        assertThat(lifetimes.endInTime()).isFalse();
    }

    private static List<Long> of(long... counts) {
        return Arrays.stream(counts).boxed().toList();
    }
}
