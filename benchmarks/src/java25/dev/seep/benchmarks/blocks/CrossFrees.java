// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.benchmarks.blocks;

import java.util.concurrent.atomic.AtomicIntegerArray;

/**
 * Batches that are freed elsewhere (rptest of rpmalloc): a thread has four batches of 512 blocks of 16 to 8,015 bytes,
 * small ones more often; it replaces one in scattered order and swaps it with another thread's.
 */
final class CrossFrees extends Workload {
    private static final int BATCH = 512;
    private static final int STRIDE = 67; // odd: every block of a batch has its turn
    private static final int OWN = 4;
    private static final int SHARED = 8;
    private static final int LEAST_BYTES = 16;
    private static final int SIZES = 8000;

    private final int[] own = new int[OWN]; // first slots of batches
    private final AtomicIntegerArray shared;

    CrossFrees(Team team, int number) {
        super(team, number);
        for (int i = 0; i < OWN; i++) {
            own[i] = filled();
        }
        shared = team.shared(AtomicIntegerArray.class, this::fill);
    }

    private AtomicIntegerArray fill() {
        AtomicIntegerArray batches = new AtomicIntegerArray(SHARED);
        for (int i = 0; i < SHARED; i++) {
            batches.set(i, filled());
        }
        return batches;
    }

    private int filled() {
        int first = team.reserve(BATCH);
        for (int i = 0; i < BATCH; i++) {
            blocks.allocate(first + i, bytes());
        }
        return first;
    }

    @Override
    int step() {
        int turn = numbers.below(OWN);
        int first = own[turn];
        for (int i = 0; i < BATCH; i++) {
            blocks.free(first + i * STRIDE % BATCH);
        }
        for (int i = 0; i < BATCH; i++) {
            blocks.allocate(first + i, bytes());
        }
        own[turn] = shared.getAndSet(numbers.below(SHARED), first);
        return BATCH;
    }

    private int bytes() {
        return LEAST_BYTES + Math.min(numbers.below(SIZES), numbers.below(SIZES));
    }
}
