// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.benchmarks.blocks;

/** A program that allocates and frees blocks. Confined to one of its threads, but for what the {@link Team} shares. */
abstract class Workload {
    private static final int SPINS = 1000;

    final Team team;
    final Blocks blocks;
    final Numbers numbers;

    Workload(Team team, int number) {
        this.team = team;
        blocks = team.blocks;
        numbers = new Numbers(number);
    }

    /**
     * Goes on for a while, which is short.
     *
     * @return how many blocks it freed
     */
    abstract int step();

    /** Runs something on a thread of its own, to its end. */
    final void inNewThread(Runnable body) {
        Thread thread = blocks.newThread(body);
        thread.start();
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Waits a moment for another thread, which may need this one's processor.
     *
     * @param waits how often it was called before in a row
     */
    static void pause(int waits) {
        if (waits % SPINS == SPINS - 1) {
            Thread.yield();
        } else {
            Thread.onSpinWait();
        }
    }
}
