// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.allocator.core;

/** A supply that has no pages, for lists that nobody uses; what has some for tests overrides what it needs. */
class NoPages implements PageSupply {
    @Override
    public long takeForSpan(long pages) {
        return 0;
    }

    @Override
    public boolean commit(long bytes) {
        return false;
    }

    @Override
    public void give(long address, long pages, long committedPages) {}

    @Override
    public void publish(Span span) {}

    @Override
    public void refused(long bytes) {}

    @Override
    public void tick() {}
}
