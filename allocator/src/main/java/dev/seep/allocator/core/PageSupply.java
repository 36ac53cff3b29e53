// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.allocator.core;

/** Where central free lists and large blocks get their pages from. Thread-safe. */
interface PageSupply {
    /**
     * Takes pages for a span of small blocks, and looks everywhere for free ones before it maps more. To be called without
     * any lock.
     *
     * @return the address; with {@link PageHeap#ZEROED} set if {@link #commit} has to be called before they are touched; 0 if
     *     the system refuses
     */
    long takeForSpan(long pages);

    /** Takes bytes into the budget. {@return false if the limit is reached, although everything was purged} */
    boolean commit(long bytes);

    /**
     * Gives pages back.
     *
     * @param committedPages how many of them, from the first one on, are in the budget
     */
    void give(long address, long pages, long committedPages);

    /** Makes {@code span} the span of all its pages. */
    void publish(Span span);

    /** Says that an allocation gets no memory. */
    void refused(long bytes);

    /** Does a bounded piece of the work of giving memory back, if it is time. To be called without any lock. */
    void tick();
}
