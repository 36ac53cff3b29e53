// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.agent.record;

import dev.seep.agent.hook.AllocationListener;
import dev.seep.agent.hook.CallSlot;
import dev.seep.agent.kind.Kinds;
import dev.seep.agent.live.LiveTable;
import org.jspecify.annotations.Nullable;

/**
 * Accounts for every allocation and free, and walks the stack of those that are drawn.
 *
 * <p>Thread-safe. Runs in the middle of the application's call, so nothing here waits, and the Java heap is touched for
 * drawn allocations only.
 */
public final class AllocationRecorder implements AllocationListener {
    private final Kinds kinds;
    private final LiveTables liveTables;
    private final PoissonSampler sampler;
    private final DrawnAllocations drawn;
    private final Ticks ticks;

    /** Approximate, because counting exactly would cost an atomic operation. */
    private long lost;

    private volatile EventSink events = EventSink.NONE;

    /** Makes a recorder; nothing reaches it before it is given to the hooks. */
    public AllocationRecorder(
            Kinds kinds, LiveTables liveTables, PoissonSampler sampler, DrawnAllocations drawn, Ticks ticks) {
        this.kinds = kinds;
        this.liveTables = liveTables;
        this.sampler = sampler;
        this.drawn = drawn;
        this.ticks = ticks;
    }

    @Override
    public void allocated(long address, long size, int kind, @Nullable CallSlot slot) {
        int refinedKind = kind;
        long askedSize = size;
        if (slot != null) {
            if (slot.isInside()) {
                return; // the agent's own allocations are not the application's
            }
            if (slot.isLabelled()) {
                askedSize = slot.size();
                refinedKind = slot.takeKind();
            }
        }
        record(address, askedSize, refinedKind, ticks.now());
    }

    private void record(long address, long size, int kind, int tick) {
        LiveTable table = liveTables.of(kind);
        long tid = CallSlot.currentThreadId();
        if (table.put(address, size, kind, tick, (int) tid) != LiveTable.PUT) {
            makeRoomAndPut(table, address, size, kind, tick, (int) tid);
        }
        if (sampler.isDrawn(size, tid)) { // all but a few calls end here: RecorderBenchmark.notDrawn
            drawn(table, address, size, kind);
        }
    }

    private void drawn(LiveTable table, long address, long size, int kind) {
        CallSlot slot = CallSlot.enterAgent();
        if (slot == null) {
            lost++;
            return;
        }
        try {
            drawn.allocated(table, address, size, kind, sampler.interval(), events);
        } finally {
            slot.exit();
        }
    }

    private void makeRoomAndPut(LiveTable table, long address, long size, int kind, int tick, int thread) {
        CallSlot slot = CallSlot.enterAgent();
        if (slot != null) {
            try {
                while (table.makeRoom(address)) {
                    if (table.put(address, size, kind, tick, thread) == LiveTable.PUT) {
                        return;
                    }
                }
            } finally {
                slot.exit();
            }
        }
        table.countOnly(address, size, kind);
        lost++;
    }

    @Override
    public void freed(long address, int kind) {
        LiveTable table = liveTables.of(kind);
        EventSink sink = events;
        if (sink.wantsFrees()) {
            freedWithEvent(table, address, sink);
        } else if (table.remove(address) == 0) {
            forgiveOwn(table, address);
        }
    }

    /** What the agent frees of its own memory is in no table, and no unknown free. */
    private static void forgiveOwn(LiveTable table, long address) {
        CallSlot slot = CallSlot.held();
        if (slot != null && slot.isInside()) {
            table.forgiveUnknownFree(address);
        }
    }

    private void freedWithEvent(LiveTable table, long address, EventSink sink) {
        CallSlot slot = CallSlot.enterAgent();
        if (slot == null) {
            if (table.remove(address) == 0) {
                forgiveOwn(table, address);
            }
            return;
        }
        try {
            long[] record = slot.taken();
            long meta = table.remove(address, record);
            if (LiveTable.isDrawn(meta)) {
                long lifetimeNanos = (long) (ticks.now() - LiveTable.tick(record)) * Ticks.TICK_NANOS;
                sink.freed(address, LiveTable.size(meta), lifetimeNanos, kinds.name(LiveTable.kind(meta)));
            }
            record[0] = 0;
        } finally {
            slot.exit();
        }
    }

    @Override
    public void reallocating(long address, int kind) {
        LiveTable table = liveTables.of(kind);
        CallSlot slot = CallSlot.claim();
        if (slot == null) {
            table.remove(address);
            return;
        }
        if (!slot.isInside()) {
            table.remove(address, slot.taken());
        }
    }

    @Override
    public void reallocated(long address, long size, int kind) {
        CallSlot slot = CallSlot.held();
        int tick = ticks.now();
        int oldKind = kind;
        if (slot != null) {
            if (slot.isInside()) {
                return;
            }
            long[] taken = slot.taken();
            if (taken[0] != 0) {
                tick = LiveTable.tick(taken); // a buffer that keeps growing must not look young
                oldKind = LiveTable.kind(taken[1]);
            }
            slot.release();
        }
        record(address, size, oldKind, tick);
    }

    @Override
    public void reallocationFailed(int kind) {
        CallSlot slot = CallSlot.held();
        if (slot == null || slot.isInside()) {
            return;
        }
        long[] taken = slot.taken();
        if (taken[0] != 0 && !restore(liveTables.of(kind), taken, slot)) {
            lost++;
        }
        slot.release();
    }

    private static boolean restore(LiveTable table, long[] taken, CallSlot slot) {
        return table.restore(taken) == LiveTable.PUT
                || (slot.tryEnter() && table.makeRoom(taken[0]) && table.restore(taken) == LiveTable.PUT);
    }

    /** Sends sampled events to {@code sink} from now on. */
    public void sendEventsTo(EventSink sink) {
        events = sink;
    }

    /** {@return events that were lost, approximately} */
    public long lost() {
        return lost;
    }
}
