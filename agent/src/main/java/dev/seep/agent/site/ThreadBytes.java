// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.agent.site;

import dev.seep.agent.memory.OwnMemory;
import jdk.internal.misc.Unsafe;

/**
 * Bytes by site and thread name, for as many pairs of them as there is room for.
 *
 * <p>Thread-safe and lock-free, but for {@link #free}. Sums are approximate; pairs are not: none is there twice.
 */
final class ThreadBytes {
    /*
     * Implementation notes
     *
     * Layout. One open-addressing table with linear probing, 16 bytes a slot: pair (32 bits, 0 in a free slot), number of the
     * site's next slot (32), bytes (64). The slots of a site are chained, from a word that belongs to the site, so that
     * reading a site does not mean reading the table. Numbers start at 1, so that 0 can end a chain.
     *
     * Invariants:
     *   1. a slot goes from 0 to a pair once, and never changes it;
     *   2. a slot is chained by the thread that filled it, so once; its bytes may be counted before that;
     *   3. at most LIMIT slots and one for each thread under way are filled, so that every probe sequence ends.
     */
    private static final int BITS = 14;
    private static final int SLOTS = 1 << BITS;
    static final int LIMIT = SLOTS / 4 * 3;
    private static final long SLOT_BYTES = 16;
    private static final long TABLE_BYTES = SLOT_BYTES << BITS;

    private static final int NEXT = 4;
    private static final int BYTES = 8;

    private static final int USED = 1 << 31; // tells the pair (0, 0) from a free slot
    private static final int THREAD_BITS = 16;

    private static final Unsafe UNSAFE = Unsafe.getUnsafe();
    private static final long TABLE = UNSAFE.objectFieldOffset(ThreadBytes.class, "table");
    private static final long COUNT = UNSAFE.objectFieldOffset(ThreadBytes.class, "count");

    /** Address of the slots, or 0. Changed by CAS. */
    private volatile long table;

    private volatile int count;
    private long lost; // racy: approximate

    /** Takes the memory of the table, if there is any. To be called by a thread that is inside the agent. */
    void ensure() {
        if (table != 0) {
            return;
        }
        long made = OwnMemory.allocate(TABLE_BYTES);
        if (made != 0 && !UNSAFE.compareAndSetLong(this, TABLE, 0, made)) {
            OwnMemory.free(made, TABLE_BYTES); // nobody has seen it
        }
    }

    /**
     * Adds to the bytes of a pair.
     *
     * @param head address of the site's word, of 32 bits
     */
    void add(long head, int site, int thread, long bytes) {
        long slots = table;
        long slot = slots == 0 ? 0 : slotOf(slots, head, USED | site << THREAD_BITS | thread);
        if (slot == 0) {
            lost++;
            return;
        }
        UNSAFE.putLong(slot + BYTES, UNSAFE.getLong(slot + BYTES) + bytes);
    }

    /** {@return the address of a pair's slot, or 0 if there is no room for it} */
    private long slotOf(long slots, long head, int pair) {
        int index = pair * 0x9e3779b9 >>> Integer.SIZE - BITS;
        while (true) {
            long slot = slots + index * SLOT_BYTES;
            int there = UNSAFE.getIntVolatile(null, slot);
            if (there == 0) {
                if (count >= LIMIT) {
                    return 0;
                }
                there = UNSAFE.compareAndExchangeInt(null, slot, 0, pair);
                if (there == 0) {
                    chain(head, slot, index + 1);
                    return slot;
                }
            }
            if (there == pair) {
                return slot;
            }
            index = index + 1 & (SLOTS - 1);
        }
    }

    private void chain(long head, long slot, int number) {
        UNSAFE.getAndAddInt(this, COUNT, 1);
        int first;
        do {
            first = UNSAFE.getIntVolatile(null, head);
            UNSAFE.putInt(slot + NEXT, first);
        } while (!UNSAFE.compareAndSetInt(null, head, first, number));
    }

    /** Shows the pairs of the site whose word is at {@code head}. */
    void forEach(long head, SiteSamples.ThreadVisitor visitor) {
        int number = UNSAFE.getIntVolatile(null, head); // pairs with the CAS in chain()
        while (number != 0) {
            long slot = table + (number - 1) * SLOT_BYTES;
            visitor.visit(UNSAFE.getInt(slot) & (1 << THREAD_BITS) - 1, UNSAFE.getLong(slot + BYTES));
            number = UNSAFE.getInt(slot + NEXT);
        }
    }

    /** {@return how many times a pair found no room, approximately} */
    long lost() {
        return lost;
    }

    long memoryBytes() {
        return table == 0 ? 0 : TABLE_BYTES;
    }

    /** Gives the memory back. When no other thread uses the table. */
    void free() {
        if (table != 0) {
            OwnMemory.free(table, TABLE_BYTES);
            table = 0;
            count = 0;
        }
    }
}
