// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.agent.hook;

import jdk.internal.vm.annotation.DontInline;
import org.jspecify.annotations.Nullable;

/**
 * Static entry points for woven code. None of them ever throws.
 *
 * <p>Thread-safe. The order of the calls of one allocation: {@link #enter} by hook points that know more than the
 * allocator does, {@link #allocated} by the allocator's own, {@link #leave} after the call that {@code enter} announced,
 * whether it returned or threw.
 */
public final class Hooks {
    /*
     * Implementation notes
     *
     * HotSpot compiles a hook as a call (DontInline, which it heeds here because this class is one of the JDK's): with
     * the recorder's path inside, a woven method of the JDK is too large to be inlined into its callers, and what they
     * make, such as an arena and its segments, goes to the Java heap (docs/benchmarks.md, "Kinds"). A subject is
     * asked for its class before the call, which is why enter(long, int, Object) is inlined: passed on, it would escape. So
     * it is passed on, to be watched, by callers only that are not compiled by C2 yet, where it is on the heap anyway.
     */
    private static volatile AllocationListener listener = AllocationListener.NONE;

    // Racy on purpose: an approximate count is enough.
    private static long lostReports;
    private static long labelsLost;

    private Hooks() {}

    /** Hands everything that happens from now on to {@code newListener}; {@link AllocationListener#NONE} ends it. */
    public static void listen(AllocationListener newListener) {
        listener = newListener;
    }

    /**
     * Says what the next block of this thread is. Woven directly before the call that allocates it.
     *
     * @param size bytes the caller asked for
     * @param kind id of the kind
     */
    @DontInline
    public static void enter(long size, int kind) {
        try {
            CallSlot slot = CallSlot.claim();
            if (slot == null) {
                labelsLost++;
            } else if (!slot.isInside()) {
                slot.label(kind, size);
            }
        } catch (Throwable t) {
            labelsLost++;
        }
    }

    /**
     * As {@link #enter(long, int)}, with a kind that depends on an object's class.
     *
     * @param size bytes the caller asked for
     * @param kind id of the kind when the class says nothing
     * @param subject the object whose class tells the kind
     */
    public static void enter(long size, int kind, @Nullable Object subject) {
        if (subject == null) {
            enter(size, kind);
        } else if (!Tier.isCompiled()) {
            enterOwned(size, kind, subject);
        } else {
            enterByClass(size, kind, subject.getClass());
        }
    }

    @DontInline
    private static void enterByClass(long size, int kind, Class<?> type) {
        enter(size, KindByClass.lookUp(type, kind));
    }

    /**
     * As {@link #enter(long, int, Object)}, and says which object's death without a free proves a leak.
     *
     * @param size bytes the caller asked for
     * @param kind id of the kind when the class of the owner says nothing
     * @param owner the owner; not kept beyond the call
     */
    @DontInline
    public static void enterOwned(long size, int kind, Object owner) {
        try {
            CallSlot slot = CallSlot.claim();
            if (slot == null) {
                labelsLost++;
            } else if (!slot.isInside()) {
                slot.label(KindByClass.lookUp(owner.getClass(), kind), size);
                slot.own(owner);
            }
        } catch (Throwable t) {
            labelsLost++;
        }
    }

    /** Takes back what {@link #enter(long, int)} said, if no block came. Woven after the call and in its handlers. */
    @DontInline
    public static void clear() {
        try {
            CallSlot slot = CallSlot.held();
            if (slot != null && !slot.isInside()) {
                slot.clearLabel();
            }
        } catch (Throwable t) {
            lostReports++;
        }
    }

    /**
     * Says which call the next block of this thread comes from. Woven directly before a call that may allocate.
     *
     * @param callSite id of the call site
     */
    @DontInline
    public static void enter(int callSite) {
        try {
            CallSlot slot = CallSlot.claim();
            if (slot == null) {
                labelsLost++;
            } else if (!slot.isInside()) {
                slot.enterCall(callSite);
            }
        } catch (Throwable t) {
            labelsLost++;
        }
    }

    /** Ends what {@link #enter(int)} began. Woven after the call and at the start of its handlers. */
    @DontInline
    public static void leave() {
        try {
            CallSlot slot = CallSlot.held();
            if (slot != null && !slot.isInside()) {
                slot.leaveCall(listener);
            }
        } catch (Throwable t) {
            lostReports++;
        }
    }

