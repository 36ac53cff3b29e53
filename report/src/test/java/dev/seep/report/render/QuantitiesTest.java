// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.report.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;

class QuantitiesTest {
    @Test
    void nanos_ofAnyLength_areShort() {
        assertThat(Quantities.nanos(0)).isEqualTo("<1 ns");
        assertThat(Quantities.nanos(Double.NaN)).isEqualTo("<1 ns");
        assertThat(Quantities.nanos(85.4)).isEqualTo("85 ns");
        assertThat(Quantities.nanos(999.6)).isEqualTo("1.0 us");
        assertThat(Quantities.nanos(1_234)).isEqualTo("1.2 us");
        assertThat(Quantities.nanos(999_949)).isEqualTo("999.9 us");
        assertThat(Quantities.nanos(999_951)).isEqualTo("1 ms");
        assertThat(Quantities.nanos(2.5e9)).isEqualTo("2.5 s");
    }

    @Test
    void bytes_ofAnySize_haveOneDecimalAndABinaryUnit() {
        assertThat(Quantities.bytes(0)).isEqualTo("0 B");
        assertThat(Quantities.bytes(1023)).isEqualTo("1023 B");
        assertThat(Quantities.bytes(1024)).isEqualTo("1.0 KiB");
        assertThat(Quantities.bytes(1_000_003)).isEqualTo("976.6 KiB");
        assertThat(Quantities.bytes((1 << 20) - 1)).isEqualTo("1.0 MiB");
        assertThat(Quantities.bytes(103_286_833)).isEqualTo("98.5 MiB");
        assertThat(Quantities.bytes(Long.MAX_VALUE)).isEqualTo("8.0 EiB");
        assertThat(Quantities.bytes(Long.MAX_VALUE / 8 * 5)).isEqualTo("5.0 EiB");
        assertThat(Quantities.bytes(-5)).isEqualTo("0 B");
    }

    @Test
    void count_ofBlocks_isGroupedAndShortenedFromAThousandMillionOn() {
        assertThat(Quantities.count(0)).isEqualTo("0");
        assertThat(Quantities.count(999)).isEqualTo("999");
        assertThat(Quantities.count(12_345)).isEqualTo("12,345");
        assertThat(Quantities.count(999_999_999)).isEqualTo("999,999,999");
        assertThat(Quantities.count(1_250_000_000)).isEqualTo("1.3 G");
        assertThat(Quantities.count(Long.MAX_VALUE)).isEqualTo("9,223.4 P");
    }

    @Test
    void roughCount_keepsThreeDigits() {
        assertThat(Quantities.roughCount(7)).isEqualTo("7");
        assertThat(Quantities.roughCount(999)).isEqualTo("999");
        assertThat(Quantities.roughCount(1234)).isEqualTo("1,230");
        assertThat(Quantities.roughCount(12_345)).isEqualTo("12,300");
        assertThat(Quantities.roughCount(99_950)).isEqualTo("100,000");
        assertThat(Quantities.roughCount(Long.MAX_VALUE)).isEqualTo("9,220.0 P");
    }

    @Test
    void percent_neverRoundsToNoneOrAll() {
        assertThat(Quantities.percent(0, 10)).isEqualTo("0%");
        assertThat(Quantities.percent(1, 1000)).isEqualTo("<1%");
        assertThat(Quantities.percent(455, 1000)).isEqualTo("46%");
        assertThat(Quantities.percent(999, 1000)).isEqualTo(">99%");
        assertThat(Quantities.percent(10, 10)).isEqualTo("100%");
        assertThat(Quantities.percent(0, 0)).isEqualTo("-");
        assertThat(Quantities.percent(Long.MAX_VALUE / 2, Long.MAX_VALUE)).isEqualTo("50%");
    }

    @Test
    void duration_ofAnyLength_hasAtMostTwoUnits() {
        assertThat(Quantities.duration(0)).isEqualTo("0 s");
        assertThat(Quantities.duration(Double.NaN)).isEqualTo("0 s");
        assertThat(Quantities.duration(0.0001)).isEqualTo("<1 ms");
        assertThat(Quantities.duration(0.85)).isEqualTo("850 ms");
        assertThat(Quantities.duration(0.9999)).isEqualTo("1.0 s");
        assertThat(Quantities.duration(12.34)).isEqualTo("12.3 s");
        assertThat(Quantities.duration(59.98)).isEqualTo("1 min");
        assertThat(Quantities.duration(125)).isEqualTo("2 min 5 s");
        assertThat(Quantities.duration(3 * 3600 + 240)).isEqualTo("3 h 4 min");
        assertThat(Quantities.duration(28 * 86_400 + 3600)).isEqualTo("28 d 1 h");
        assertThat(Quantities.duration(Double.POSITIVE_INFINITY)).isNotEmpty();
    }

    @Test
    void isoTime_ofAnyInstant_isWhatJavaReadsBack() {
        Random random = new Random(1);
        for (int i = 0; i < 1000; i++) {
            Instant time = Instant.ofEpochMilli(random.nextLong() >> 20);
            assertThat(Instant.parse(Quantities.isoTime(time))).isEqualTo(time);
        }
    }

    @Test
    void isoTime_beyondFourDigitYears_endsThere() {
        assertThat(Quantities.isoTime(Instant.MAX)).isEqualTo("9999-12-31T23:59:59.999Z");
        assertThat(Quantities.isoTime(Instant.MIN)).isEqualTo("0000-01-01T00:00:00.000Z");
    }
}
