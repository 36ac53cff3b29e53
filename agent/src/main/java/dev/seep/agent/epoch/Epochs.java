// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.agent.epoch;

/**
 * Divides a run of any length into 32 to 64 generations of equal length, 2^shift ticks of 50 ms each.
 *
 * <p>A generation is the blocks allocated in one epoch. When the 64th epoch ends, pairs of generations become one, and epochs are twice
 * as long from then on. Written by the agent's own thread; {@link #shift} and what is computed from it may be read by all.
 */
public final class Epochs {
    /** Most generations there are. */
    public static final int GENERATIONS = 64;

    /** Length of the live records' tick, which this package is told and does not make. */
    static final double TICK_SECONDS = 0.05;

    private volatile int shift;
    private volatile int tick;
    private int firstEnded;
    private int lastEnded = -1;

    /** Starts at tick 0. */
    public Epochs() {}

    /**
     * Moves on.
     *
     * @param newTick the tick now; ticks may have been skipped, when the process was stopped
     * @return how many epochs have ended since the last call
     */
    public int advance(int newTick) {
        int last = tick;
        int ended = newTick <= last ? 0 : (newTick >>> shift) - (last >>> shift);
        if (ended > 0) {
            int newShift = shift;
            while (newTick >>> newShift >= GENERATIONS) {
                newShift++;
            }
            firstEnded = last >>> newShift;
            lastEnded = (newTick >>> newShift) - 1;
            shift = newShift;
        }
        tick = Math.max(last, newTick);
        return ended;
    }

    /** {@return the binary logarithm of an epoch's length in ticks} */
    public int shift() {
        return shift;
    }

    /** {@return the number of the generation that blocks of a tick belong to, from 0} */
    public int generationOf(int ofTick) {
        return ofTick >>> shift;
    }

    /** {@return when a generation began, in seconds since tracking started} */
    public double startSeconds(int generation) {
        return startSeconds(generation, shift);
    }

    static double startSeconds(int generation, int shift) {
        return ((long) generation << shift) * TICK_SECONDS;
    }

    /** {@return the number of generations, that of the epoch under way included} */
    public int count() {
        return generationOf(tick) + 1;
    }

    /**
     * {@return the first generation whose epoch has ended with the last {@link #advance} that ended one}
     *
     * <p>What was allocated since the epoch before belongs to it, because the clock has stood still since then.
     */
    int firstEnded() {
        return firstEnded;
    }

    /** {@return the last generation whose epoch has ended, or -1} */
    int lastEnded() {
        return lastEnded;
    }
}
