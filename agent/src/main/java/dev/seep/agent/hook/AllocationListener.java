// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.agent.hook;

import org.jspecify.annotations.Nullable;

/**
 * Hears of every allocation and free. The one interface between woven code and the agent.
 *
 * <p>Called on any thread, virtual ones and Cleaner threads included, in the middle of the allocating call. What an
 * implementation throws is caught by {@link Hooks} and counted.
 */
public interface AllocationListener {
    /** Hears nothing: the state before tracking starts and after it ends. */
    AllocationListener NONE = new Deaf();

    /**
     * A block was allocated and has not been handed to the caller yet.
     *
     * @param address first byte of the block
     * @param size bytes asked for, as far as the hook point can tell
     * @param kind id of the kind that the hook point stands for; the slot's kind refines it
     * @param slot the calling thread's slot with what outer hook points said, or null when none of them spoke
     */
    void allocated(long address, long size, int kind, @Nullable CallSlot slot);

    /**
     * A block is about to be freed.
     *
     * @param address first byte of the block
     * @param kind id of the kind of the hook point
     */
    void freed(long address, int kind);

    /**
     * All blocks that lie in a range are about to be freed.
     *
     * @param address first byte of the range
     * @param size bytes of the range
     * @param kind id of the kind of the hook point
     */
    void freedWithin(long address, long size, int kind);

    /**
     * A block is about to be reallocated; {@link #reallocated} or {@link #reallocationFailed} follows on this thread.
     *
     * @param address first byte of the block
     * @param kind id of the kind of the hook point
     */
    void reallocating(long address, int kind);

    /**
     * The reallocation succeeded.
     *
     * @param address first byte of the new block, which may be where the old one was
     * @param size bytes asked for
     * @param kind id of the kind of the hook point
     */
    void reallocated(long address, long size, int kind);

    /**
     * A block was reallocated without having moved.
     *
     * @param address first byte of the block
     * @param size bytes asked for
     * @param kind id of the kind of the hook point
     */
    void resized(long address, long size, int kind);

    /**
     * The reallocation failed: the old block is still there.
     *
     * @param kind id of the kind of the hook point
     */
    void reallocationFailed(int kind);

    /**
     * A woven call that was timed has ended.
     *
     * @param site what {@link CallSlot#noteAllocation} was told
     * @param nanos how long the call took, without the agent's own part of it
     * @param early whether this was one of the first calls of its call site, all of which are timed
     */
    void called(int site, long nanos, boolean early);

    /** The listener of nothing. */
    final class Deaf implements AllocationListener {
        @Override
        public void allocated(long address, long size, int kind, @Nullable CallSlot slot) {}

        @Override
        public void freed(long address, int kind) {}

        @Override
        public void freedWithin(long address, long size, int kind) {}

        @Override
        public void reallocating(long address, int kind) {}

        @Override
        public void reallocated(long address, long size, int kind) {}

        @Override
        public void resized(long address, long size, int kind) {}

        @Override
        public void reallocationFailed(int kind) {}

        @Override
        public void called(int site, long nanos, boolean early) {}
    }
}
