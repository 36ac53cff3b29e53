// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.report.analysis;

import java.util.List;

/** How old the blocks of a site had become when they were freed, beside the time in which it allocated. Immutable. */
final class Lifetimes {
    /*
     * Implementation notes
     *
     * Late is what goes after an eighth of the window. A cache that is filling frees at any age: blocks are 1.4 times as often
     * freed after a third of the window as between an eighth and a third of it, as long as few are freed at all; 0.7 times
     * when nine in ten would be by the window's end. Sessions and entries that expire are freed in their time, and
     * then no more: what is older than that was forgotten. Elements are cut in proportion, because a power of two is coarse;
     * but where nothing went after an element, what is in it had the same lifetime, and rather a short one.
     */
    private static final double MILLIS = 1000;
    private static final double LATE = 1.0 / 8;
    private static final double VERY_LATE = 1.0 / 3;
    private static final double VERY_LATE_OF_LATE = 0.25;
    private static final double NEXT_TO_NONE = 0.125;

    private final List<Long> histogram;

    /** How many were freed. */
    final double freed;

    /** How many were freed at an age of an eighth of the window and more. */
    final double late;

    private final double veryLate;

    /**
     * @param histogram freed blocks, element {@code i} from {@code 2^i} milliseconds on
     * @param windowSeconds time in which the site allocated
     */
    Lifetimes(List<Long> histogram, double windowSeconds) {
        this.histogram = histogram;
        freed = from(0);
        late = from(LATE * windowSeconds);
        veryLate = ending(VERY_LATE * windowSeconds);
    }

    /** As {@link #from}, but of an element with hardly anything beyond it all is taken to lie in its lower half. */
    private double ending(double seconds) {
        double millis = seconds * MILLIS;
        int at = millis < 2 ? 0 : Math.getExponent(millis);
        boolean ends = at < histogram.size()
                && millis >= 1.5 * Math.scalb(1.0, at)
                && (at + 1 == histogram.size() || histogram.get(at + 1) <= NEXT_TO_NONE * histogram.get(at));
        return from(ends ? Math.scalb(1.0, at + 1) / MILLIS : seconds);
    }

    private double from(double seconds) {
        double millis = seconds * MILLIS;
        double count = 0;
        for (int i = 0; i < histogram.size(); i++) {
            double least = i == 0 ? 0 : Math.scalb(1.0, i);
            double most = Math.scalb(1.0, i + 1);
            count += histogram.get(i) * Math.max(0, Math.min(1, (most - millis) / (most - least)));
        }
        return count;
    }

    /** {@return whether blocks live for long, go in their time, and hardly any after it, by one standard error} */
    boolean endInTime() {
        return veryLate + Math.sqrt(veryLate + 1) < VERY_LATE_OF_LATE * (late - veryLate);
    }
}
