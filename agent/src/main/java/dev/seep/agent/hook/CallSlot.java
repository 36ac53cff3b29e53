// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.agent.hook;

import jdk.internal.misc.Unsafe;
import org.jspecify.annotations.Nullable;

/**
 * What the calling thread has said so far about the allocation it is in the middle of: the kind and the size asked for,
 * the entry that a reallocation took out, and whether the thread is inside the agent itself.
 *
 * <p>A slot belongs to one thread from {@link #claim} until {@link #release}; only that thread touches its other fields.
 * A thread that finds no slot free goes without: it loses the label of one block, never gets somebody else's.
 */
public final class CallSlot {
    /*
     * Implementation notes
     *
     * SLOTS slots, found by the thread id, four probes at most. Threads hold a slot during one call only, so the table
     * serves any number of threads, and a thread that has ended is forgotten with its last call. The thread id is the
     * field Thread.tid: getId() can be overridden, and ids are never used again. Virtual threads count by themselves: a
     * virtual thread may be unmounted in the middle of a call (Bits.reserveMemory sleeps), and its carrier may allocate
     * meanwhile.
     *
     * Invariants:
     *   1. owner == t and t != 0      => only thread t reads or writes the other fields, until it writes owner = 0;
     *   2. owner == 0                 => called == false, callSite == 0, kind == NO_KIND, inside == false, taken[0] == 0,
     *                                    blockOwner == null;
     *   3. DISPLACED.count == number of owned slots that are not the first probe of their owner's id.
     *
     * Two neighbouring ids are a stride apart, so that threads created together do not share cache lines.
     *
     * Why not a ThreadLocal? It allocates on the Java heap inside the application's call, once a virtual thread.
     */
    static final int SLOTS = 1024;
    static final int PROBES = 4;
    private static final int STRIDE = 37;

    /** No kind was said. */
    public static final int NO_KIND = -1;

    private static final int NO_TICK = -1;

    /** Largest id of a call site. */
    private static final int MAX_CALL_SITE = 1 << 14;

    /** Words of a live table's record; see {@link #taken} and {@link #freed}. */
    private static final int RECORD_WORDS = 3;

    /** So many calls of each call site are timed, then one in 64. */
    private static final int TIMED_EARLY = 16;

    private static final int TIMED_SHIFT = Integer.SIZE - 6;
    private static final int GOLDEN_RATIO = 0x9e3779b9; // of 2^32: its multiples are evenly spread

    private static final Unsafe UNSAFE = Unsafe.getUnsafe();
    private static final long TID = UNSAFE.objectFieldOffset(Thread.class, "tid");
    private static final long OWNER = UNSAFE.objectFieldOffset(CallSlot.class, "owner");
    private static final CallSlot[] TABLE = newTable();

    /** Calls timed early of each call site. Racy: a few more or less do not matter. */
    private static final byte[] TIMED = new byte[MAX_CALL_SITE + 1];

    /** Approximate, because counting exactly would cost an atomic operation. */
    private static long claimsRefused;

    private static final Displaced DISPLACED = new Displaced();
    private static final long DISPLACED_COUNT = UNSAFE.objectFieldOffset(Displaced.class, "count");

    private final int index;

    /** Id of the thread that holds this slot, or 0. Set by CAS, cleared by a release store. */
    private long owner;

    private boolean away; // not in the first place that its owner looks
    private boolean inside;
    private boolean called; // a woven call is under way
    private int callSite; // of that call, as long as no block has taken it
    private int kind = NO_KIND;
    private long size;
    private int tick;
    private @Nullable Object blockOwner; // of the block that kind and size tell of
    private final long[] taken = new long[RECORD_WORDS];
    private final long[] freed = new long[RECORD_WORDS];

    private boolean timed; // the woven call that is under way
    private boolean early;
    private int calls; // of all threads that held this slot
    private long startNanos;
    private long ownNanos; // of the time since, what the agent took
    private int timedSite; // of the block that the timed call allocated, or 0

    private CallSlot(int index) {
        this.index = index;
    }

    private static CallSlot[] newTable() {
        CallSlot[] table = new CallSlot[SLOTS];
        for (int i = 0; i < SLOTS; i++) {
            table[i] = new CallSlot(i);
        }
        return table;
    }

