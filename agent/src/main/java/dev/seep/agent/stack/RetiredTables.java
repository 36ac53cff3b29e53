// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.agent.stack;

import java.lang.ref.PhantomReference;
import java.lang.ref.ReferenceQueue;
import java.util.HashSet;
import java.util.Set;

/** Frees the off-heap memory of tables that were cleared, once no thread can still be reading them. Confined. */
final class RetiredTables {
    /*
     * Implementation notes
     *
     * Threads look stacks up without a lock and without saying so; the garbage collector is the one that knows when
     * the last of them has let go of the tables. A Cleaner would do the same with a thread of its own.
     */
    private final ReferenceQueue<StackTables> unreachable = new ReferenceQueue<>();
    private final Set<Retired> waiting = new HashSet<>(); // or the references themselves would be collected

    /** Frees the memory of {@code tables} in a later call of {@link #freeUnreachable}. */
    void retire(StackTables tables) {
        waiting.add(new Retired(tables, unreachable));
    }

    /** Frees the memory of the tables that nobody can reach any more. */
    void freeUnreachable() {
        for (Object next = unreachable.poll(); next != null; next = unreachable.poll()) {
            Retired retired = (Retired) next;
            if (waiting.remove(retired)) {
                retired.memory.freeAll();
            }
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
