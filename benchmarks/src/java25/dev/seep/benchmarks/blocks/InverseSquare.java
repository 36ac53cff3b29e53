// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.benchmarks.blocks;

/**
 * Replaces a random one of 1,024 blocks (malloc-thread of the GNU C library); sizes from 8 bytes to 32 KiB, of which
 * each is the rarer by the square of itself.
 */
final class InverseSquare extends Workload {
    private static final int PAIRS = 256;
    private static final int BLOCKS = 1024;
    private static final int SIZES = 8192;
    private static final double LEAST_BYTES = 8;
    private static final double MOST_BYTES = 32_768;

    private final int first;
    private final int[] bytes = new int[SIZES]; // drawn before, so that drawing them takes no time

    InverseSquare(Team team, int number) {
        super(team, number);
        for (int i = 0; i < SIZES; i++) {
            double share = (double) numbers.below(1 << 30) / (1 << 30);
            bytes[i] = (int) (1 / (1 / LEAST_BYTES - share * (1 / LEAST_BYTES - 1 / MOST_BYTES)));
        }
        first = team.reserve(BLOCKS);
        for (int i = 0; i < BLOCKS; i++) {
            blocks.allocate(first + i, bytes[i]);
        }
    }

    @Override
    int step() {
        for (int i = 0; i < PAIRS; i++) {
            blocks.replace(first + numbers.below(BLOCKS), bytes[numbers.below(SIZES)]);
        }
        return PAIRS;
    }
}
