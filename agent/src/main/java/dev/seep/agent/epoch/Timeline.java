// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.agent.epoch;

/**
 * The process's memory at the end of each epoch, in at most 64 points.
 *
 * <p>Thread-safe: written once an epoch by the agent's own thread, read by those that take snapshots.
 */
public final class Timeline {
    /** What stands for a figure that is not known. */
    public static final long UNKNOWN = -1;

    private static final int FIGURES = 5;

    private final int[] endTicks = new int[Epochs.GENERATIONS]; // the last tick of each point's epoch
    private final double[] seconds = new double[Epochs.GENERATIONS];
    private final long[] figures = new long[Epochs.GENERATIONS * FIGURES];
    private int count;

    /** Makes an empty time line. */
    public Timeline() {}

    /**
     * Adds a point, after {@link Epochs#advance} has said that an epoch has ended; of two in one epoch the later one stays.
     *
     * @param now seconds since tracking started
     * @param rssBytes resident set size, or {@link #UNKNOWN}
     * @param javaHeapBytes committed Java heap, or {@link #UNKNOWN}
     */
    public synchronized void add(
            Epochs epochs,
            double now,
            long baseBytes,
            long mappedBytes,
            long poolBytes,
            long rssBytes,
            long javaHeapBytes) {
        int shift = epochs.shift();
        int endTick = (epochs.lastEnded() + 1 << shift) - 1;
        fold(shift);
        if (count == 0 || endTicks[count - 1] >>> shift != endTick >>> shift) {
            count++;
        }
        int point = count - 1;
        endTicks[point] = endTick;
        seconds[point] = now;
        figures[point * FIGURES] = baseBytes;
        figures[point * FIGURES + 1] = mappedBytes;
        figures[point * FIGURES + 2] = poolBytes;
        figures[point * FIGURES + 3] = rssBytes;
        figures[point * FIGURES + 4] = javaHeapBytes;
    }

    /** Keeps the last point of each epoch, so that there is room for one more. */
    private void fold(int shift) {
        int kept = 0;
        for (int point = 0; point < count; point++) {
            if (kept == 0 || endTicks[kept - 1] >>> shift != endTicks[point] >>> shift) {
                kept++;
            }
            endTicks[kept - 1] = endTicks[point];
            seconds[kept - 1] = seconds[point];
            System.arraycopy(figures, point * FIGURES, figures, (kept - 1) * FIGURES, FIGURES);
        }
        count = kept;
    }

    /** Shows the points, oldest first. */
    public synchronized void forEach(PointVisitor visitor) {
        for (int point = 0; point < count; point++) {
            int at = point * FIGURES;
            visitor.visit(
                    seconds[point], figures[at], figures[at + 1], figures[at + 2], figures[at + 3], figures[at + 4]);
        }
    }

    /** Is shown the points of a time line. */
    public interface PointVisitor {
        /** Takes one point, as it was given to {@link Timeline#add}. */
        void visit(double seconds, long baseBytes, long mappedBytes, long poolBytes, long rssBytes, long javaHeapBytes);
    }
}
