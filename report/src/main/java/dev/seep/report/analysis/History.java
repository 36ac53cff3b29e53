// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.report.analysis;

import dev.seep.report.snapshot.Generation;
import java.util.Arrays;
import java.util.List;

/** The generations of one site as sums over ranges, and the ranges that are judged. Immutable. */
final class History {
    /*
     * Implementation notes
     *
     * Ranges are of generations, [from, to). The window is the time in which the site allocated:
     *
     *     0 <= first <= judgedFrom <= middleFrom <= youngFrom <= end <= count
     *
     * A site that began late is judged from its beginning; when the load is over and nothing is allocated any more, the
     * quiet time says nothing and is left out. The first sixteenth of the window is not judged, because what a program
     * sets up at its start would hide whether the rest decays.
     */
    private static final int STARTUP_PART = 16;

    private static final double CERTAIN = 1.64;

    final int count;
    final double epochSeconds;
    final int first;
    final int judgedFrom;
    final int middleFrom;
    final int youngFrom;
    final int end;
    private final double[] allocated;
    private final double[] live;
    private final double[] endLive;

    History(List<Generation> generations) {
        count = generations.size();
        epochSeconds = count < 2
                ? 0
                : (generations.get(count - 1).startSeconds()
                                - generations.get(0).startSeconds())
                        / (count - 1);
        allocated = new double[count];
        live = new double[count];
        endLive = new double[count];
        int firstActive = count;
        int lastActive = -1;
        for (int i = 0; i < count; i++) {
            Generation generation = generations.get(i);
            allocated[i] = generation.allocatedBytes();
            live[i] = generation.liveBytes();
            endLive[i] = generation.endLiveBytes();
            if (allocated[i] > 0) {
                firstActive = Math.min(firstActive, i);
                lastActive = i;
            }
        }
        first = Math.min(firstActive, Math.max(0, lastActive));
        end = lastActive + 1;
        judgedFrom = first + (end - first + STARTUP_PART - 1) / STARTUP_PART;
        middleFrom = judgedFrom + (end - judgedFrom) / 3;
        youngFrom = judgedFrom + (end - judgedFrom) * 2 / 3;
    }

    double allocated(int generation) {
        return allocated[generation];
    }

    double live(int generation) {
        return live[generation];
    }

    double endLive(int generation) {
        return endLive[generation];
    }

    /** {@return length of the window} */
    double windowSeconds() {
        return (end - first) * epochSeconds;
    }

    /** {@return bytes allocated in a range of generations} */
    double allocated(int from, int to) {
        return sum(allocated, from, to);
    }

    /** {@return bytes that are live now, from a range of generations} */
    double live(int from, int to) {
        return sum(live, from, to);
    }

    /** {@return how many generations of a range have live blocks} */
    int occupied(int from, int to) {
        int occupied = 0;
        for (int i = Math.max(0, from); i < to; i++) {
            occupied += live[i] > 0 ? 1 : 0;
        }
        return occupied;
    }

    /** {@return live bytes of the generation in the middle, of those of a range that have any; 0 where none has} */
    double typicalLive(int from, int to) {
        double[] sorted = Arrays.copyOfRange(live, from, Math.max(from, to));
        Arrays.sort(sorted);
        int empty = 0;
        while (empty < sorted.length && sorted[empty] <= 0) {
            empty++;
        }
        return empty == sorted.length ? 0 : sorted[(empty + sorted.length) / 2];
    }

    /** {@return live bytes at the end of each epoch of the window} */
    double[] curve() {
        double[] curve = new double[end - first];
        System.arraycopy(endLive, first, curve, 0, curve.length);
        return curve;
    }

    /**
     * {@return whether the second half of the window frees less than half of what it would if each byte held were as often
     * freed as in the first half, or as each byte allocated there}
     *
     * @param unit bytes that one block, or one sample, stands for
     */
    boolean outgrowsFrees(double unit) {
        int half = first + (end - first) / 2;
        double held = sum(endLive, first, half);
        double freed = freed(first, half) / unit;
        double later = freed(half, end) / unit;
        double traffic = allocated(first, half) > 0 ? allocated(half, end) / allocated(first, half) : 1;
        double expected = held > 0 ? freed * sum(endLive, half, end) / held * Math.min(1, traffic) : 0;
        return later + CERTAIN * Math.sqrt(later + 1) < expected / 2 - CERTAIN * Math.sqrt(expected + 1) / 2;
    }

    /** {@return bytes freed in a range of the window, as the ends of its epochs show} */
    private double freed(int from, int to) {
        double before = from == 0 ? 0 : endLive[from - 1];
        return to > from ? Math.max(0, before + allocated(from, to) - endLive[to - 1]) : 0;
    }

    private static double sum(double[] values, int from, int to) {
        double sum = 0;
        for (int i = Math.max(0, from); i < to; i++) {
            sum += values[i];
        }
        return sum;
    }
}
