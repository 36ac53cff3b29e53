// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.allocator.core;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * The blocks of a span: where they are, and which of them are live.
 *
 * <p>Each block has a byte that says whether it is free. That byte is the only truth about it: whoever frees the block sets
 * it, whoever hands it out clears it, and what else there is, queues and hints, only helps to find free blocks.
 */
abstract sealed class BlockStates permits Span {
    /*
     * Implementation notes
     *
     * What every allocation and free reads of a span is here and not in Span, because the JVM puts the fields of a superclass
     * together: one cache line instead of two.
     *
     * Who may do what. Any thread may free a block: it reads the state, which must be LIVE, and writes FREE. Blocks are
     * handed out by one thread at a time: the one whose cache has the span in hand. So neither needs an atomic instruction,
     * and a free costs the same whoever allocated the block. Large blocks are freed by an atomic instruction (claim()), for
     * the thread that frees one may keep it in hand, CACHED, for its next allocation.
     *
     * A byte and not a bit, because threads write neighbouring states at the same time. Two threads that free the same small
     * block within the same nanoseconds, both between reading and writing its state, may both get away with it; an atomic
     * instruction, which would tell them apart, costs as much as all the rest of a free.
     *
     * A large block is claimed for as long as a reallocation takes, too: its memory can't go away while it is copied or moved,
     * and a thread that frees it meanwhile is told.
     *
     * Tried and rejected: a stack for each thread and size class, in front of the span in hand, of blocks that the thread has
     * freed, last in, first out. It makes 100,000 live blocks faster (48 instead of 57 ns), but the pair slower (14.7 instead
     * of 10.7), 1,000 live (19.7 instead of 18.1), web requests (20.3 instead of 13.6) and game frames (28 instead of 13.6):
     * a free has to find its thread's stack, and an allocation the state of the block.
     *
     * Order. A free writes the state by setRelease; whoever looks for free blocks reads the states of a group plainly and
     * puts an acquireFence before it hands one of them out.
     */
    static final byte LIVE = 0;
    static final byte FREE = 1;
    static final byte NEVER = 2; // not handed out yet, or behind the last block
    static final byte CACHED = 3; // free, and in the hand of the thread that freed it: large blocks only
    static final byte CHANGING = 4; // being reallocated by one thread, and free for no other: large blocks only

    /** What {@link #attention} says after a free: nothing more to do. */
    static final int NOT_NEEDED = 0;

    /** The span is in nobody's hand and in no queue: put it into its queue. */
    static final int PARKED = 1;

    /** The span was one large block: free its pages. */
    static final int LARGE = 2;

    /** The span was one large block with a mapping of its own: unmap it. */
    static final int DIRECT = 3;

    private static final int RECIPROCAL_SHIFT = 32;
    private static final VarHandle STATES = MethodHandles.arrayElementVarHandle(byte[].class);

    final byte[] states;
    final long reciprocal; // of the block size, times 2^32 and rounded up; 0 where there is one block
    final int sizeClass; // NO_CLASS unless the use is SMALL_BLOCKS

    int attention; // that a free has to pay
    long base = -1;
    long blockBytes;

    BlockStates(int sizeClass, int blockBytes, int length) {
        this.sizeClass = sizeClass;
        this.blockBytes = blockBytes;
        reciprocal = blockBytes == 0 ? 0 : (1L << RECIPROCAL_SHIFT) / blockBytes + 1;
        states = new byte[length];
    }

    /** {@return the index of the block at {@code address}; any number if no block starts there} */
    int indexOf(long address) {
        return (int) ((address - base) * reciprocal >>> RECIPROCAL_SHIFT);
    }

    /** {@return whether {@code index} is that of a live block at {@code address}} */
    boolean isLive(int index, long address) {
        byte[] states = this.states;
        return Integer.compareUnsigned(index, states.length) < 0
                && base + index * blockBytes == address
                && states[index] == LIVE;
    }

    /**
     * Makes a live block free. What the caller did to its memory happens before it is handed out again.
     *
     * @return whether {@link #attention} has to be looked at
     */
    boolean free(int index) {
        STATES.setRelease(states, index, FREE); // pairs with the acquireFence in freeBlocks()
        return attention != NOT_NEEDED;
    }

    /**
     * Takes the one block of a span from the program.
     *
     * @param state what it is then: {@link #CACHED} or {@link #CHANGING}
     * @return false if another thread was faster, which frees or reallocates the block as well
     */
    boolean claim(long address, byte state) {
        if (!STATES.compareAndSet(states, 0, LIVE, state)) {
            return false;
        }
        if (base == address) {
            return true;
        }
        unclaim(); // it was freed before, and this is another block by now
        return false;
    }

    /** Gives the one block of a span back to the program. */
    void unclaim() {
        STATES.setRelease(states, 0, LIVE); // pairs with the compareAndSet in claim()
    }
}
