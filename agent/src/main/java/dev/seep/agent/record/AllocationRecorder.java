// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.agent.record;

import dev.seep.agent.epoch.Promotion;
import dev.seep.agent.hook.AllocationListener;
import dev.seep.agent.hook.CallSlot;
import dev.seep.agent.live.LiveTable;
import dev.seep.agent.live.RecordCopy;
import dev.seep.agent.live.Removed;
import dev.seep.agent.site.SiteTable;
import dev.seep.agent.site.ThreadNames;
import org.jspecify.annotations.Nullable;

/**
 * Accounts for every allocation and free, and hands those that are drawn or sampled on.
 *
 * <p>Thread-safe. Runs in the middle of the application's call, so nothing here waits, and the Java heap is touched for
 * drawn allocations only.
 */
public final class AllocationRecorder implements AllocationListener {
    private final LiveTables liveTables;
    private final SiteTable sites;
    private final ThreadNames threadNames;
    private final Promotion promotion;
    private final PoissonSampler sampler;
    private final SampledAllocations sampled;
    private final Ticks ticks;

    /** Approximate, because counting exactly would cost an atomic operation. */
    private long lost;

    private volatile EventSink events = EventSink.NONE;

    /**
     * Makes a recorder; nothing reaches it before it is given to the hooks.
     *
     * @param promotion says how much more often than others a site is drawn
     */
    public AllocationRecorder(
            LiveTables liveTables,
            SiteTable sites,
            ThreadNames threadNames,
            Promotion promotion,
            PoissonSampler sampler,
            SampledAllocations sampled,
            Ticks ticks) {
        this.liveTables = liveTables;
        this.sites = sites;
        this.threadNames = threadNames;
        this.promotion = promotion;
        this.sampler = sampler;
        this.sampled = sampled;
        this.ticks = ticks;
    }

    @Override
    public void allocated(long address, long size, int kind, @Nullable CallSlot slot) {
        long askedSize = size;
        int refinedKind = kind;
        int site = kind;
        int tick = ticks.now();
        CallSlot timedSlot = null;
        long before = 0;
        long allocatorNanos = EventSink.NOT_TIMED;
        Object owner = null;
        if (slot != null) {
            if (slot.isInside()) {
                return; // the agent's own allocations are not the application's
            }
            if (slot.isLabelled()) {
                askedSize = slot.size();
                tick = slot.tickOr(tick);
                refinedKind = slot.takeKind();
                owner = slot.takeOwner();
            }
            site = siteOf(slot, refinedKind);
            if (slot.isTimed() && site >= SiteTable.FIRST_LABELLED) {
                timedSlot = slot;
                before = System.nanoTime();
                allocatorNanos = before - slot.startNanos();
            }
            slot.releaseIfEmpty();
        }
        LiveTable table = liveTables.of(refinedKind);
        long tid = CallSlot.currentThreadId();
        int thread = threadNames.current(tid);
        int shift = promotion.shift(site);
        boolean drawn = sampler.isDrawn(askedSize, shift, tid);
        long attached = 0;
        if (drawn) { // walked first, so that the record is made at once with what is attached to it
            CallSlot agentSlot = CallSlot.enterAgent();
            if (agentSlot == null) {
                lost++;
            } else {
                try {
                    attached = sampled.walk(address, askedSize, site, true, shift, allocatorNanos, events);
                    attached = watched(owner, address, site, attached);
                } catch (StackOverflowError | OutOfMemoryError | LinkageError e) {
                    lost++; // the sample; the block is counted
                } finally {
                    agentSlot.exit();
                }
            }
        }
        int ordinal = table.put(address, askedSize, site, tick, thread, attached);
        if (ordinal < 0) {
            ordinal = putSlowly(table, address, askedSize, site, tick, thread, attached, ordinal);
        }
        if (ordinal == LiveTable.NO_RECORD && owner != null && attached != 0) {
            sampled.owners().forget(address);
        }
        int weight = LiveTable.sampleWeight(ordinal);
        if (weight != 0) { // all but a few calls are not: RecorderBenchmark.notDrawn
            sample(table, address, askedSize, site, thread, ordinal, weight, drawn, owner);
        }
        if (timedSlot != null) {
            timedSlot.noteAllocation(site, System.nanoTime() - before);
        }
    }

    /** A block of a kind that the call does not give, such as one of a class that is loaded meanwhile, is not the call's. */
    private int siteOf(CallSlot slot, int kind) {
        int callSite = slot.callSite();
        if (callSite == 0) {
            return kind;
        }
        int site = sites.of(callSite, kind);
        if (site >= SiteTable.FIRST_LABELLED) {
            slot.takeCallSite();
        }
        return site;
    }

