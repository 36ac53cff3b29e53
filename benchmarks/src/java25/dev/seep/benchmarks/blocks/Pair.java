// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.benchmarks.blocks;

/** Allocates a block of one size and frees it at once. */
final class Pair extends Workload {
    private static final int PAIRS = 256;

    private final int bytes;
    private final int slot;

    Pair(Team team, int number, int bytes) {
        super(team, number);
        this.bytes = bytes;
        slot = team.reserve(1);
    }

    @Override
    int step() {
        for (int i = 0; i < PAIRS; i++) {
            blocks.allocate(slot, bytes);
            blocks.free(slot);
        }
        return PAIRS;
    }
}
