// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.benchmarks.blocks;

import java.util.concurrent.atomic.AtomicIntegerArray;

/**
 * A server that keeps some of what it allocates (mstress of mimalloc): sizes are mostly small, one in a hundred ten
 * times as large, one in a thousand a hundred times. A thread replaces random ones of 1,000 blocks, keeps 2,500 for a
 * while, swaps some with other threads through 1,000 shared places, and ends after 20,000 turns; the next one goes on
 * with its blocks.
 */
final class Stress extends Workload {
    private static final int TURNS = 20_000;
    private static final int PASSING = 1000;
    private static final int KEPT = 2500;
    private static final int SHARED = 1000;

    private final int[] passing = new int[PASSING]; // slots; which ones they are changes
    private final int kept;
    private final AtomicIntegerArray shared;
    private int nextKept;
    private int freed;

    Stress(Team team, int number) {
        super(team, number);
        int first = team.reserve(PASSING);
        for (int i = 0; i < PASSING; i++) {
            passing[i] = first + i;
            blocks.allocate(first + i, bytes());
        }
        kept = team.reserve(KEPT);
        for (int i = 0; i < KEPT; i++) {
            blocks.allocate(kept + i, bytes());
        }
        shared = team.shared(AtomicIntegerArray.class, this::fill);
    }

    private AtomicIntegerArray fill() {
        AtomicIntegerArray slots = new AtomicIntegerArray(SHARED);
        int first = team.reserve(SHARED);
        for (int i = 0; i < SHARED; i++) {
            blocks.allocate(first + i, bytes());
            slots.set(i, first + i);
        }
        return slots;
    }

    @Override
    int step() {
        freed = 0;
        inNewThread(this::serve);
        return freed;
    }

    private void serve() {
        for (int i = 0; i < TURNS; i++) {
            int choice = numbers.below(8);
            if (choice < 4) {
                replace(passing[numbers.below(PASSING)]);
            } else if (choice < 6) {
                replace(kept + nextKept);
                nextKept = (nextKept + 1) % KEPT;
            } else {
                int own = numbers.below(PASSING);
                passing[own] = shared.getAndSet(numbers.below(SHARED), passing[own]);
                replace(passing[own]);
            }
        }
    }

    private void replace(int slot) {
        blocks.replace(slot, bytes());
        freed++;
    }

    private int bytes() {
        int bytes = 8 * (1 + numbers.below(32));
        if (numbers.below(100) == 0) {
            bytes *= 10;
        }
        return numbers.below(1000) == 0 ? bytes * 100 : bytes;
    }
}
