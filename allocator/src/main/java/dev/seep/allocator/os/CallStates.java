// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.allocator.os;

import java.lang.foreign.Arena;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.VarHandle;

/**
 * Where calls of the operating system leave their error number.
 *
 * <p>It is read after a refusal only, for messages. There is one buffer for {@value #STATES} threads: two of the same
 * buffer, refused at the same moment, may read each other's number.
 */
final class CallStates {
    private static final int STATES = 64;
    private static final long STATE_BYTES = 64;

    private final MemorySegment states = Arena.global().allocate(STATES * STATE_BYTES, STATE_BYTES);
    private final VarHandle error;
    private volatile int lastError;

    /**
     * Makes buffers for an error number.
     *
     * @param name name of the number in {@link Linker.Option#captureStateLayout()}
     */
    CallStates(String name) {
        error = Linker.Option.captureStateLayout().varHandle(MemoryLayout.PathElement.groupElement(name));
    }

    /** {@return the buffer to give to a call by this thread} */
    MemorySegment current() {
        long index = Thread.currentThread().threadId() & STATES - 1;
        return states.asSlice(index * STATE_BYTES, STATE_BYTES);
    }

    /** Keeps the error number of a call that was refused. {@return 0} */
    long refused(MemorySegment state) {
        lastError = (int) error.get(state, 0L);
        return 0;
    }

    /** {@return the error number of a call that was refused lately} */
    int lastError() {
        return lastError;
    }

    /** {@return what to throw after a call that threw, which none does but for lack of stack or a broken linker} */
    static RuntimeException unexpected(Throwable thrown) {
        if (thrown instanceof Error error) {
            throw error;
        }
        return new IllegalStateException("cannot call the operating system", thrown);
    }
}
