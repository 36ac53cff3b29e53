// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.agent.record;

import dev.seep.agent.kind.Kinds;
import dev.seep.agent.live.LiveTable;
import dev.seep.agent.stack.StackTable;
import dev.seep.agent.stack.StackWalk;

/** What is done for an allocation that was drawn: walk, intern, attach, commit. Thread-safe. */
public final class DrawnAllocations {
    /** The first walks are all timed, because they are slow: they load and decode. Then one in as many. */
    private static final int TIMED_ONE_IN = 64;

    private final Kinds kinds;
    private final StackWalk stackWalk;
    private final StackTable stackTable;
    private final ThreadFilter threadFilter;

    // Racy on purpose: approximate counts of the agent's own cost.
    private long walks;
    private long firstNanos;
    private long timedWalks;
    private long timedNanos;

    /** Makes it; {@code threadFilter} says whose stacks are walked. */
    public DrawnAllocations(Kinds kinds, StackWalk stackWalk, StackTable stackTable, ThreadFilter threadFilter) {
        this.kinds = kinds;
        this.stackWalk = stackWalk;
        this.stackTable = stackTable;
        this.threadFilter = threadFilter;
    }

    /** Handles one drawn allocation, whose record is in {@code table} already. */
    void allocated(LiveTable table, long address, long size, int kind, float interval, EventSink events) {
        int stackId = threadFilter.keepsAll()
                        || threadFilter.keepsThread(Thread.currentThread().getName())
                ? walk(kind)
                : stackTable.filteredId(kind);
        table.attach(address, stackId, interval);
        double weight = 1 / PoissonSampler.probability(size, interval);
        long weightBytes = Math.round(size * weight);
        stackTable.addDrawn(stackId, weightBytes, Math.round(256 * weight));
        if (events.wantsAllocations()) {
            String callSite = stackTable.callSite(stackId);
            events.allocated(address, size, weightBytes, kinds.name(kind), callSite, EventSink.NOT_TIMED);
        }
    }

    /** Loads every class of this path. */
    public void warmUp(int kind) {
        stackTable.addDrawn(internCallersStack(kind), 0, 0);
    }

    private int walk(int kind) {
        long number = walks++;
        if (number >= TIMED_ONE_IN && number % TIMED_ONE_IN != 0) {
            return internCallersStack(kind);
        }
        long start = System.nanoTime();
        int stackId = internCallersStack(kind);
        long nanos = System.nanoTime() - start;
        if (number < TIMED_ONE_IN) {
            firstNanos += nanos;
        } else {
            timedWalks++;
            timedNanos += nanos;
        }
        return stackId;
    }

    private int internCallersStack(int kind) {
        try {
            return stackTable.intern(stackWalk.walk(), kind);
        } catch (StackOverflowError | OutOfMemoryError e) {
            return stackTable.unknownId(kind); // the application is at its limit already
        }
    }

    /** {@return stacks walked, approximately} */
    public long walks() {
        return walks;
    }

    /** {@return nanoseconds spent in walking, estimated from the walks that were timed} */
    public long walkNanos() {
        return firstNanos + (timedWalks == 0 ? 0 : (long) ((double) timedNanos / timedWalks * (walks - TIMED_ONE_IN)));
    }

    /** Chooses the threads whose stacks are walked. */
    public interface ThreadFilter {
        /** {@return whether no thread is left out, so that names need not be looked at} */
        boolean keepsAll();

        /** {@return whether stacks of a thread of that name are walked} */
        boolean keepsThread(String name);
    }
}
