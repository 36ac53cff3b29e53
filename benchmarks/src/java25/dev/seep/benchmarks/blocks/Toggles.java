// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.benchmarks.blocks;

/**
 * A random program by the distributions of real ones (alloc-test of ITHare): one of 20,000 places at a time, some far
 * more often than others, frees its block or allocates one of 16 bytes to 64 KiB; of each doubling half as many as of
 * the one before.
 */
final class Toggles extends Workload {
    private static final int TURNS = 512;
    private static final int PLACES = 20_000;
    private static final int DOUBLINGS = 12;

    private final int first;
    private final boolean[] taken = new boolean[PLACES];

    Toggles(Team team, int number) {
        super(team, number);
        first = team.reserve(PLACES);
    }

    @Override
    int step() {
        int freed = 0;
        for (int i = 0; i < TURNS; i++) {
            int place = numbers.below(1 + numbers.below(PLACES));
            if (taken[place]) {
                blocks.free(first + place);
                freed++;
            } else {
                blocks.allocate(first + place, bytes());
            }
            taken[place] = !taken[place];
        }
        return freed;
    }

    private int bytes() {
        int doubling = Integer.numberOfTrailingZeros(numbers.below(1 << DOUBLINGS) | 1 << DOUBLINGS - 1);
        int least = 16 << doubling;
        return least + numbers.below(least);
    }
}
