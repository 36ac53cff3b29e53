// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.agent.record;

/** Where the recorder sends its sampled events. Implementations are thread-safe, never throw and never block. */
public interface EventSink {
    /** Takes nothing. */
    EventSink NONE = new NoEvents();

    /** The time of a call that is not timed; 0, so that sums over events are right. */
    long NOT_TIMED = 0;

    /** {@return whether anybody wants {@link #allocated}; a cheap read} */
    boolean wantsAllocations();

    /** {@return whether anybody wants {@link #freed}; a cheap read} */
    boolean wantsFrees();

    /**
     * A sampled allocation, reported on the allocating thread.
     *
     * @param address first byte of the block
     * @param size bytes asked for
     * @param weightBytes bytes the sample stands for
     * @param kind name of the kind
     * @param callSite class, method and line
     * @param allocatorNanos time since the call that allocates began, without the agent's own part, in nanoseconds; {@link
     *     #NOT_TIMED} when this call is not timed
     */
    void allocated(long address, long size, long weightBytes, String kind, String callSite, long allocatorNanos);

    /**
     * The free of a sampled block, reported on the freeing thread.
     *
     * @param address first byte of the block
     * @param size bytes asked for
     * @param lifetimeNanos time since its allocation, to the tick
     * @param kind name of the kind
     */
    void freed(long address, long size, long lifetimeNanos, String kind);

    /** The sink of nothing. */
    final class NoEvents implements EventSink {
        @Override
        public boolean wantsAllocations() {
            return false;
        }

        @Override
        public boolean wantsFrees() {
            return false;
        }

        @Override
        public void allocated(
                long address, long size, long weightBytes, String kind, String callSite, long allocatorNanos) {}

        @Override
        public void freed(long address, long size, long lifetimeNanos, String kind) {}
    }
}
