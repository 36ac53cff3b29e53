// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.benchmarks.fork;

import java.util.Arrays;
import java.util.Locale;

/** Repeated measurements of one thing, in the order of the rounds. Confined. */
public final class Samples {
    private double[] values = {};

    /** Adds the next round's measurement. */
    public void add(double value) {
        values = Arrays.copyOf(values, values.length + 1);
        values[values.length - 1] = value;
    }

    /** {@return the median; of an even number, the mean of the middle two} */
    public double median() {
        double[] sorted = sorted();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /** {@return the smallest} */
    public double min() {
        return sorted()[0];
    }

    /** {@return the largest} */
    public double max() {
        return sorted()[values.length - 1];
    }

    /** {@return whether nothing was measured} */
    public boolean isEmpty() {
        return values.length == 0;
    }

    /**
     * {@return each round's measurement divided by that of {@code other} in the same round}
     *
     * <p>What disturbs a whole round, such as another load on the machine, falls out.
     */
    public Samples over(Samples other) {
        Samples ratios = new Samples();
        for (int i = 0; i < values.length; i++) {
            ratios.add(values[i] / other.values[i]);
        }
        return ratios;
    }

    /** {@return each round's measurement minus that of {@code other} in the same round} */
    public Samples minus(Samples other) {
        Samples differences = new Samples();
        for (int i = 0; i < values.length; i++) {
            differences.add(values[i] - other.values[i]);
        }
        return differences;
    }

    /** {@return the smallest and the largest, without decimals} */
    public String range() {
        return String.format(Locale.ROOT, "%,.0f - %,.0f", min(), max());
    }

    private double[] sorted() {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted;
    }
}
