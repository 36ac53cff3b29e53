// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.benchmarks.program;

/** One line that allocates 64 bytes and frees them at once: the cheapest pair there is, so any tool's cost shows. */
final class HotPair extends AtDepth {
    private static final long BYTES = 64;

    @Override
    void loop(int pairs) {
        for (int i = 0; i < pairs; i++) {
            NativeMemory.UNSAFE.freeMemory(NativeMemory.UNSAFE.allocateMemory(BYTES));
        }
    }
}
