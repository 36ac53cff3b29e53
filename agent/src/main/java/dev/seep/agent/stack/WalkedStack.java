// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.agent.stack;

import org.jspecify.annotations.Nullable;

/**
 * One captured stack: its identity now, its frames on demand.
 *
 * <p>Holds on to the classes of its frames, so it must not be kept. The frames of the agent itself never count.
 */
public interface WalkedStack {
    /**
     * Captures the stack of the calling thread, whatever its depth. To be called once, before all else.
     *
     * <p>Takes no off-heap memory and blocks on nothing. May throw {@code StackOverflowError} or {@code OutOfMemoryError}, as
     * any call may. It is the method of {@link Throwable}, which is what walks.
     *
     * @return of no use
     */
    @Nullable
    Throwable fillInStackTrace();

    /**
     * {@return the identity of the first {@code depth} frames, outwards from the allocation}
     *
     * <p>Equal for two stacks whose first {@code depth} frames are equal, and different, but for one chance in
     * 2<sup>64</sup>, for all others.
     *
     * @param depth number of frames, at least 1
     */
    long hash(int depth);

    /**
     * {@return the first {@code depth} frames, outwards from the allocation, without those of the agent}
     *
     * <p>Slow, and drops the frames beyond: to be called once, after {@link #hash}.
     *
     * @param depth number of frames, at least 1; the same as was given to {@link #hash}
     */
    StackTraceElement[] decode(int depth);
}
