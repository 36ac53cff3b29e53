// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.allocator.jfr;

import dev.seep.allocator.core.Observer;

/** Commits an event for what an allocator does. */
final class EventObserver implements Observer {
    private final String name;

    EventObserver(String name) {
        this.name = name;
    }

    @Override
    public void mapped(long address, long bytes) {
        commitMapping(address, bytes, true);
    }

    @Override
    public void unmapped(long address, long bytes) {
        commitMapping(address, bytes, false);
    }

    private void commitMapping(long address, long bytes, boolean mapped) {
        MappingEvent event = new MappingEvent();
        if (event.shouldCommit()) {
            event.allocator = name;
            event.address = address;
            event.size = bytes;
            event.mapped = mapped;
            event.commit();
        }
    }

    @Override
    public void purged(long address, long bytes, long nanos) {
        PurgeEvent event = new PurgeEvent();
        if (event.shouldCommit()) {
            event.allocator = name;
            event.address = address;
            event.size = bytes;
            event.time = nanos;
            event.commit();
        }
    }

    @Override
    public void refused(long wantedBytes, long committedBytes, long maxBytes, String refusal) {
        RefusalEvent event = new RefusalEvent();
        if (event.shouldCommit()) {
            event.allocator = name;
            event.size = wantedBytes;
            event.committedBytes = committedBytes;
            event.maxBytes = maxBytes;
            event.lastRefusal = refusal;
            event.commit();
        }
    }
}
