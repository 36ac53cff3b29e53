// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.agent.stack;

import java.lang.ref.Reference;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The stacks that allocations came from, each with an id, its frames and what was drawn from it.
 *
 * <p>An id stands for the first {@code depth} frames of a stack and one site. Ids 1 to {@code 2 * kinds} are reserved:
 * for each kind one for stacks that there was no room for, and one for stacks that the filter does not keep. Thread-safe
 * and lock-free; bounded, and what does not fit is counted.
 */
public final class StackTable {
    /*
     * Implementation notes
     *
     * A stack that was seen before costs its hash and one lookup. A new one is decoded by the thread that meets it, with
     * no lock held and nobody waiting; two threads that do so at once come to the same id (StackTables).
     *
     * What stands where: hashes, the tree of stacks and the counters are off-heap, 4 MiB and up only when there are
     * tens of thousands of stacks. On the Java heap are the distinct frames, because they are made of strings.
     *
     * Hash. The site is mixed in, so one id has one site. The hash knows classes by identity and methods by number, so
     * a class that is loaded again has new hashes; its frames lead back to the same ids.
     */
    private final int maxStacks;
    private final int depth;
    private final int kinds;
    private final StackFilter filter;
    private final AtomicLong dropped = new AtomicLong();
    private volatile StackTables tables;
    private @Nullable RetiredTables retired; // guarded by this; made by the first clear()

    /**
     * @param maxStacks number of different stacks kept
     * @param depth number of frames kept of each stack, at least 1
     * @param kinds number of kinds; kinds are 0 to {@code kinds - 1}
     * @param filter decides which stacks are kept
     */
    public StackTable(int maxStacks, int depth, int kinds, StackFilter filter) {
        this.maxStacks = maxStacks;
        this.depth = depth;
        this.kinds = kinds;
        this.filter = filter;
        tables = newTables();
    }

    private StackTables newTables() {
        return new StackTables(maxStacks, 2 * kinds);
    }

    /**
     * {@return the id of a stack of this site, at least 1}
     *
     * @param site what the stack is counted with
     * @param kind the site's kind, for stacks that are not kept
     *
     * <p>Allocates nothing and waits for nobody if the stack was seen before.
     */
    public int intern(WalkedStack stack, int site, int kind) {
        StackTables current = tables;
        long hash = Hashing.finish(stack.hash(depth), site);
        int id = current.byHash.get(hash);
        if (id == 0) {
            id = add(current, stack, hash, site, kind);
        }
        Reference.reachabilityFence(current); // its off-heap memory lives as long as it does
        return id;
    }

    private int add(StackTables current, WalkedStack stack, long hash, int site, int kind) {
        int id = 0;
        if (!current.isFull()) { // asked first: decoding takes microseconds, and would be repeated for ever
            try {
                id = decodeAndAdd(current, stack, hash, site, kind);
            } catch (OutOfMemoryError | StackOverflowError e) {
                // The application is at its limit. The tables are whole, and the next one like this is added.
            }
        }
        if (id == 0) {
            dropped.getAndIncrement();
            return unknownId(kind);
        }
        return id;
    }

    private int decodeAndAdd(StackTables current, WalkedStack stack, long hash, int site, int kind) {
        StackTraceElement[] frames = stack.decode(depth);
        int wanted = filter.keeps(frames) ? current.intern(frames, site) : filteredId(kind);
        int id = wanted == 0 ? 0 : current.byHash.putIfAbsent(hash, wanted);
        if (id == 0) {
            current.setFull();
        }
        return id;
    }

    /** {@return the id of stacks of this kind that there was no room for} */
    public int unknownId(int kind) {
        return 1 + kind;
    }

    /** {@return the id of stacks of this kind that the filter does not keep} */
    public int filteredId(int kind) {
        return 1 + kinds + kind;
    }

    /** {@return whether the id is one of {@link #unknownId}} */
    public boolean isUnknown(int id) {
        return id >= 1 && id <= kinds;
    }

    /** {@return whether the id is one of {@link #filteredId}} */
    public boolean isFiltered(int id) {
        return id > kinds && id <= 2 * kinds;
    }

    /** {@return whether the id stands for no stack, but for those of a kind that are not kept} */
    public boolean isReserved(int id) {
        return id <= 2 * kinds;
    }

