// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.agent.live;

/**
 * What a record holds, in memory and in copies.
 *
 * <p>Three words, because what a random free waits for are the cache lines that it misses:
 *
 * <pre>
 *    0  address of the block (48 bits) | thread name (16); 0 in a place that is free
 *    8  size (48) | site (16)
 *   16  tick of allocation (32) | stack id (24) | shift of the sampling interval (6) | flags (2)
 * </pre>
 *
 * <p>User space ends below 2^48 on x86-64 and AArch64, unless a program asks mmap for more by address.
 */
final class Records {
    static final int WORDS = 3;
    static final int BYTES = WORDS * Long.BYTES;
    static final int ADDRESS = 0;
    static final int SIZE = 8;
    static final int TICK = 16;

    private Records() {}
}
