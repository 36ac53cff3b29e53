// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.agent.stack;

import java.util.concurrent.atomic.AtomicInteger;

/** Hands out ids, in order, up to a bound. Thread-safe, lock-free. */
final class IdSource {
    private final int bound;
    private final AtomicInteger next;

    /** An id that was taken and not used, or 0. One is enough: two threads that add the same thing leave one id over. */
    private final AtomicInteger spare = new AtomicInteger();

    IdSource(int first, int bound) {
        this.bound = bound;
        next = new AtomicInteger(first);
    }

    /** {@return an id, or 0 if all are taken} */
    int take() {
        int id = spare.getAndSet(0);
        if (id != 0) {
            return id;
        }
        do {
            id = next.get();
            if (id >= bound) {
                return 0;
            }
        } while (!next.compareAndSet(id, id + 1));
        return id;
    }

    /** Takes back an id that nobody has seen. */
    void putBack(int id) {
        spare.set(id);
    }

    boolean areAllTaken() {
        return next.get() >= bound && spare.get() == 0;
    }

    /** {@return one more than the highest id handed out} */
    int end() {
        return next.get();
    }
}
