// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.allocator;

/**
 * An allocator as JMX shows it, under the name {@code dev.seep:type=Allocator,name=…}.
 *
 * <p>It is registered if {@link OffHeapAllocatorBuilder#mxBean} says so.
 */
public interface AllocatorMXBean {
    /** {@return the name of the allocator} */
    String getName();

    /** {@return the size of blocks that are not freed, in bytes} */
    long getLiveBytes();

    /** {@return the bytes in use or kept for the next block: an estimate} */
    long getResidentBytes();

    /** {@return the address space taken from the operating system, in bytes} */
    long getMappedBytes();

    /** {@return the limit of the resident bytes; {@link Long#MAX_VALUE} for none} */
    long getMaxBytes();

    /** {@return all that is known} */
    AllocatorStats getStats();

    /** Gives free pages back to the operating system, as {@link OffHeapAllocator#purge}. */
    void purge();
}
