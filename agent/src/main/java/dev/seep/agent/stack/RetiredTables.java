// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.agent.stack;

import java.lang.ref.PhantomReference;
import java.lang.ref.ReferenceQueue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Frees the off-heap memory of tables that were cleared, once no thread can still be reading them. Thread-safe. */
final class RetiredTables {
    /*
     * Implementation notes
     *
     * Threads look stacks up without a lock and without saying so; the garbage collector is the one that knows when
     * the last of them has let go of the tables. A Cleaner would do the same with a thread of its own.
     */
    private final ReferenceQueue<StackTables> unreachable = new ReferenceQueue<>();
    private final Set<Retired> waiting = ConcurrentHashMap.newKeySet();

    /** Frees the memory of {@code tables} in a later call of {@link #freeUnreachable}. */
    void retire(StackTables tables) {
        waiting.add(new Retired(tables, unreachable));
    }

    void freeUnreachable() {
        for (Object next = unreachable.poll(); next != null; next = unreachable.poll()) {
            Retired retired = (Retired) next;
            waiting.remove(retired);
            retired.memory.freeAll();
        }
    }

    private static final class Retired extends PhantomReference<StackTables> {
        final TableMemory memory;

        Retired(StackTables tables, ReferenceQueue<StackTables> queue) {
            super(tables, queue);
            memory = tables.memory;
        }
    }
}
