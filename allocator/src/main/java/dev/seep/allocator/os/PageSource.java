// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.allocator.os;

/**
 * Takes memory from the operating system and gives it back.
 *
 * <p>All sizes are in bytes and multiples of {@link #pageSize()}; all addresses are aligned to it. Implementations are
 * thread-safe and keep no record of what they handed out: their caller does. To be refused is normal, and is a value: the
 * caller decides whether it is an {@code OutOfMemoryError}.
 */
public interface PageSource {
    /** {@return the page size of the operating system in bytes, a power of two} */
    long pageSize();

    /**
     * Maps zeroed, readable and writable memory. Nothing is resident until it is touched.
     *
     * @param bytes size, above 0
     * @param alignment alignment of the address in bytes, a power of two
     * @return the address, or 0 if the operating system refuses
     */
    long map(long bytes, long alignment);

    /**
     * Gives mapped memory back, address range included. Any part of a mapping may be given back where
     * {@link #unmapsParts()} says so, otherwise only what one {@link #map} returned.
     *
     * @return false if the operating system refuses; then nothing has changed
     */
    boolean unmap(long address, long bytes);

    /** {@return whether {@link #unmap} takes a part of what {@link #map} returned} */
    boolean unmapsParts();

    /**
     * Gives the memory back, but not the address range: it stays readable and writable, and reads as zeros.
     *
     * @return false if the operating system refuses; then the contents are undefined
     */
    boolean purge(long address, long bytes);

    /**
     * Makes what one {@link #map} returned larger, at the same address. What is added reads as zeros.
     *
     * @return false if there is no room, or the operating system refuses or has no such call; then nothing has changed
     */
    boolean grow(long address, long oldBytes, long newBytes);

    /**
     * Moves what one {@link #map} returned, without copying, to the place of another mapping that is at least as large and
     * is replaced. The old address is unmapped; what the new place has in addition reads as zeros.
     *
     * @return false if the operating system refuses or has no such call; then nothing has changed
     */
    boolean move(long address, long bytes, long newAddress, long newBytes);

    /** {@return why a call was refused last, such as {@code errno=12}; for messages only, as threads share it} */
    String lastRefusal();
}
