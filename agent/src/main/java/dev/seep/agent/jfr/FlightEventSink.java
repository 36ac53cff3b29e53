// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.agent.jfr;

import dev.seep.agent.record.EventSink;
import jdk.jfr.EventType;

/** Commits the recorder's sampled events to Flight Recorder, at a bounded rate. Thread-safe. */
final class FlightEventSink implements EventSink {
    /**
     * Most events of one type a second.
     *
     * <p>A commit costs 2.2 µs and 50 to 100 bytes, so this bounds either type to 2 ms of processor time and 100 kB a
     * second, whatever the sampling interval. The default interval of 512 KiB reaches it at 500 MiB allocated a second.
     */
    static final long EVENTS_PER_SECOND = 1_000;

    private final EventType allocations = EventType.getEventType(AllocationEvent.class);
    private final EventType frees = EventType.getEventType(FreeEvent.class);
    private final RateLimit allocationLimit = new RateLimit(EVENTS_PER_SECOND, System.nanoTime());
    private final WrittenAllocations written = new WrittenAllocations();
    private final RateLimit freeLimit = new RateLimit(EVENTS_PER_SECOND, System.nanoTime());

    // Racy on purpose: an approximate count is enough, and a call could overflow the stack a second time.
    private long failed;

    // JFR keeps the state of an event type in a plain field, current from the moment a recording starts, stops or
    // changes its settings. A flag of our own would need a listener, and listeners are not told of changed settings.

    @Override
    public boolean wantsAllocations() {
        return allocations.isEnabled();
    }

    @Override
    public boolean wantsFrees() {
        return frees.isEnabled();
    }

    @Override
    public void allocated(
            long address, long size, long weightBytes, String kind, String callSite, long allocatorNanos) {
        try {
            if (!allocations.isEnabled() || !allocationLimit.tryAcquire(System.nanoTime())) {
                return;
            }
            commitAllocation(address, size, weightBytes, kind, callSite, allocatorNanos);
            written.add(address);
        } catch (Throwable t) {
            failed++; // an event may be lost, the application's allocation may not
        }
    }

    @Override
    public void freed(long address, long size, long lifetimeNanos, String kind) {
        try {
            if (!frees.isEnabled() || !written.remove(address) && !freeLimit.tryAcquire(System.nanoTime())) {
                return;
            }
            commitFree(address, size, lifetimeNanos, kind);
        } catch (Throwable t) {
            failed++;
        }
    }

    /** Commits one event whatever the rate; throws StackOverflowError before it starts or not at all. */
    static void commitAllocation(
            long address, long size, long weightBytes, String kind, String callSite, long allocatorNanos) {
        StackProbe.probe();
        AllocationEvent event = new AllocationEvent();
        event.address = address;
        event.size = size;
        event.weight = weightBytes;
        event.kind = kind;
        event.callSite = callSite.isEmpty() ? null : callSite; // no frame was walked
        event.allocatorTime = Math.max(0, allocatorNanos); // Mission Control shows Long.MIN_VALUE as -292 years
        event.commit();
    }

    private static void commitFree(long address, long size, long lifetimeNanos, String kind) {
        StackProbe.probe();
        FreeEvent event = new FreeEvent();
        event.address = address;
        event.size = size;
        event.lifetime = lifetimeNanos;
        event.kind = kind;
        event.commit();
    }

    /** {@return events not committed because there were too many, or because committing them failed} */
    long droppedCount() {
        return allocationLimit.refusedCount() + freeLimit.refusedCount() + failed;
    }
}
