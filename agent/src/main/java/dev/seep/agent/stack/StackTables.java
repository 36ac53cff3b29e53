// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.agent.stack;

/**
 * What a {@link StackTable} holds from one {@link StackTable#clear} to the next. Thread-safe, lock-free.
 *
 * <p>Off-heap memory behind it is not freed as long as this object can be reached.
 */
final class StackTables {
    /*
     * Implementation notes
     *
     * Invariants (checked by StackTable.checkInvariants()):
     *   1. byHash holds ids below ids.end(), or ids reserved for filtered stacks;
     *   2. byContent.get(content(node(id), site(id))) == id for every id in byHash that is not reserved;
     *   3. following caller() from node(id) ends at ROOT after at most depth steps, over frames that exist.
     *
     * Every step of adding a stack is one CAS that leaves the tables whole, so a thread may die after any of them: what
     * it has added so far is found again by the next one.
     *
     * An id belongs to what is reported, frames and site, not to the hash: classes that were loaded again, generated
     * accessors and two calls in one line give several hashes.
     */
    /** Nodes a stack adds at most, on average, before the tree is full: 3 to 5 were counted in warm programs. */
    private static final int NODES_PER_STACK = 8;

    final TableMemory memory = new TableMemory();
    final IdTable byHash;
    final IdTable byContent;
    final StackTree tree;
    final FrameTable frames;
    final StackRecords records;
    final IdSource ids;
    private volatile boolean full;

    StackTables(int maxStacks, int reservedIds) {
        // Several hashes may lead to one stack, and filtered stacks have hashes, too.
        byHash = new IdTable(memory, 2 * maxStacks);
        byContent = new IdTable(memory, maxStacks);
        frames = new FrameTable(memory);
        tree = new StackTree(memory, NODES_PER_STACK * maxStacks);
        records = new StackRecords(memory, 1 + reservedIds + maxStacks);
        ids = new IdSource(1 + reservedIds, 1 + reservedIds + maxStacks);
    }

    /** {@return whether there is no room for another stack} */
    boolean isFull() {
        return full || ids.areAllTaken();
    }

    /** Gives up adding stacks: one found no room. */
    void setFull() {
        full = true;
    }

    /** {@return the id of the stack with these frames and site, or 0 if there is no room for it} */
    int intern(StackTraceElement[] stack, int site) {
        int node = StackTree.ROOT;
        for (int i = stack.length - 1; i >= 0; i--) {
            int frame = frames.intern(stack[i]);
            node = frame == 0 ? 0 : tree.node(node, frame);
            if (node == 0) {
                return 0;
            }
        }
        long content = content(node, site);
        int known = byContent.get(content);
        return known != 0 ? known : add(content, node, site);
    }

    private int add(long content, int node, int site) {
        int id = ids.take();
        if (id == 0 || !records.describe(id, node, site)) {
            return 0;
        }
        int winner = byContent.putIfAbsent(content, id);
        if (winner != id) {
            ids.putBack(id);
        }
        return winner;
    }

    /** {@return the frames of the stack {@code id}, outwards; none if its id is reserved} */
    StackTraceElement[] frames(int id) {
        int innermost = records.node(id);
        int count = 0;
        for (int node = innermost; node != StackTree.ROOT; node = tree.caller(node)) {
            count++;
        }
        StackTraceElement[] stack = new StackTraceElement[count];
        int node = innermost;
        for (int i = 0; i < count; i++) {
            stack[i] = frames.get(tree.frame(node));
            node = tree.caller(node);
        }
        return stack;
    }

    /** {@return the line of the first frame in no module of the JDK, of the first frame if there is none, or ""} */
    String callSite(int id) {
        int innermost = records.node(id);
        for (int node = innermost; node != StackTree.ROOT; node = tree.caller(node)) {
            if (!isJdk(frames.get(tree.frame(node)))) {
                return frames.text(tree.frame(node));
            }
        }
        return innermost == StackTree.ROOT ? "" : frames.text(tree.frame(innermost));
    }

    private static boolean isJdk(StackTraceElement frame) {
        String module = frame.getModuleName();
        return module != null && (module.startsWith("java.") || module.startsWith("jdk."));
    }

    /** {@return what tells a stack of one site from all others; neither free nor closed} */
    static long content(int node, int site) {
        return (long) node << 32 | site + 1;
    }

    void checkInvariants(int depth, int kinds) {
        int reserved = 2 * kinds;
        byHash.forEachId(id -> {
            require(id >= 1 && id < ids.end(), "id out of range", id);
            require(id <= reserved || isHome(id), "content leads to another id", id);
        });
        for (int id = reserved + 1; id < ids.end(); id++) {
            require(frames(id).length <= depth, "stack is too deep", id);
        }
    }

    private boolean isHome(int id) {
        return byContent.get(content(records.node(id), records.site(id))) == id;
    }

    private static void require(boolean condition, String otherwise, int id) {
        if (!condition) {
            throw new IllegalStateException(otherwise + ": id=" + id);
        }
    }
}
