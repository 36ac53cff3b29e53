// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.agent.weave;

/** A class with every shape of hook point, woven by {@link HookWeaverTest}. Its fields stand for a heap. */
public class Sample implements SampleCalls {
    private long address = 4096;
    private boolean closed;

    @Override
    public long allocate(long bytes) {
        long asked = bytes;
        bytes = (bytes + 7) & -8; // as the JDK does: the parameter is overwritten
        if (asked < 0) {
            throw new IllegalStateException("refused");
        }
        long result = 0;
        for (int i = 0; i < 3; i++) {
            result += bytes;
        }
        if (result > 1000) {
            return 2000;
        }
        return 1000;
    }

    @Override
    public void free(long block) {
        if (block == 3) {
            throw new IllegalStateException("refused");
        }
    }

    @Override
    public long reallocate(long block, long bytes) {
        long rounded = (bytes + 7) & -8;
        if (rounded > 100_000) {
            throw new OutOfMemoryError("refused");
        }
        return rounded == 0 ? 0 : block + 1;
    }

    @Override
    public boolean resize(long block, long bytes) {
        if (bytes < 0) {
            throw new IllegalArgumentException("refused");
        }
        return bytes <= 100_000;
    }

    @Override
    public long refined(int bytes, Object session) {
        long padded = bytes + 100L;
        try {
            return allocate(bytes < 0 ? bytes : padded);
        } catch (IllegalStateException e) {
            return -1;
        } finally {
            closed = true;
        }
    }

    @Override
    public long refinedAndThrowing(int bytes, Object session) {
        return allocate(bytes);
    }

    @Override
    public void close() {
        if (!closed) {
            address = 8192;
        }
        closed = true;
    }

    @Override
    public long address() {
        return address;
    }
}