    /** {@return the site that the id belongs to; for a reserved id its kind} */
    public int site(int id) {
        if (isReserved(id)) {
            return (id - 1) % kinds;
        }
        StackTables current = tables;
        int site = current.records.site(id);
        Reference.reachabilityFence(current);
        return site;
    }

    /**
     * Adds one drawn allocation to the sums of a stack. Allocates nothing.
     *
     * @param weightedBytes bytes that the allocation stands for
     * @param weightedCount256 number of allocations that it stands for, in 1/256
     */
    public void addDrawn(int id, long weightedBytes, long weightedCount256) {
        StackTables current = tables;
        if (id < current.ids.end()) { // or it is from before the table was cleared
            current.records.add(id, weightedBytes, weightedCount256);
        }
        Reference.reachabilityFence(current);
    }

    /** Adds one allocation whose stack was walked, drawn or not. Allocates nothing. */
    public void addWalked(int id, long bytes) {
        StackTables current = tables;
        if (id < current.ids.end()) { // or it is from before the table was cleared
            current.records.addWalked(id, bytes);
        }
        Reference.reachabilityFence(current);
    }

    /** {@return the bytes of the allocations of a stack that were walked, not weighted} */
    public long walkedBytes(int id) {
        StackTables current = tables;
        long bytes = current.records.walkedBytes(id);
        Reference.reachabilityFence(current);
        return bytes;
    }

    /** {@return the number of allocations of a stack that were walked} */
    public long walkedCount(int id) {
        StackTables current = tables;
        long count = current.records.walkedCount(id);
        Reference.reachabilityFence(current);
        return count;
    }

    /** {@return one more than the highest id in use; lower ids can be read, and those not in use are empty} */
    public int size() {
        return tables.ids.end();
    }

    /** {@return the number of stacks kept} */
    public int count() {
        return size() - 1 - 2 * kinds;
    }

    /** {@return the frames of a stack, outwards, names normalised, without the agent's own; none for a reserved id} */
    public StackTraceElement[] frames(int id) {
        StackTables current = tables;
        StackTraceElement[] frames = current.frames(id);
        Reference.reachabilityFence(current);
        return frames;
    }

    /**
     * {@return the line that allocated, as {@code com.acme.Foo.bar:12}: of the first frame outside the JDK, of the first
     * frame if there is none, and empty for a reserved id}
     *
     * <p>Allocates nothing but the first time for a line.
     */
    public String callSite(int id) {
        StackTables current = tables;
        String line = current.callSite(id);
        Reference.reachabilityFence(current);
        return line;
    }

    /** {@return the bytes drawn from a stack, weighted} */
    public long allocatedBytes(int id) {
        StackTables current = tables;
        long bytes = current.records.bytes(id);
        Reference.reachabilityFence(current);
        return bytes;
    }

    /** {@return the number of allocations drawn from a stack, weighted, in 1/256} */
    public long allocatedCount256(int id) {
        StackTables current = tables;
        long count = current.records.count256(id);
        Reference.reachabilityFence(current);
        return count;
    }

    /** {@return the number of allocations drawn from a stack, each as one} */
    public long allocatedSamples(int id) {
        StackTables current = tables;
        long samples = current.records.samples(id);
        Reference.reachabilityFence(current);
        return samples;
    }

    /** {@return how many times a stack got an id of {@link #unknownId} for want of room} */
    public long droppedCount() {
        return dropped.get();
    }

    /**
     * Forgets all stacks. Ids given out before are no longer valid.
     *
     * <p>Threads that are inside a call go on with what they have. Memory is given back once the garbage collector has
     * found the old tables unused, in the next call of this method.
     */
    public synchronized void clear() {
        StackTables old = tables;
        tables = newTables();
        dropped.set(0);
        if (retired == null) {
            retired = new RetiredTables();
        }
        retired.retire(old);
        retired.freeUnreachable();
    }

    /**
     * Checks the invariants of {@link StackTables}, while no other thread uses the table.
     *
     * @throws IllegalStateException if one does not hold
     */
    void checkInvariants() {
        tables.checkInvariants(depth, kinds);
    }

    /** {@return the tables in use, which tests free by hand} */
    StackTables tables() {
        return tables;
    }
}
