// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.benchmarks.blocks;

/**
 * Allocates 25, 100, 400 and 1,600 blocks of one size and frees them in the same order (malloc-simple of the GNU C
 * library).
 */
final class Bulk extends Workload {
    private static final int[] COUNTS = {25, 100, 400, 1600};
    private static final int[] BYTES = {16, 64, 256, 1024};

    private final int first;
    private int turn;

    Bulk(Team team, int number) {
        super(team, number);
        first = team.reserve(COUNTS[COUNTS.length - 1]);
    }

    @Override
    int step() {
        int bytes = BYTES[turn++ & BYTES.length - 1];
        int freed = 0;
        for (int count : COUNTS) {
            for (int i = 0; i < count; i++) {
                blocks.allocate(first + i, bytes);
            }
            for (int i = 0; i < count; i++) {
                blocks.free(first + i);
            }
            freed += count;
        }
        return freed;
    }
}
