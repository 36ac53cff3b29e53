// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.allocator.core;

import org.jspecify.annotations.Nullable;

/** Java objects for spans of whole pages, made before they are needed. Not thread-safe: the page heap has the lock. */
final class SpareSpans {
    /** As many as one change of the page heap may need. */
    private static final int ENOUGH = 4;

    private @Nullable Span first;
    private int count;

    /**
     * Makes sure that there are as many as one change may need.
     *
     * @throws OutOfMemoryError if the Java heap is full
     */
    void ensure() {
        while (count < ENOUGH) {
            give(Span.ofPages());
        }
    }

    /** {@return a span without pages, whose only block is free} */
    Span take() {
        Span span = first;
        if (span == null) {
            return Span.ofPages();
        }
        first = span.next;
        count--;
        span.next = null;
        return span;
    }

    void give(Span span) {
        span.use = Span.Use.NOTHING;
        span.attention = Span.NOT_NEEDED;
        span.states[0] = Span.FREE;
        span.base = -1;
        span.pageCount = 0;
        span.next = first;
        first = span;
        count++;
    }
}
