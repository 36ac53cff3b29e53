// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.benchmarks.program;

import dev.seep.allocator.OffHeapAllocator;
import java.lang.invoke.VarHandle;

/** One line that takes 64 bytes from Seep's allocator and frees them at once. */
final class PooledPair extends AtDepth {
    private static final long BYTES = 64;

    private final OffHeapAllocator allocator = OffHeapAllocator.defaultInstance();

    @Override
    void loop(int pairs) {
        for (int i = 0; i < pairs; i++) {
            allocator.free(allocator.allocate(BYTES));
            VarHandle.acquireFence(); // or the look for the thread's cache would be made once for all pairs
        }
    }
}
