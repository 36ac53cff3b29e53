// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.agent.stack;

import jdk.internal.misc.Unsafe;
import org.jspecify.annotations.Nullable;

/** Keeps every frame once and numbers it. Thread-safe, lock-free. On the Java heap: a frame is made of strings. */
final class FrameTable {
    /*
     * Implementation notes
     *
     * A frame is found by a 64-bit hash of all its characters; two frames with one hash would be taken for one, which
     * at 100,000 frames has a chance of one in four billion. The hash leads to an id, the id to a place in a chunk.
     * The place is written before the id becomes known; the CAS in IdTable publishes it.
     *
     * Strings only: a StackTraceElement drops its class as soon as it is built.
     */
    static final int MAX_FRAMES = 1 << 17;

    private static final int FIRST_BITS = 9;
    private static final int GROWTH_BITS = 3;

    private static final Unsafe UNSAFE = Unsafe.getUnsafe();

    private final IdTable idByHash;
    private final IdSource ids = new IdSource(1, 1 + MAX_FRAMES);
    private final Chunk first = new Chunk(1, FIRST_BITS);

    FrameTable(TableMemory memory) {
        idByHash = new IdTable(memory, MAX_FRAMES);
    }

    /** {@return the id of {@code frame}, at least 1, or 0 if there is no room} */
    int intern(StackTraceElement frame) {
        long hash = hash(frame);
        int id = idByHash.get(hash);
        return id != 0 ? id : add(hash, frame);
    }

    private int add(long hash, StackTraceElement frame) {
        int id = ids.take();
        if (id == 0) {
            return 0;
        }
        Chunk chunk = chunk(id);
        chunk.frames[id - chunk.firstId] = frame;
        int winner = idByHash.putIfAbsent(hash, id);
        if (winner != id) {
            ids.putBack(id);
        }
        return winner;
    }

    /** {@return the frame with this id} */
    StackTraceElement get(int id) {
        Chunk chunk = chunk(id);
        StackTraceElement frame = chunk.frames[id - chunk.firstId];
        if (frame == null) {
            throw new IllegalArgumentException("no such frame: id=" + id);
        }
        return frame;
    }

    /** {@return {@code class.method:line} of the frame with this id; built once} */
    String text(int id) {
        Chunk chunk = chunk(id);
        String text = chunk.texts[id - chunk.firstId]; // racy: two threads build equal strings, and one is kept
        if (text == null) {
            text = text(get(id));
            chunk.texts[id - chunk.firstId] = text;
        }
        return text;
    }

    private static String text(StackTraceElement frame) {
        String name = frame.getClassName().concat(".").concat(frame.getMethodName());
        return frame.getLineNumber() < 0 ? name : name.concat(":").concat(Integer.toString(frame.getLineNumber()));
    }

    private static long hash(StackTraceElement frame) {
        long hash = Hashing.text(frame.getLineNumber(), frame.getClassName());
        hash = Hashing.text(hash, frame.getMethodName());
        hash = Hashing.text(hash, frame.getFileName());
        return Hashing.text(hash, frame.getModuleName());
    }

    private Chunk chunk(int id) {
        Chunk chunk = first;
        while (id >= chunk.firstId + chunk.frames.length) {
            chunk = chunk.nextOrNew();
        }
        return chunk;
    }

    private static final class Chunk {
        private static final long NEXT_OFFSET = UNSAFE.objectFieldOffset(Chunk.class, "next");

        final int firstId;
        final @Nullable StackTraceElement[] frames;
        final @Nullable String[] texts;
        private final int bits;
        private volatile @Nullable Chunk next; // set once, by CAS

        Chunk(int firstId, int bits) {
            this.firstId = firstId;
            this.bits = bits;
            frames = new StackTraceElement[1 << bits];
            texts = new String[1 << bits];
        }

        Chunk nextOrNew() {
            Chunk there = next;
            if (there == null) {
                Chunk fresh = new Chunk(firstId + frames.length, bits + GROWTH_BITS);
                there = UNSAFE.compareAndSetReference(this, NEXT_OFFSET, null, fresh) ? fresh : nextOrNew();
            }
            return there;
        }
    }
}
