// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.benchmarks.program;

import java.nio.ByteBuffer;

/** Allocates direct buffers of a kilobyte and drops them: what frees them is the garbage collector. */
final class DroppedBuffers extends AtDepth {
    private static final int BYTES = 1024;

    private int capacity; // keeps the JIT from dropping the buffers itself

    @Override
    void loop(int pairs) {
        for (int i = 0; i < pairs; i++) {
            capacity += ByteBuffer.allocateDirect(BYTES).capacity();
        }
    }

    @Override
    public String toString() {
        return "capacity=" + capacity;
    }
}
