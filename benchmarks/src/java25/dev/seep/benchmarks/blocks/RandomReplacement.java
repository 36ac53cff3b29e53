// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.benchmarks.blocks;

/** Keeps a number of live blocks of 8 to 1,032 bytes, and replaces a random one at a time. */
final class RandomReplacement extends Workload {
    private static final int PAIRS = 256;
    private static final int LEAST_BYTES = 8;
    private static final int SIZES = 1025;

    private final int live;
    private final int first;

    RandomReplacement(Team team, int number, int live) {
        super(team, number);
        this.live = live;
        first = team.reserve(live);
        for (int i = 0; i < live; i++) {
            blocks.allocate(first + i, LEAST_BYTES + numbers.below(SIZES));
        }
    }

    @Override
    int step() {
        for (int i = 0; i < PAIRS; i++) {
            blocks.replace(first + numbers.below(live), LEAST_BYTES + numbers.below(SIZES));
        }
        return PAIRS;
    }
}
