// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.agent.stack;

import jdk.internal.misc.Unsafe;

/**
 * Keeps stacks as paths from the outermost frame inwards, so that stacks share what they have in common further out.
 *
 * <p>A stack is the number of its innermost node; equal stacks have equal numbers. Thread-safe, lock-free, off-heap.
 */
final class StackTree {
    /*
     * Implementation notes
     *
     * A node is a word, (node of the caller) << 32 | frame id, and its position in the table of words is its number. So
     * a node costs 8 bytes, and new stacks of a program that is warm add a handful of nodes each, where an int[] of
     * frames costs 16 bytes and 4 a frame on the Java heap.
     */
    static final int ROOT = 0;

    private static final int NODE_BYTES = 8;

    private static final Unsafe UNSAFE = Unsafe.getUnsafe();

    private final WordTable nodes;

    StackTree(TableMemory memory, int maxNodes) {
        nodes = new WordTable(memory, NODE_BYTES, maxNodes);
    }

    /** {@return the node of {@code frame} called from {@code caller}, or 0 if there is no room; frame ids start at 1} */
    int node(int caller, int frame) {
        return nodes.add((long) caller << 32 | frame);
    }

    /** {@return the node that called {@code node}, {@link #ROOT} if it is the outermost} */
    int caller(int node) {
        return (int) (word(node) >>> 32);
    }

    /** {@return the frame id of {@code node}} */
    int frame(int node) {
        return (int) word(node);
    }

    private long word(int node) {
        return UNSAFE.getLongAcquire(null, nodes.address(node)); // pairs with the CAS in WordTable.put()
    }
}
