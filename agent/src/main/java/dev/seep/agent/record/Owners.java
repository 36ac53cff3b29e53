// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.agent.record;

import java.lang.ref.PhantomReference;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * What became of the objects that own blocks, such as arenas and direct buffers, for some of the blocks that were walked.
 *
 * <p>Thread-safe. Keeps no owner alive, and has no thread and no queue: whether an owner is gone is asked when its block is
 * freed, and when a snapshot is taken.
 */
public final class Owners {
    static final int MAX = 4096;

    private final Map<Long, Watch> watches = new ConcurrentHashMap<>();
    private final Map<Integer, Freed> freedBySite = new ConcurrentHashMap<>(); // of all that were ever watched

    /** Makes an empty collection. */
    public Owners() {}

    /**
     * Watches the owner of a block, until that is freed.
     *
     * @return false if enough are watched
     */
    boolean watch(long address, Object owner, int site) {
        if (watches.size() >= MAX) {
            return false;
        }
        watches.put(address, new Watch(owner, freedOf(site)));
        return true;
    }

    /** Forgets a block that is not there, if there was one. */
    void forget(long address) {
        if (!watches.isEmpty()) {
            watches.remove(address);
        }
    }

    /** Notes that a block is freed whose owner was watched: by the program, or after the owner was collected. */
    void freed(long address) {
        Watch watch = watches.remove(address);
        if (watch != null) {
            (watch.refersTo(null) ? watch.freed.byCollector : watch.freed.byProgram).incrementAndGet();
        }
    }

    private Freed freedOf(int site) {
        Freed freed = freedBySite.get(site);
        if (freed == null) {
            Freed first = new Freed();
            freed = freedBySite.putIfAbsent(site, first);
            return freed == null ? first : freed;
        }
        return freed;
    }

    /** {@return the addresses of watched blocks whose owner was collected, ascending} */
    public long[] lost() {
        long[] lost = new long[watches.size()];
        int count = 0;
        for (Map.Entry<Long, Watch> watch : watches.entrySet()) {
            if (count < lost.length && watch.getValue().refersTo(null)) {
                lost[count++] = watch.getKey();
            }
        }
        long[] sorted = Arrays.copyOf(lost, count);
        Arrays.sort(sorted);
        return sorted;
    }

    /** {@return whether any owner of a site's blocks is or was watched} */
    public boolean isWatched(int site) {
        return freedBySite.containsKey(site);
    }

    /** {@return watched blocks of a site that were freed after their owner had been collected} */
    public long freedByCollector(int site) {
        Freed freed = freedBySite.get(site);
        return freed == null ? 0 : freed.byCollector.get();
    }

    /** {@return watched blocks of a site that were freed while their owner was there} */
    public long freedByProgram(int site) {
        Freed freed = freedBySite.get(site);
        return freed == null ? 0 : freed.byProgram.get();
    }

    /** Forgets all. */
    public void clear() {
        watches.clear();
        freedBySite.clear();
    }

    private static final class Watch extends PhantomReference<Object> {
        final Freed freed; // of its site

        Watch(@Nullable Object owner, Freed freed) {
            super(owner, null);
            this.freed = freed;
        }
    }

    private static final class Freed {
        final AtomicLong byCollector = new AtomicLong();
        final AtomicLong byProgram = new AtomicLong();
    }
}
