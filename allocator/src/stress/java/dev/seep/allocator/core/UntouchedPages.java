// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.allocator.core;

import java.util.concurrent.atomic.AtomicLong;

/** Pages that nobody may touch. */
final class UntouchedPages extends NoPages {
    private final AtomicLong next = new AtomicLong(1L << 40);

    @Override
    public long takeForSpan(long pages) {
        return next.getAndAdd(pages * PageMap.PAGE_BYTES) | PageHeap.ZEROED;
    }

    @Override
    public boolean commit(long bytes) {
        return true;
    }
}
