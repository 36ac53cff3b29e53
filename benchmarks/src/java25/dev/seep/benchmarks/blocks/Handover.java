// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.benchmarks.blocks;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * The first thread allocates blocks of 8 to 1,032 bytes, the second one reads and frees them, through a ring of 1,024.
 */
final class Handover extends Workload {
    private static final int PAIRS = 256;
    private static final int LEAST_BYTES = 8;
    private static final int SIZES = 1025;

    private final Ring ring;
    private final boolean produces;
    private long done; // blocks that this thread has passed on
    private long seen; // blocks that the other one had passed on when last looked at
    private long sum;

    Handover(Team team, int number) {
        super(team, number);
        ring = team.shared(Ring.class, () -> new Ring(team));
        produces = number == 0;
    }

    private static final class Ring {
        static final int SLOTS = 1024;
        static final int PRODUCED = 16; // each counter has its cache line to itself
        static final int CONSUMED = 32;

        final AtomicLongArray counters = new AtomicLongArray(48);
        final int first;

        Ring(Team team) {
            first = team.reserve(SLOTS);
        }

        int slot(long position) {
            return first + (int) (position % SLOTS);
        }
    }

    @Override
    int step() {
        return produces ? produce() : consume();
    }

    private int produce() {
        for (int i = 0; i < PAIRS; i++) {
            if (done - seen == Ring.SLOTS && !await(Ring.CONSUMED, done - Ring.SLOTS)) {
                return 0;
            }
            blocks.allocate(ring.slot(done), LEAST_BYTES + numbers.below(SIZES));
            ring.counters.setRelease(Ring.PRODUCED, ++done); // pairs with the getAcquire of the consumer
        }
        return 0;
    }

    private int consume() {
        for (int i = 0; i < PAIRS; i++) {
            if (done == seen && !await(Ring.PRODUCED, done)) {
                return i;
            }
            int slot = ring.slot(done);
            sum += blocks.read(slot);
            blocks.free(slot);
            ring.counters.setRelease(Ring.CONSUMED, ++done); // pairs with the getAcquire of the producer
        }
        return PAIRS;
    }

    private boolean await(int counter, long old) {
        for (int waits = 0; ; waits++) {
            seen = ring.counters.getAcquire(counter);
            if (seen != old) {
                return true;
            }
            if (team.isStopped()) {
                return false;
            }
            pause(waits);
        }
    }

    @Override
    public String toString() {
        return "sum=" + sum;
    }
}
