// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.benchmarks.program;

import java.lang.foreign.Arena;

/** Opens a shared arena, allocates 64 bytes in it and closes it. */
final class SharedArena extends AtDepth {
    private static final long BYTES = 64;

    private long sum; // keeps the JIT from dropping the segments

    @Override
    void loop(int pairs) {
        for (int i = 0; i < pairs; i++) {
            try (Arena arena = Arena.ofShared()) {
                sum += arena.allocate(BYTES).address();
            }
        }
    }

    @Override
    public String toString() {
        return "sum=" + sum;
    }
}
