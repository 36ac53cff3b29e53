// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.agent.jfr;

/**
 * The exact figures of every kind, read while the application runs.
 *
 * <p>Thread-safe; never blocks. Figures read one after the other need not be from the same moment.
 */
public interface LiveFigures {
    /** {@return number of kinds; it may grow, never shrink} */
    int kindCount();

    /** {@return the name of kind {@code kind}, such as {@code direct}, for {@code 0 <= kind < kindCount()}} */
    String kind(int kind);

    /** {@return the layer of kind {@code kind}: {@code base}, {@code mapped} or {@code pool}} */
    String layer(int kind);

    /** {@return bytes allocated and not freed} */
    long liveBytes(int kind);

    /** {@return blocks allocated and not freed} */
    long liveCount(int kind);

    /** {@return bytes allocated since tracking started, freed ones included; 0 for a kind that was never used} */
    long allocatedBytes(int kind);
}
