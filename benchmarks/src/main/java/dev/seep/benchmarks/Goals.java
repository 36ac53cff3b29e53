// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.benchmarks;

import dev.seep.benchmarks.fork.ResultTable;
import java.util.Locale;

/** Writes figures and says whether goals are reached. */
final class Goals {
    private Goals() {}

    /** Adds a line below a table: a goal, the figure, and whether the figure is no more than {@code most}. */
    static void note(ResultTable table, String goal, String format, double figure, double most) {
        table.note("goal: " + goal + ": " + number(format, figure) + ", " + (figure <= most ? "met" : "NOT MET"));
    }

    /** {@return a figure as text, whatever the locale of this JVM} */
    static String number(String format, double figure) {
        return String.format(Locale.ROOT, format, figure);
    }
}
