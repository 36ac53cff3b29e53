// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.agent.stack;

import java.util.function.IntConsumer;
import jdk.internal.misc.Unsafe;

/** Gives 64-bit words ids, each word one id for good. Thread-safe, lock-free, off-heap. */
final class IdTable {
    /*
     * Implementation notes
     *
     * A slot is the word and its id: 16 bytes. An id goes from 0 to its value once, by CAS. Between word and id a slot
     * reads as absent; whoever wants to add the same word meanwhile does not wait but sets the id itself.
     */
    private static final int SLOT_BYTES = 16;
    private static final int ID_OFFSET = 8;

    private static final Unsafe UNSAFE = Unsafe.getUnsafe();

    private final WordTable words;

    IdTable(TableMemory memory, int maxWords) {
        words = new WordTable(memory, SLOT_BYTES, maxWords);
    }

    /** {@return the id of {@code word}, or 0 if it has none} */
    int get(long word) {
        int position = words.find(usable(word));
        if (position == 0) {
            return 0;
        }
        return UNSAFE.getIntAcquire(null, words.address(position) + ID_OFFSET); // pairs with the CAS in putIfAbsent()
    }

    /**
     * {@return the id that {@code word} has from now on, or 0 if there is no room}
     *
     * @param id what to give it if it has none, not 0
     */
    int putIfAbsent(long word, int id) {
        int position = words.add(usable(word));
        if (position == 0) {
            return 0;
        }
        int there = UNSAFE.compareAndExchangeInt(null, words.address(position) + ID_OFFSET, 0, id);
        return there == 0 ? id : there;
    }

    /** Hands all ids to {@code action}, while no other thread uses the table. */
    void forEachId(IntConsumer action) {
        words.forEachPosition(position -> {
            int id = UNSAFE.getInt(words.address(position) + ID_OFFSET);
            if (id != 0) {
                action.accept(id);
            }
        });
    }

    /** The two words that mark slots share an id with two others: a hash that nobody will ever meet. */
    private static long usable(long word) {
        return word == WordTable.FREE || word == WordTable.CLOSED ? 1 : word;
    }
}