    /** {@return {@code attached}, with word of the owner if it is watched} */
    private long watched(@Nullable Object owner, long address, int site, long attached) {
        if (owner != null && attached != 0 && sampled.owners().watch(address, owner, site)) {
            return LiveTable.owned(attached);
        }
        sampled.owners().forget(address); // of a block there whose free went unseen
        return attached;
    }

    private void sample(
            LiveTable table,
            long address,
            long size,
            int site,
            int thread,
            int ordinal,
            int weight,
            boolean drawn,
            @Nullable Object owner) {
        CallSlot slot = CallSlot.enterAgent();
        if (slot == null) {
            lost++;
            return;
        }
        try {
            sampled.count(site, size, thread, weight);
            if (!drawn && sampled.wantsFirst(site, ordinal)) {
                long attached = sampled.walk(address, size, site, false, 0, EventSink.NOT_TIMED, events);
                table.attach(address, watched(owner, address, site, attached));
            }
        } finally {
            slot.exit();
        }
    }

    private int putSlowly(
            LiveTable table, long address, long size, int site, int tick, int thread, long attached, int refusal) {
        CallSlot slot = CallSlot.enterAgent();
        if (slot == null) {
            lost++;
            return LiveTable.NO_RECORD;
        }
        try {
            int ordinal = refusal;
            while (ordinal == LiveTable.NEEDS_ROOM && table.makeRoom(address, site)) {
                ordinal = table.put(address, size, site, tick, thread, attached);
            }
            if (ordinal < 0) {
                table.countOnly(address, size, site);
                lost++;
                return LiveTable.NO_RECORD;
            }
            return ordinal;
        } finally {
            slot.exit();
        }
    }

    @Override
    public void freed(long address, int kind) {
        LiveTable table = liveTables.of(kind);
        EventSink sink = events;
        if (sink.wantsFrees()) {
            freedWithEvent(table, address, sink);
            return;
        }
        long removed = table.remove(address);
        if (removed == 0) {
            forgiveOwn(table, address);
        } else if (Removed.weight(removed) != 0) {
            sampled.countFree(removed, ticks.now());
        }
        if (Removed.isOwned(removed)) {
            ownedFreed(address);
        }
    }

    private void ownedFreed(long address) {
        CallSlot slot = CallSlot.enterAgent();
        if (slot == null) {
            lost++;
            return;
        }
        try {
            sampled.owners().freed(address);
        } finally {
            slot.exit();
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
            long[] record = slot.freed();
            long removed = table.remove(address, record);
            if (removed != 0) {
                sampled.freed(removed, address, RecordCopy.size(record), ticks.now(), sink);
            }
        } finally {
            slot.exit();
        }
    }

    @Override
    public void freedWithin(long address, long size, int kind) {
        LiveTable table = liveTables.of(kind);
        CallSlot slot = CallSlot.enterAgent(); // without one, the scan's own memory is counted for a moment
        try {
            if (!table.scan(new FreesWithin(table, sampled, address, size, ticks.now(), events), address, size)) {
                lost++;
            }
        } finally {
            if (slot != null) {
                slot.exit();
            }
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
        if (slot != null && !slot.isInside() && slot.hasTaken()) {
            long[] taken = slot.taken();
            slot.labelAgain(sites.kind(RecordCopy.site(taken)), size, RecordCopy.tick(taken));
            slot.forgetTaken();
        }
        allocated(address, size, kind, slot);
    }

    @Override
    public void resized(long address, long size, int kind) {
        CallSlot slot = CallSlot.claim();
        if (slot != null && slot.isInside()) {
            return;
        }
        long removed = liveTables.of(kind).remove(address);
        if (slot != null && removed != 0) {
            slot.labelAgain(sites.kind(Removed.site(removed)), size, Removed.tick(removed));
        }
        allocated(address, size, kind, slot);
    }

    @Override
    public void reallocationFailed(int kind) {
        CallSlot slot = CallSlot.held();
        if (slot == null || slot.isInside()) {
            return;
        }
        if (slot.hasTaken() && !restore(liveTables.of(kind), slot.taken(), slot)) {
            lost++;
        }
        slot.clearTaken();
    }

    private static boolean restore(LiveTable table, long[] taken, CallSlot slot) {
        if (table.restore(taken) > 0) {
            return true;
        }
        if (!slot.tryEnter()) {
            return false;
        }
        boolean restored = false; // others may take the room that is made
        while (!restored && table.makeRoom(RecordCopy.address(taken), RecordCopy.site(taken))) {
            restored = table.restore(taken) > 0;
        }
        slot.leaveAgent();
        return restored;
    }

    @Override
    public void called(int site, long nanos, boolean early) {
        sampled.time(site, nanos, early);
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
