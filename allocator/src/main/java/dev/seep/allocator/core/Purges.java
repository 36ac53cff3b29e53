// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.allocator.core;

/** Counts the purges that are under way, so that they can be waited for. Thread-safe. */
final class Purges {
    private int running;

    synchronized void begin() {
        running++;
    }

    synchronized void end() {
        running--;
        notifyAll();
    }

    /** Waits until none is under way. An interrupt is kept for later. */
    synchronized void awaitEnd() {
        boolean interrupted = false;
        while (running > 0) {
            try {
                wait();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
