// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.agent.record;

import dev.seep.agent.kind.Kinds;
import dev.seep.agent.live.LiveTable;
import dev.seep.agent.live.Removed;
import dev.seep.agent.site.SiteSamples;
import dev.seep.agent.site.SiteTable;
import dev.seep.agent.stack.StackTable;
import dev.seep.agent.stack.StackWalk;
import dev.seep.agent.stack.WalkedStack;

/**
 * What is done for some allocations only: walking a stack, committing an event, noting size, thread, lifetime and duration.
 *
 * <p>Thread-safe. Called by threads that are inside the agent.
 */
public final class SampledAllocations {
    /** Allocations of each site whose stack is walked even if they are not drawn, so that no site is without one. */
    private static final int FIRST_WALKED = 8;

    /** The first walks are all timed, because they are slow: they load and decode. Then one in as many. */
    private static final int TIMED_ONE_IN = 64;

    private final Kinds kinds;
    private final SiteTable sites;
    private final SiteSamples samples;
    private final PoissonSampler sampler;
    private final StackWalk stackWalk;
    private final StackTable stackTable;
    private final ThreadFilter threadFilter;
    private final Owners owners = new Owners();
    private final byte[] firstWalked = new byte[SiteTable.MAX]; // racy: a few more or less do not matter

    // Racy on purpose: approximate counts of the agent's own cost.
    private long walks;
    private double extraWalks;
    private long firstNanos;
    private long timedWalks;
    private long timedNanos;

    /** Makes it; {@code threadFilter} says whose stacks are walked. */
    public SampledAllocations(
            Kinds kinds,
            SiteTable sites,
            SiteSamples samples,
            PoissonSampler sampler,
            StackWalk stackWalk,
            StackTable stackTable,
            ThreadFilter threadFilter) {
        this.kinds = kinds;
        this.sites = sites;
        this.samples = samples;
        this.sampler = sampler;
        this.stackWalk = stackWalk;
        this.stackTable = stackTable;
        this.threadFilter = threadFilter;
    }

    /** Notes size and thread of an allocation that stands for {@code weight} of its site. */
    void count(int site, long size, int thread, int weight) {
        samples.ensure(site);
        samples.addSize(site, size, weight);
        samples.addThread(site, thread, size * weight);
    }

    /** {@return what became of the owners of blocks} */
    public Owners owners() {
        return owners;
    }

    /** Notes the lifetime of a block that was taken out of its table and stands for others of its site. */
    void countFree(long removed, int now) {
        long millis = Math.max(0, now - Removed.tick(removed)) * Ticks.TICK_MILLIS;
        samples.addLifetime(Removed.site(removed), millis, Removed.weight(removed));
    }

    /** As {@link #countFree}, and commits the event of a block that was drawn. */
    void freed(long removed, long address, long size, int now, EventSink events) {
        if (Removed.weight(removed) != 0) {
            countFree(removed, now);
        }
        if (Removed.isOwned(removed)) {
            owners.freed(address);
        }
        if (Removed.isDrawn(removed)) {
            long lifetimeNanos = (long) (now - Removed.tick(removed)) * Ticks.TICK_NANOS;
            events.freed(address, size, lifetimeNanos, kinds.name(sites.kind(Removed.site(removed))));
        }
    }

    /** Notes how long a call took; {@code early} is one of the first of its call site. */
    void time(int site, long nanos, boolean early) {
        samples.addTime(site, nanos, early);
    }

    /** {@return whether an allocation is one of the first of its site, all of which are walked} */
    boolean wantsFirst(int site, int ordinal) {
        return site >= SiteTable.FIRST_LABELLED && ordinal <= FIRST_WALKED && firstWalked[site] < FIRST_WALKED;
    }

    /**
     * Walks the stack of an allocation.
     *
     * @param drawn whether the sampler drew it, so that it stands for others; with {@code shift}, see {@link PoissonSampler}
     * @return what is to be attached to its record
     */
    long walk(long address, long size, int site, boolean drawn, int shift, long allocatorNanos, EventSink events) {
        int kind = sites.kind(site);
        if (firstWalked[site] < FIRST_WALKED) {
            firstWalked[site]++;
        }
        int stackId;
        if (threadFilter.keepsAll()
                || threadFilter.keepsThread(Thread.currentThread().getName())) {
            long number = walks++;
            long start = isTimed(number) ? System.nanoTime() : 0;
            try {
                WalkedStack stack = stackWalk.newStack();
                stack.fillInStackTrace(); // here: each method between would be walked as well
                stackId = stackTable.intern(stack, site, kind);
            } catch (StackOverflowError | OutOfMemoryError e) {
                stackId = stackTable.unknownId(kind); // the application is at its limit already
            }
            noteTime(number, start);
        } else {
            stackId = stackTable.filteredId(kind);
        }
        long attached = keep(size, site, stackId, drawn, shift);
        if (drawn && attached != 0 && events.wantsAllocations()) {
            long weightBytes = weightBytes(size, shift);
            events.allocated(
                    address, size, weightBytes, kinds.name(kind), stackTable.callSite(stackId), allocatorNanos);
        }
        return attached;
    }

    private long keep(long size, int site, int stackId, boolean drawn, int shift) {
        extraWalks += drawn ? 1 - Math.scalb(1.0, -shift) : 1;
        if (stackTable.isReserved(stackId) && site >= SiteTable.FIRST_LABELLED) {
            return 0; // a block of a known call site whose stack is not: nothing is known but what the site tells
        }
        stackTable.addWalked(stackId, size);
        if (drawn) {
            long weight256 = Math.round(256 / sampler.probability(size, shift));
            stackTable.addDrawn(stackId, weightBytes(size, shift), weight256);
        }
        return LiveTable.attachment(stackId, drawn, shift);
    }

    private long weightBytes(long size, int shift) {
        return Math.round(size / sampler.probability(size, shift));
    }

    private static boolean isTimed(long number) {
        return number < TIMED_ONE_IN || number % TIMED_ONE_IN == 0;
    }

    private void noteTime(long number, long start) {
        if (number < TIMED_ONE_IN) {
            firstNanos += System.nanoTime() - start;
        } else if (start != 0) {
            timedWalks++;
            timedNanos += System.nanoTime() - start;
        }
    }

    /**
     * Loads and initialises every class of this path, those of the JDK as well: one that fails to, because the
     * application's stack ends in the middle, would be of no use to the application either from then on.
     */
    public void warmUp(int site, int kind) {
        keep(1, site, stackTable.intern(stackWalk.walk(), site, kind), true, 0);
        weightBytes(1, 0);
    }

    /** Loads every class of the path of watched owners. */
    public void warmUpOwners(long address, int site) {
        owners.watch(address, this, site);
        owners.freed(address);
        owners.clear();
    }

    /** {@return stacks walked, approximately} */
    public long walks() {
        return walks;
    }

    /** {@return nanoseconds spent in walking, estimated from the walks that were timed} */
    public long walkNanos() {
        return firstNanos + (timedWalks == 0 ? 0 : (long) ((double) timedNanos / timedWalks * (walks - TIMED_ONE_IN)));
    }

    /** {@return nanoseconds spent in walks that the sampling interval alone would not have brought, estimated} */
    public long extraWalkNanos() {
        return walks == 0 ? 0 : (long) (walkNanos() * Math.min(1, extraWalks / walks));
    }

    /** Chooses the threads whose stacks are walked. */
    public interface ThreadFilter {
        /** {@return whether no thread is left out, so that names need not be looked at} */
        boolean keepsAll();

        /** {@return whether stacks of a thread of that name are walked} */
        boolean keepsThread(String name);
    }
}
