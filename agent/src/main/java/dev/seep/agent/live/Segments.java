// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.agent.live;

import dev.seep.agent.memory.OwnMemory;
import java.util.Arrays;

/**
 * The memory of a structure that grows a piece at a time and never moves: segments of one size.
 *
 * <p>{@link #takeSegment}, {@link #giveBack} and {@link #longerList} are for everybody, the rest is confined to the
 * holder of the shard's lock: memory is taken before the lock is.
 */
final class Segments {
    private static final int FIRST_LENGTH = 8;
    private static final long[] NOT_NEEDED = {};

    private final long bytes;
    private final boolean cleared;
    private long[] addresses = new long[FIRST_LENGTH];
    private int count;

    /**
     * Makes an empty list.
     *
     * @param bytes size of each segment
     * @param cleared whether segments have to be zero at first
     */
    Segments(long bytes, boolean cleared) {
        this.bytes = bytes;
        this.cleared = cleared;
    }

    /** {@return a new segment that is in no list yet, or 0 if memory was refused} */
    long takeSegment() {
        return cleared ? OwnMemory.allocate(bytes) : OwnMemory.allocateUncleared(bytes);
    }

    /** Gives back a segment that is in no list. */
    void giveBack(long segment) {
        OwnMemory.free(segment, bytes);
    }

    /** {@return an array in which the list would find room to grow, or an empty one if it seems to have room} */
    long[] longerList() {
        return count < addresses.length ? NOT_NEEDED : new long[2 * addresses.length];
    }

    /**
     * Adds a segment.
     *
     * @param longer from {@link #longerList}, used if the list is full
     * @return false if the list has been filled meanwhile, so that {@code longer} is too short
     */
    boolean add(long segment, long[] longer) {
        if (count == addresses.length) {
            if (longer.length <= count) {
                return false;
            }
            System.arraycopy(addresses, 0, longer, 0, count);
            addresses = longer;
        }
        addresses[count++] = segment;
        return true;
    }

    int count() {
        return count;
    }

    /** {@return the memory address of a segment, by its place in the list} */
    long at(int index) {
        return addresses[index];
    }

    void free() {
        for (int i = 0; i < count; i++) {
            giveBack(addresses[i]);
        }
        Arrays.fill(addresses, 0);
        count = 0;
    }
}
