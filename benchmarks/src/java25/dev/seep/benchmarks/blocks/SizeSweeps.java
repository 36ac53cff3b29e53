// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.benchmarks.blocks;

import java.util.concurrent.atomic.AtomicIntegerArray;

/**
 * Sizes from small to large, over and over (sh6bench and sh8bench of MicroQuill): of each size from 8 to 1,000 bytes a
 * batch is allocated, the more the smaller. Every other block of it is freed in the order of allocation; the others
 * when the size comes again, in the reverse order. Where threads share, a batch is swapped with another thread's of
 * the same size in between.
 */
final class SizeSweeps extends Workload {
    private static final int[] BYTES = {8, 16, 24, 40, 64, 100, 160, 250, 400, 640, 1000};
    private static final int BATCH_BYTES = 16_000;

    private final boolean shares;
    private final int[] own = new int[BYTES.length]; // first slots of batches
    private final AtomicIntegerArray shared;

    SizeSweeps(Team team, int number, boolean shares) {
        super(team, number);
        this.shares = shares;
        for (int i = 0; i < BYTES.length; i++) {
            own[i] = halfFilled(i);
        }
        shared = team.shared(AtomicIntegerArray.class, this::fill);
    }

    private AtomicIntegerArray fill() {
        AtomicIntegerArray batches = new AtomicIntegerArray(BYTES.length);
        for (int i = 0; i < BYTES.length; i++) {
            batches.set(i, halfFilled(i));
        }
        return batches;
    }

    private int halfFilled(int size) {
        int first = team.reserve(blocksOf(size));
        for (int i = 1; i < blocksOf(size); i += 2) {
            blocks.allocate(first + i, BYTES[size]);
        }
        return first;
    }

    private static int blocksOf(int size) {
        return BATCH_BYTES / BYTES[size] / 2 * 2;
    }

    @Override
    int step() {
        int freed = 0;
        for (int size = 0; size < BYTES.length; size++) {
            int count = blocksOf(size);
            if (shares) {
                own[size] = shared.getAndSet(size, own[size]);
            }
            int first = own[size];
            for (int i = count - 1; i > 0; i -= 2) {
                blocks.free(first + i);
            }
            for (int i = 0; i < count; i++) {
                blocks.allocate(first + i, BYTES[size]);
            }
            for (int i = 0; i < count; i += 2) {
                blocks.free(first + i);
            }
            freed += count;
        }
        return freed;
    }
}
