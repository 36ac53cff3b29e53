// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.benchmarks.blocks;

/** A program that allocates and frees blocks. Confined to one of its threads, but for what the {@link Team} shares. */
abstract class Workload {
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
}
