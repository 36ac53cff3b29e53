// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.benchmarks.allocator;

import dev.seep.benchmarks.fork.Samples;
import java.util.Locale;

/** Writes figures. */
final class Figure {
    private static final double FEW = 100;

    private Figure() {}

    /** {@return a figure as text, whatever the locale of this JVM} */
    static String number(String format, double figure) {
        return String.format(Locale.ROOT, format, figure);
    }

    /** {@return a time in ns; a short one with a decimal} */
    static String nanos(double nanos) {
        return number(nanos < FEW ? "%.1f" : "%,.0f", nanos);
    }

    /** {@return a ratio with its spread} */
    static String ratio(Samples ratios) {
        return factor(ratios.median()) + " (" + factor(ratios.min()) + " - " + factor(ratios.max()) + ")";
    }

    /** {@return a factor: two decimals while it is small} */
    static String factor(double factor) {
        return number(factor < 10 ? "%.2f" : factor < FEW ? "%.1f" : "%,.0f", factor);
    }

    /** {@return bytes a pair: what is less than a hundredth is not the pair's} */
    static String bytes(double bytes) {
        return number(bytes < 0.01 ? "%.0f" : bytes < FEW ? "%.2f" : "%,.0f", bytes);
    }
}
