// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.agent.site;

import jdk.internal.misc.Unsafe;
import org.jspecify.annotations.Nullable;

/**
 * Small numbers for the names of threads.
 *
 * <p>Thread-safe and lock-free; nothing is allocated off-heap, and on the Java heap one small object for each name there is. A
 * number stands for its name for good. Once there are many names, those that differ in digits only share one, such as
 * {@code pool-*-thread-*}, and once there are very many, new ones are {@link #OTHER}.
 */
public final class ThreadNames {
    /*
     * Implementation notes
     *
     * Cache. A word for each thread id modulo CACHED: id (48 bits) | number (16). A word is read and written at once, so it never
     * gives a thread the number of another. A thread that is renamed keeps its number until another one takes its word:
     * looking at its name each time costs more than is known by it.
     *
     * Names. A binary tree by the bits of the hash, lowest first, after which equal hashes chain to the left. It only
     * grows, a leaf at a time and by CAS; no balance is needed, because a hash is as good as random. All nodes are also
     * chained, newest first, for readers. Why not a table of String[]? It would be 256 KiB on the application's heap, in a
     * program with ten threads.
     */
    /** The number of names that found no room. */
    public static final int OTHER = 0;

    /** Names that are kept as they are. */
    static final int EXACT = 1 << 14;

    /** Patterns of names that are kept after them. */
    static final int PATTERNS = 1 << 12;

    private static final int CACHED = 1024;
    private static final int INDEX_BITS = 16;

    private static final Unsafe UNSAFE = Unsafe.getUnsafe();
    private static final long COUNT = UNSAFE.objectFieldOffset(ThreadNames.class, "count");
    private static final long NEWEST = UNSAFE.objectFieldOffset(ThreadNames.class, "newest");
    private static final long LEFT = UNSAFE.objectFieldOffset(Node.class, "left");
    private static final long RIGHT = UNSAFE.objectFieldOffset(Node.class, "right");

    private final long[] cache = new long[CACHED];
    private final Node root = new Node("", 1);
    private volatile int count = 1; // changed by an atomic addition
    private volatile Node newest = root; // changed by CAS

    /** Makes a table that knows the empty name, which virtual threads have, and no other. */
    public ThreadNames() {
        NamePattern.hash(""); // so that its class is loaded now, and not inside somebody's allocation
    }

    /**
     * {@return the number of the calling thread's name, below 2^16}
     *
     * @param tid id of the calling thread
     */
    public int current(long tid) {
        long word = cache[(int) tid & (CACHED - 1)];
        return word >>> INDEX_BITS == tid ? (int) word & (1 << INDEX_BITS) - 1 : lookUp(tid);
    }

    private int lookUp(long tid) {
        int index = indexOf(Thread.currentThread().getName());
        cache[(int) tid & (CACHED - 1)] = tid << INDEX_BITS | index;
        return index;
    }

    /** {@return the number of a name, which is known from now on unless there are too many} */
    int indexOf(String name) {
        if (name.length() <= NamePattern.MAX_LENGTH) {
            int exact = find(name, mix(name.hashCode()), false);
            if (exact != OTHER) {
                return exact;
            }
        }
        return find(name, mix(NamePattern.hash(name)), true);
    }

    private static int mix(int hash) {
        int h = hash * 0x9e3779b9;
        return h ^ h >>> 16;
    }

    /** {@return the number of a name or of its pattern, or {@link #OTHER} if it is not there and there is no room} */
    private int find(String name, int hash, boolean asPattern) {
        Node node = root;
        int bits = hash;
        Node leaf = null;
        while (!node.is(name, asPattern)) {
            boolean left = (bits & 1) == 0;
            Node next = left ? node.left : node.right;
            if (next != null) {
                node = next;
                bits >>>= 1;
                continue;
            }
            leaf = leaf == null ? newNode(name, asPattern) : leaf;
            if (leaf == null) {
                return OTHER;
            }
            if (UNSAFE.compareAndSetReference(node, left ? LEFT : RIGHT, null, leaf)) {
                chain(leaf);
                return leaf.index;
            }
        }
        return node.index;
    }

    private @Nullable Node newNode(String name, boolean asPattern) {
        int limit = asPattern ? EXACT + PATTERNS : EXACT;
        if (count >= limit) {
            return null;
        }
        int index = UNSAFE.getAndAddInt(this, COUNT, 1) + 1;
        return new Node(asPattern ? NamePattern.of(name) : name, index);
    }

    private void chain(Node added) {
        do {
            added.older = newest;
        } while (!UNSAFE.compareAndSetReference(this, NEWEST, added.older, added));
    }

    /** {@return the names by their number, of which that of {@link #OTHER} is null} */
    public @Nullable String[] names() {
        Node first = newest;
        @Nullable String[] names = new @Nullable String[count + 1];
        for (Node node = first; node != null; node = node.older) {
            names[node.index] = node.name;
        }
        return names;
    }

    /** A name and its number. */
    private static final class Node {
        final String name;
        final int index;
        volatile @Nullable Node left;
        volatile @Nullable Node right;

        @Nullable
        Node older; // written before the node is chained

        Node(String name, int index) {
            this.name = name;
            this.index = index;
        }

        boolean is(String other, boolean asPattern) {
            return asPattern ? NamePattern.matches(name, other) : name.equals(other);
        }
    }
}
