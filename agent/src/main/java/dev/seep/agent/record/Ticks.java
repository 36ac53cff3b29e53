// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.agent.record;

/** The clock of live records: ticks of 50 ms since tracking started, moved on by the agent's own thread. */
public final class Ticks {
    /** Length of a tick in milliseconds. */
    public static final long TICK_MILLIS = 50;

    /** Length of a tick in nanoseconds. */
    public static final long TICK_NANOS = TICK_MILLIS * 1_000_000;

    private final long startNanos = System.nanoTime();

    // Read on every allocation; a tick more or less does not matter, so it is plain.
    private int now;

    /** {@return the current tick, as the agent's own thread has last seen it} */
    public int now() {
        return now;
    }

    /** {@return nanoseconds since tracking started, by the monotonic clock} */
    public long elapsedNanos() {
        return System.nanoTime() - startNanos;
    }

    /** Moves the clock on. Called by one thread. */
    public void advance() {
        now = (int) (elapsedNanos() / TICK_NANOS);
    }
}