    /** {@return the id of the calling thread, never 0; a virtual thread has its own} */
    public static long currentThreadId() {
        return UNSAFE.getLong(Thread.currentThread(), TID);
    }

    /** {@return the slot that the calling thread holds, or null} */
    public static @Nullable CallSlot held() {
        return heldBy(currentThreadId());
    }

    static @Nullable CallSlot heldBy(long tid) {
        CallSlot first = TABLE[firstIndex(tid)];
        if (first.owner == tid) {
            return first;
        }
        return DISPLACED.count == 0 ? null : heldElsewhere(tid);
    }

    private static @Nullable CallSlot heldElsewhere(long tid) {
        int first = firstIndex(tid);
        for (int i = 1; i < PROBES; i++) {
            CallSlot slot = TABLE[(first + i) & (SLOTS - 1)];
            if (slot.owner == tid) {
                return slot;
            }
        }
        return null;
    }

    /**
     * {@return the slot that the calling thread holds, else a free one that it holds from now on, else null; throws a
     * StackOverflowError if there is too little stack left for giving it back}
     */
    public static @Nullable CallSlot claim() {
        StackRoom.require();
        return claimFor(currentThreadId());
    }

    static @Nullable CallSlot claimFor(long tid) {
        CallSlot held = heldBy(tid);
        return held != null ? held : claimFree(tid);
    }

    private static @Nullable CallSlot claimFree(long tid) {
        int first = firstIndex(tid);
        for (int i = 0; i < PROBES; i++) {
            CallSlot slot = TABLE[(first + i) & (SLOTS - 1)];
            if (slot.owner == 0
                    && UNSAFE.compareAndSetLong(slot, OWNER, 0, tid)) { // pairs with the release store in release()
                slot.away = i != 0;
                if (slot.away) {
                    addDisplaced(1);
                }
                return slot;
            }
        }
        claimsRefused++;
        return null;
    }

    private static int firstIndex(long tid) {
        return ((int) tid * STRIDE) & (SLOTS - 1);
    }

    private static void addDisplaced(int change) {
        UNSAFE.getAndAddInt(DISPLACED, DISPLACED_COUNT, change);
    }

    /** Gives the slot back, empty. */
    public void release() {
        called = false;
        callSite = 0;
        timed = false;
        kind = NO_KIND;
        inside = false;
        taken[0] = 0;
        forgetOwner();
        if (away) {
            away = false;
            addDisplaced(-1);
        }
        UNSAFE.putLongRelease(this, OWNER, 0); // pairs with the CAS in claimFree()
    }

    /**
     * Enters the agent on behalf of the calling thread, until {@link #exit}.
     *
     * @return the thread's slot, or null if it is inside already or no slot is free
     */
    public static @Nullable CallSlot enterAgent() {
        CallSlot slot = claim();
        return slot != null && slot.tryEnter() ? slot : null;
    }

    /**
     * Enters the agent on behalf of the slot's thread.
     *
     * @return false if the thread is inside already: what it allocates now is the agent's own
     */
    public boolean tryEnter() {
        if (inside) {
            return false;
        }
        inside = true;
        return true;
    }

    /** Leaves the agent, and gives the slot back unless an outer hook point still has something in it. */
    public void exit() {
        inside = false;
        releaseIfEmpty();
    }

    /** Leaves the agent and keeps the slot. */
    public void leaveAgent() {
        inside = false;
    }

    /** Gives the slot back unless there is something in it: a virtual thread may wait for long before the call ends. */
    public void releaseIfEmpty() {
        if (!called && !isLabelled() && !hasTaken()) {
            release();
        }
    }

    /** Says which call the next block of this thread comes from; the innermost call that speaks wins. */
    void enterCall(int newCallSite) {
        called = true;
        callSite = newCallSite;
        if (TIMED[newCallSite] < TIMED_EARLY) {
            TIMED[newCallSite]++;
            startTiming(true);
        } else if (++calls * GOLDEN_RATIO >>> TIMED_SHIFT == 0) { // one in 64, in step with no program's own rhythm
            startTiming(false);
        } else {
            timed = false;
        }
    }

