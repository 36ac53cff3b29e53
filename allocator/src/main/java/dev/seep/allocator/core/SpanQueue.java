// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.allocator.core;

import org.jspecify.annotations.Nullable;

/** Spans in the order in which they came. Not thread-safe. */
final class SpanQueue {
    private @Nullable Span first;
    private @Nullable Span last;

    @Nullable
    Span first() {
        return first;
    }

    void addLast(Span span) {
        span.previous = last;
        span.next = null;
        if (last == null) {
            first = span;
        } else {
            last.next = span;
        }
        last = span;
    }

    @Nullable
    Span pollFirst() {
        Span span = first;
        if (span != null) {
            remove(span);
        }
        return span;
    }

    void remove(Span span) {
        Span next = span.next;
        Span previous = span.previous;
        if (previous == null) {
            first = next;
        } else {
            previous.next = next;
        }
        if (next == null) {
            last = previous;
        } else {
            next.previous = previous;
        }
        span.next = null;
        span.previous = null;
    }
}