    /**
     * Reports a block that was allocated. Woven after the native call, before anybody else knows the address.
     *
     * @param address first byte of the block; 0 is ignored
     * @param size bytes asked for
     * @param kind id of the hook point's kind
     */
    @DontInline
    public static void allocated(long address, long size, int kind) {
        if (address == 0) {
            return;
        }
        try {
            listener.allocated(address, size, kind, CallSlot.held());
        } catch (Throwable t) {
            lostReports++; // a report may be lost, the application's block may not
        }
    }

    /**
     * Reports memory that is about to be freed. Woven <em>before</em> the freeing call: afterwards another thread may
     * already own the same address, and its entry is the one we would remove.
     *
     * @param address first byte of the block; 0 is ignored, as {@code free(NULL)} is
     * @param kind id of the hook point's kind
     */
    @DontInline
    public static void freed(long address, int kind) {
        if (address == 0) {
            return;
        }
        try {
            listener.freed(address, kind);
        } catch (Throwable t) {
            lostReports++;
        }
    }

    /**
     * Takes back what {@link #freed} reported, if the free was refused: the block counts as allocated anew.
     *
     * @param freed whether it was freed
     * @param address first byte of the block
     * @param size its size in bytes
     * @param kind id of the hook point's kind
     */
    @DontInline
    public static void freedUnlessRefused(boolean freed, long address, long size, int kind) {
        if (!freed) {
            allocated(address, size, kind);
        }
    }

    /**
     * Reports that all blocks of a kind are about to be freed that lie in a range.
     *
     * @param address first byte of the range
     * @param size its bytes
     * @param kind id of the hook point's kind
     */
    @DontInline
    public static void freedWithin(long address, long size, int kind) {
        try {
            listener.freedWithin(address, size, kind);
        } catch (Throwable t) {
            lostReports++;
        }
    }

    /**
     * Reports that a block is about to be reallocated. Woven before the call, for the same reason as {@link #freed}.
     *
     * @param address first byte of the block, or 0 for none yet
     * @param size bytes asked for; 0 is a free, which has its own hook
     * @param kind id of the hook point's kind
     */
    @DontInline
    public static void reallocating(long address, long size, int kind) {
        if (size != 0) {
            reallocating(address, kind);
        }
    }

    /**
     * As {@link #reallocating(long, long, int)}, where 0 is a size like others.
     *
     * @param address first byte of the block, or 0 for none yet
     * @param kind id of the hook point's kind
     */
    @DontInline
    public static void reallocating(long address, int kind) {
        if (address == 0) {
            return;
        }
        try {
            listener.reallocating(address, kind);
        } catch (Throwable t) {
            lostReports++;
        }
    }

    /**
     * Reports what became of {@link #reallocating}.
     *
     * @param address first byte of the new block, or 0 if {@code size} was 0
     * @param size bytes asked for
     * @param kind id of the hook point's kind
     */
    @DontInline
    public static void reallocated(long address, long size, int kind) {
        if (address == 0) {
            return;
        }
        try {
            listener.reallocated(address, size, kind);
        } catch (Throwable t) {
            lostReports++;
        }
    }

    /**
     * As {@link #reallocated}, or as {@link #reallocationFailed} if the reallocation was refused.
     *
     * @param address first byte of the new block, or 0 if the old one is as it was
     * @param size bytes asked for
     * @param kind id of the hook point's kind
     */
    @DontInline
    public static void reallocatedUnlessRefused(long address, long size, int kind) {
        if (address == 0) {
            reallocationFailed(kind);
        } else {
            reallocated(address, size, kind);
        }
    }

    /**
     * Reports that a block has another size, at its address.
     *
     * @param resized whether it has; otherwise it is as it was
     * @param address first byte of the block
     * @param size bytes asked for
     * @param kind id of the hook point's kind
     */
    @DontInline
    public static void resizedUnlessRefused(boolean resized, long address, long size, int kind) {
        if (!resized) {
            return;
        }
        try {
            listener.resized(address, size, kind);
        } catch (Throwable t) {
            lostReports++;
        }
    }

    /**
     * Reports that the reallocation threw.
     *
     * @param kind id of the hook point's kind
     */
    @DontInline
    public static void reallocationFailed(int kind) {
        try {
            listener.reallocationFailed(kind);
        } catch (Throwable t) {
            lostReports++;
        }
    }

    /** {@return reports that were lost to an error in the agent, approximately} */
    public static long lostReports() {
        return lostReports;
    }

    /** {@return labels that were lost because no slot was free, approximately} */
    public static long labelsLost() {
        return labelsLost;
    }
}