    private void startTiming(boolean isEarly) {
        timed = true;
        early = isEarly;
        timedSite = 0;
        startNanos = System.nanoTime();
    }

    /** {@return the call site that was said and that no block has used yet, or 0} */
    public int callSite() {
        return callSite;
    }

    /** {@return as {@link #callSite}, and uses it up; unless the call is timed, that ends what this slot has to know of it} */
    public int takeCallSite() {
        int said = callSite;
        callSite = 0;
        called = timed;
        return said;
    }

    /** {@return whether the woven call that is under way is timed} */
    public boolean isTimed() {
        return timed;
    }

    /** {@return when the timed call began, by {@link System#nanoTime}} */
    public long startNanos() {
        return startNanos;
    }

    /** Says what the timed call has allocated, and how long the agent itself has just taken. */
    public void noteAllocation(int site, long nanos) {
        timedSite = site;
        ownNanos = nanos;
    }

    /** Ends the woven call, and gives the slot back. */
    void leaveCall(AllocationListener listener) {
        boolean wasTimed = timed && timedSite != 0;
        long nanos = wasTimed ? System.nanoTime() - startNanos - ownNanos : 0;
        int site = timedSite;
        boolean wasEarly = early;
        release();
        if (wasTimed) {
            listener.called(site, nanos, wasEarly);
        }
    }

    /** Says whose the next block of this thread is. */
    void own(Object newOwner) {
        blockOwner = newOwner;
    }

    /** {@return the object that owns the block that was said, which is used up with that, or null} */
    public @Nullable Object takeOwner() {
        Object said = blockOwner;
        forgetOwner();
        return said;
    }

    private void forgetOwner() {
        if (blockOwner != null) { // nearly never: reading is cheaper than the collector's barrier
            blockOwner = null;
        }
    }

    /** Takes back what {@link #label} said, and gives the slot back unless a woven call is under way. */
    void clearLabel() {
        kind = NO_KIND;
        forgetOwner();
        releaseIfEmpty();
    }

    /** {@return whether the slot's thread is inside the agent} */
    public boolean isInside() {
        return inside;
    }

    /** Says what the next block of this thread is; the innermost hook point that speaks wins. */
    void label(int newKind, long newSize) {
        labelAgain(newKind, newSize, NO_TICK);
    }

    /** As {@link #label}, for a block that was there before: one that keeps growing must not look young. */
    public void labelAgain(int newKind, long newSize, int newTick) {
        kind = newKind;
        size = newSize;
        tick = newTick;
        forgetOwner();
    }

    /** {@return the tick that was said, or {@code otherwise}; valid while {@link #isLabelled}} */
    public int tickOr(int otherwise) {
        return tick == NO_TICK ? otherwise : tick;
    }

    /** {@return whether an outer hook point has said what the block is} */
    public boolean isLabelled() {
        return kind != NO_KIND;
    }

    /** {@return the size that was said, in bytes; valid while {@link #isLabelled}} */
    public long size() {
        return size;
    }

    /** {@return the kind that was said, which is used up with that, or {@link #NO_KIND}} */
    public int takeKind() {
        int said = kind;
        kind = NO_KIND;
        return said;
    }

    /** {@return whether there is a record that a reallocation took out} */
    public boolean hasTaken() {
        return taken[0] != 0;
    }

    /** Forgets the record that a reallocation took out. */
    public void forgetTaken() {
        taken[0] = 0;
    }

    /** Forgets the record that a reallocation took out, and gives the slot back unless something else is in it. */
    public void clearTaken() {
        forgetTaken();
        releaseIfEmpty();
    }

    /** {@return room for the record that a reallocation took out, whose first word is 0 while there is none: the slot's own} */
    public long[] taken() {
        return taken;
    }

    /** {@return room for the record of a block that is freed, during that call; the array is the slot's own} */
    public long[] freed() {
        return freed;
    }

    /** {@return claims that found no slot free, approximately} */
    public static long claimsRefused() {
        return claimsRefused;
    }

    @Override
    public String toString() {
        return "CallSlot[index=" + index + ", owner=" + owner + "]";
    }

    /** How many slots are held by threads that found their first one taken. Each thread needs its own changes only. */
    static final class Displaced {
        int count;
    }
}
