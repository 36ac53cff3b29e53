// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.benchmarks.blocks;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * One thread only allocates, the other only frees (xmalloc-test of Lever and Boreham): batches of 512 blocks of 16 to
 * 2,048 bytes go through a ring of eight.
 */
final class BatchHandover extends Workload {
    private static final int BATCH = 512;
    private static final int[] BYTES = {16, 24, 32, 48, 64, 96, 128, 192, 256, 384, 512, 768, 1024, 1536, 2048, 16};

    private final Ring ring;
    private final boolean produces;
    private long done; // batches

    BatchHandover(Team team, int number) {
        super(team, number);
        ring = team.shared(Ring.class, () -> new Ring(team));
        produces = number == 0;
    }

    private static final class Ring {
        static final int BATCHES = 8;
        static final int PRODUCED = 16; // each counter has its cache line to itself
        static final int CONSUMED = 32;

        final AtomicLongArray counters = new AtomicLongArray(48);
        final int first;

        Ring(Team team) {
            first = team.reserve(BATCHES * BATCH);
        }

        int slot(long position) {
            return first + (int) (position % BATCHES) * BATCH;
        }
    }

    @Override
    int step() {
        int counter = produces ? Ring.CONSUMED : Ring.PRODUCED;
        long least = produces ? done - Ring.BATCHES + 1 : done + 1;
        int waits = 0;
        while (ring.counters.getAcquire(counter) < least) { // pairs with the setRelease of the other thread
            if (team.isStopped()) {
                return 0;
            }
            pause(waits++);
        }
        int slot = ring.slot(done);
        for (int i = 0; i < BATCH; i++) {
            if (produces) {
                blocks.allocate(slot + i, BYTES[numbers.below(BYTES.length)]);
            } else {
                blocks.free(slot + i);
            }
        }
        ring.counters.setRelease(produces ? Ring.PRODUCED : Ring.CONSUMED, ++done);
        return produces ? 0 : BATCH;
    }
}
