// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.report.render;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/** Numbers the way people read them, in ASCII and in every locale alike. */
final class Quantities {
    private static final String[] BYTE_UNITS = {" B", " KiB", " MiB", " GiB", " TiB", " PiB", " EiB"};
    private static final String[] COUNT_UNITS = {"", " k", " M", " G", " T", " P"};
    private static final long COUNT_IN_FULL = 1_000_000_000;
    private static final long MINUTE = 60;
    private static final long HOUR = 60 * MINUTE;
    private static final long DAY = 24 * HOUR;

    private Quantities() {}

    /** {@return such as {@code 512 B} or {@code 98.4 MiB}} */
    static String bytes(long bytes) {
        long magnitude = Math.max(0, bytes);
        if (magnitude < 1024) {
            return magnitude + BYTE_UNITS[0];
        }
        int unit = (63 - Long.numberOfLeadingZeros(magnitude)) / 10;
        long tenths = tenths(magnitude, 1L << 10 * unit);
        if (tenths >= 10_240 && unit < BYTE_UNITS.length - 1) {
            unit++;
            tenths = 10; // 1023.96 KiB reads 1.0 MiB
        }
        return tenths / 10 + "." + tenths % 10 + BYTE_UNITS[unit];
    }

    /** {@return such as {@code 12,345}, or {@code 12.3 G} from a thousand million on} */
    static String count(long count) {
        long magnitude = Math.max(0, count);
        if (magnitude < COUNT_IN_FULL) {
            return grouped(magnitude);
        }
        int unit = 3;
        long divisor = COUNT_IN_FULL;
        while (unit < COUNT_UNITS.length - 1 && magnitude / divisor >= 1000) {
            divisor *= 1000;
            unit++;
        }
        long tenths = tenths(magnitude, divisor);
        return grouped(tenths / 10) + "." + tenths % 10 + COUNT_UNITS[unit];
    }

    /** {@return {@code count} to three digits that count, for estimates} */
    static String roughCount(long count) {
        long magnitude = Math.max(0, count);
        long step = 1;
        while (magnitude / step >= 1000) {
            step *= 10;
        }
        long rounded = (magnitude / step + (magnitude % step >= (step + 1) / 2 && step > 1 ? 1 : 0)) * step;
        return count(rounded < 0 ? magnitude : rounded);
    }

    /** {@return such as {@code 23%}, {@code -} of nothing; {@code <1%} and {@code >99%} where rounding would say none or all} */
    static String percent(long part, long whole) {
        if (whole <= 0) {
            return "-";
        }
        if (part <= 0) {
            return "0%";
        }
        if (part >= whole) {
            return "100%";
        }
        double percent = 100.0 * part / whole;
        return percent < 1 ? "<1%" : percent > 99 ? ">99%" : Math.round(percent) + "%";
    }

    /** {@return such as {@code 850 ms}, {@code 12.3 s}, {@code 2 min 5 s} or {@code 3 h 4 min}} */
    static String duration(double seconds) {
        if (!(seconds > 0)) {
            return "0 s";
        }
        if (seconds < 0.9995) {
            long millis = Math.round(seconds * 1000);
            return millis == 0 ? "<1 ms" : millis + " ms";
        }
        long tenths = Math.round(seconds * 10);
        if (tenths < 10 * MINUTE) {
            return tenths / 10 + "." + tenths % 10 + " s";
        }
        long whole = Math.round(seconds);
        if (whole < HOUR) {
            return two(whole / MINUTE, " min", whole % MINUTE, " s");
        }
        if (whole < DAY) {
            return two(whole / HOUR, " h", whole % HOUR / MINUTE, " min");
        }
        return two(whole / DAY, " d", whole % DAY / HOUR, " h");
    }

    /** {@return such as {@code 85 ns}, {@code 1.2 us} or {@code 3 ms}} */
    static String nanos(double nanos) {
        if (!(nanos >= 0.5)) {
            return "<1 ns";
        }
        if (nanos < 999.5) {
            return Math.round(nanos) + " ns";
        }
        if (nanos >= 999_950) {
            return duration(nanos / 1e9);
        }
        long tenths = Math.round(nanos / 100);
        return tenths / 10 + "." + tenths % 10 + " us";
    }

    /** {@return ISO 8601 in UTC to the millisecond, such as {@code 2026-11-21T05:11:49.250Z}} */
    static String isoTime(Instant time) {
        // Not Instant.toString(): its formatter alone loads more classes than all of a report.
        long second = Math.max(-62_167_219_200L, Math.min(253_402_300_799L, time.getEpochSecond()));
        LocalDateTime utc = LocalDateTime.ofEpochSecond(second, time.getNano(), ZoneOffset.UTC);
        StringBuilder text = new StringBuilder(24);
        pad(text, utc.getYear(), 4).append('-');
        pad(text, utc.getMonthValue(), 2).append('-');
        pad(text, utc.getDayOfMonth(), 2).append('T');
        pad(text, utc.getHour(), 2).append(':');
        pad(text, utc.getMinute(), 2).append(':');
        pad(text, utc.getSecond(), 2).append('.');
        pad(text, utc.getNano() / 1_000_000, 3).append('Z');
        return text.toString();
    }

    private static long tenths(long value, long divisor) {
        long rest = value % divisor;
        // times ten would overflow from 922 PB on, where a double is off by less than a tenth
        boolean small = divisor <= Long.MAX_VALUE / 20;
        long fraction = small ? (rest * 10 + divisor / 2) / divisor : Math.round(rest * 10.0 / divisor);
        return value / divisor * 10 + fraction;
    }

    private static String grouped(long value) {
        StringBuilder text = new StringBuilder(Long.toString(value));
        for (int i = text.length() - 3; i > 0; i -= 3) {
            text.insert(i, ',');
        }
        return text.toString();
    }

    private static String two(long large, String largeUnit, long small, String smallUnit) {
        return large + largeUnit + (small == 0 ? "" : " " + small + smallUnit);
    }

    private static StringBuilder pad(StringBuilder text, int value, int width) {
        String digits = Integer.toString(value);
        for (int i = digits.length(); i < width; i++) {
            text.append('0');
        }
        return text.append(digits);
    }
}
