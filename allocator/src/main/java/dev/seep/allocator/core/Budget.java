// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.allocator.core;

import java.util.concurrent.atomic.AtomicLong;

/** The bytes that may be in use or kept resident, and those that are. Thread-safe. */
final class Budget {
    private final long maxBytes;
    private final AtomicLong bytes = new AtomicLong();

    Budget(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    /** {@return false, with nothing changed, if {@code more} bytes would go past the limit} */
    boolean tryTake(long more) {
        long old = bytes.get();
        while (more <= maxBytes - old) {
            long seen = bytes.compareAndExchange(old, old + more);
            if (seen == old) {
                return true;
            }
            old = seen;
        }
        return false;
    }

    void give(long less) {
        bytes.addAndGet(-less);
    }

    long bytes() {
        return bytes.get();
    }

    long maxBytes() {
        return maxBytes;
    }
}
