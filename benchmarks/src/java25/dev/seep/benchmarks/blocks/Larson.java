// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.benchmarks.blocks;

/**
 * A server whose threads come and go (Larson and Krishnan): 1,000 blocks of 10 to 500 bytes, of which a random one is
 * replaced 20,000 times; then a new thread takes them over and the old one ends.
 */
final class Larson extends Workload {
    private static final int BLOCKS = 1000;
    private static final int REPLACED = 20_000;
    private static final int LEAST_BYTES = 10;
    private static final int SIZES = 491;

    private final int first;

    Larson(Team team, int number) {
        super(team, number);
        first = team.reserve(BLOCKS);
        for (int i = 0; i < BLOCKS; i++) {
            blocks.allocate(first + i, bytes());
        }
    }

    @Override
    int step() {
        inNewThread(this::serve);
        return REPLACED;
    }

    private void serve() {
        for (int i = 0; i < REPLACED; i++) {
            blocks.replace(first + numbers.below(BLOCKS), bytes());
        }
    }

    private int bytes() {
        return LEAST_BYTES + numbers.below(SIZES);
    }
}
