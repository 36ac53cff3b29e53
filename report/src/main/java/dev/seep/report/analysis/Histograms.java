// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.report.analysis;

import java.util.ArrayList;
import java.util.List;

/** Histograms as lists of counts. */
final class Histograms {
    private Histograms() {}

    /** {@return {@code histogram} scaled so that it adds up to {@code total}; empty when nothing was counted} */
    static List<Long> scaled(List<Long> histogram, long total) {
        long[] counts = new long[histogram.size()];
        for (int i = 0; i < counts.length; i++) {
            counts[i] = Math.max(0, histogram.get(i));
        }
        return Apportionment.sum(counts) == 0 ? List.of() : list(Apportionment.split(total, counts));
    }

    private static List<Long> list(long[] counts) {
        int length = counts.length;
        while (length > 0 && counts[length - 1] == 0) {
            length--;
        }
        List<Long> list = new ArrayList<>(length);
        for (int i = 0; i < length; i++) {
            list.add(counts[i]);
        }
        return list;
    }

    /** {@return the sum of both, element by element} */
    static List<Long> sum(List<Long> one, List<Long> other) {
        int length = Math.max(one.size(), other.size());
        List<Long> sum = new ArrayList<>(length);
        for (int i = 0; i < length; i++) {
            sum.add((i < one.size() ? one.get(i) : 0) + (i < other.size() ? other.get(i) : 0));
        }
        return sum;
    }
}
