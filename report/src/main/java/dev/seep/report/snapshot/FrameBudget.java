// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.report.snapshot;

/**
 * How many frames the stacks of a file may have together.
 *
 * <p>Stacks share frames in the file, and not in memory: a small file could ask for more than there is. A table of stacks
 * holds 131,072, most with fewer than 64 frames.
 */
final class FrameBudget {
    private static final int MOST = 1 << 25;

    private int left = MOST;

    void take(int frames) throws DamageException {
        if (frames > left) {
            throw new DamageException();
        }
        left -= frames;
    }
}
