// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.agent.stack;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import jdk.internal.misc.Unsafe;
import org.jspecify.annotations.Nullable;

/**
 * A set of 64-bit words that gives every word a number for good, its position.
 *
 * <p>Thread-safe and lock-free: a thread that dies half-way leaves nothing behind that others could wait for. A word is
 * never removed. Off-heap.
 */
final class WordTable {
    /*
     * Implementation notes
     *
     * Layout. Levels, each four times as large as the one before, each an open-addressing table with linear probing.
     * A slot begins with its word; the rest of it, zero at first, belongs to the user of the table. Nothing ever moves,
     * so a position, which is the slot's place in the row of all slots, stays valid, and growth copies nothing.
     *
     * Invariants:
     *   1. a slot goes from FREE to a word or to CLOSED, once, and never changes again;
     *   2. a level holds at most half as many words as slots, so that every probe sequence ends, and soon: a word that
     *      stands further up is looked for in every level below it first;
     *   3. a word stands in one level only. It may be put into the next level only by a thread that has seen its probe
     *      sequence end in a CLOSED slot here; by 1 no thread can put it into this level after that.
     *
     * Why levels and not one table of the final size? That would cost 4 MiB in a program with a hundred stacks. Why not
     * copy into a larger table? Positions would change, and old memory could not be freed under readers.
     */
    static final long FREE = 0;
    static final long CLOSED = -1;

    private static final int FIRST_BITS = 11;
    private static final int GROWTH_BITS = 2;

    private static final Unsafe UNSAFE = Unsafe.getUnsafe();
    private static final long FIRST_OFFSET = UNSAFE.objectFieldOffset(WordTable.class, "first");

    private final TableMemory memory;
    private final int slotBytes;
    private final int lastBits;

    /** Set once, by CAS; so is the next level of each. */
    private volatile @Nullable Level first;

    /**
     * Makes an empty table, which takes no memory until it is used.
     *
     * @param slotBytes bytes a slot, 8 for the word alone, a multiple of 8
     * @param maxWords number of words that there must be room for
     */
    WordTable(TableMemory memory, int slotBytes, int maxWords) {
        this.memory = memory;
        this.slotBytes = slotBytes;
        // The last level alone has room for all: half of its slots stay free.
        lastBits = Math.max(FIRST_BITS, 64 - Long.numberOfLeadingZeros(2L * maxWords - 1));
    }

    /**
     * {@return the position of {@code word}, or 0 if it is not there}
     *
     * @param word neither {@link #FREE} nor {@link #CLOSED}
     */
    int find(long word) {
        for (Level level = first; level != null; level = level.next) {
            int position = level.find(word);
            if (position != 0) {
                return position;
            }
        }
        return 0;
    }

    /**
     * {@return the position of {@code word}, which is there afterwards, or 0 if there is no room}
     *
     * @param word neither {@link #FREE} nor {@link #CLOSED}
     */
    int add(long word) {
        Level level = levelAfter(null);
        while (level != null) {
            int position = level.add(word);
            if (position != 0) {
                return position;
            }
            level = levelAfter(level);
        }
        return 0;
    }

    /** {@return the address of the slot at {@code position}, whose first eight bytes hold the word} */
    long address(int position) {
        Level level = first;
        while (level != null && position > level.lastPosition()) {
            level = level.next;
        }
        if (level == null) {
            throw new IllegalArgumentException("no such position: position=" + position);
        }
        return level.address(position - level.firstPosition);
    }

    /** Hands the positions of all words to {@code action}, while no other thread uses the table. */
    void forEachPosition(IntConsumer action) {
        for (Level level = first; level != null; level = level.next) {
            for (int slot = 0; slot < 1 << level.bits; slot++) {
                long word = UNSAFE.getLong(level.address(slot));
                if (word != FREE && word != CLOSED) {
                    action.accept(level.firstPosition + slot);
                }
            }
        }
    }

    /** {@return the level after {@code before}, the first one if that is null; null if there is no room for it} */
    private @Nullable Level levelAfter(@Nullable Level before) {
        Level level = before == null ? first : before.next;
        return level != null ? level : newLevel(before);
    }

    private @Nullable Level newLevel(@Nullable Level before) {
        if (before != null && before.bits == lastBits) {
            return null;
        }
        int bits = before == null ? FIRST_BITS : Math.min(lastBits, before.bits + GROWTH_BITS);
        int firstPosition = before == null ? 1 : before.lastPosition() + 1;
        long bytes = (long) slotBytes << bits;
        long address = TableMemory.allocate(bytes);
        if (address == 0) {
            return null;
        }
        Level level = new Level(address, slotBytes, bits, firstPosition);
        boolean won = before == null
                ? UNSAFE.compareAndSetReference(this, FIRST_OFFSET, null, level)
                : UNSAFE.compareAndSetReference(before, Level.NEXT_OFFSET, null, level);
        if (won) {
            memory.keep(address, bytes);
        } else {
            TableMemory.free(address, bytes); // nobody has seen it
        }
        return before == null ? first : before.next;
    }

    /** One table of fixed size. */
    private static final class Level {
        static final long NEXT_OFFSET = UNSAFE.objectFieldOffset(Level.class, "next");

        final int firstPosition;
        final int bits;
        volatile @Nullable Level next;
        private final long base;
        private final int slotBytes;
        private final AtomicInteger tickets = new AtomicInteger();

        Level(long base, int slotBytes, int bits, int firstPosition) {
            this.base = base;
            this.slotBytes = slotBytes;
            this.bits = bits;
            this.firstPosition = firstPosition;
        }

        int lastPosition() {
            return firstPosition + (1 << bits) - 1;
        }

        long address(int slot) {
            return base + (long) slot * slotBytes;
        }

        int find(long word) {
            int mask = (1 << bits) - 1;
            for (int slot = Hashing.slot(word, bits); ; slot = slot + 1 & mask) {
                long there = UNSAFE.getLongAcquire(null, address(slot)); // pairs with the exchange in put()
                if (there == word) {
                    return firstPosition + slot;
                }
                if (there == FREE || there == CLOSED) {
                    return 0;
                }
            }
        }

        /** {@return the position of {@code word}, or 0 if it can never stand in this level} */
        int add(long word) {
            int mask = (1 << bits) - 1;
            for (int slot = Hashing.slot(word, bits); ; slot = slot + 1 & mask) {
                long there = UNSAFE.getLongVolatile(null, address(slot));
                if (there == FREE) {
                    there = put(slot, word);
                }
                if (there == word) {
                    return firstPosition + slot;
                }
                if (there == CLOSED) {
                    return 0;
                }
            }
        }

        /** Fills or closes a free slot. {@return what stands there now} */
        private long put(int slot, long word) {
            boolean room = tickets.get() < limit() && tickets.getAndIncrement() < limit();
            long wanted = room ? word : CLOSED;
            long there = UNSAFE.compareAndExchangeLong(null, address(slot), FREE, wanted);
            if (there == FREE) {
                return wanted;
            }
            if (room) {
                tickets.getAndDecrement();
            }
            return there;
        }

        private int limit() {
            return 1 << bits - 1;
        }
    }
}
