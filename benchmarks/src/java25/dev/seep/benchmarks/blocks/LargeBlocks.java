// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.benchmarks.blocks;

/** Replaces a random one of 20 blocks of 5 to 25 MiB (malloc-large of mimalloc-bench). */
final class LargeBlocks extends Workload {
    private static final int PAIRS = 16;
    private static final int BLOCKS = 20;
    private static final int LEAST_BYTES = 5 << 20;
    private static final int SIZES = 20 << 20;

    private final int first;

    LargeBlocks(Team team, int number) {
        super(team, number);
        first = team.reserve(BLOCKS);
        for (int i = 0; i < BLOCKS; i++) {
            blocks.allocate(first + i, LEAST_BYTES + numbers.below(SIZES));
        }
    }

    @Override
    int step() {
        for (int i = 0; i < PAIRS; i++) {
            blocks.replace(first + numbers.below(BLOCKS), LEAST_BYTES + numbers.below(SIZES));
        }
        return PAIRS;
    }
}
