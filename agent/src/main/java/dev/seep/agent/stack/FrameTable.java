// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.agent.stack;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/** Keeps every frame once and numbers it. Thread-safe, lock-free. On the Java heap: a frame is made of strings. */
final class FrameTable {
    /*
     * Implementation notes
     *
     * Levels of growing size. A frame stands in one of PROBES neighbouring slots of a level, and in the next level if
     * those are taken. As no slot is ever vacated, a thread that finds them taken finds what every later thread will
     * find: a frame stands in one place only, and nothing moves.
     *
     * Strings only: a StackTraceElement drops its class as soon as it is built.
     */
    private static final int FIRST_BITS = 10;
    private static final int GROWTH_BITS = 3;
    private static final int LEVELS = 4;

    private final AtomicReferenceArray<@Nullable Level> levels = new AtomicReferenceArray<>(LEVELS);

    /** {@return the id of {@code frame}, at least 1, or 0 if there is no room} */
    int intern(StackTraceElement frame) {
        for (int i = 0; i < LEVELS; i++) {
            int slot = level(i).intern(frame);
            if (slot >= 0) {
                return firstId(i) + slot;
            }
        }
        return 0;
    }

    /** {@return the frame with this id} */
    StackTraceElement get(int id) {
        int i = levelOf(id);
        StackTraceElement frame = level(i).frames.get(id - firstId(i));
        if (frame == null) {
            throw new IndexOutOfBoundsException("no such frame: id=" + id);
        }
        return frame;
    }

    /** {@return {@code class.method:line} of the frame with this id; built once} */
    String text(int id) {
        int i = levelOf(id);
        Level level = level(i);
        int slot = id - firstId(i);
        String text = level.texts.get(slot);
        if (text == null) {
            text = text(get(id));
            level.texts.set(slot, text);
        }
        return text;
    }

    private static String text(StackTraceElement frame) {
        String name = frame.getClassName().concat(".").concat(frame.getMethodName());
        return frame.getLineNumber() < 0 ? name : name.concat(":").concat(Integer.toString(frame.getLineNumber()));
    }

    private Level level(int i) {
        Level level = levels.get(i);
        if (level == null) {
            levels.compareAndSet(i, null, new Level(bits(i)));
            return level(i);
        }
        return level;
    }

    private static int bits(int level) {
        return FIRST_BITS + level * GROWTH_BITS;
    }

    private static int firstId(int level) {
        int first = 1;
        for (int i = 0; i < level; i++) {
            first += 1 << bits(i);
        }
        return first;
    }

    private static int levelOf(int id) {
        int level = 0;
        while (id >= firstId(level + 1)) {
            level++;
        }
        return level;
    }

    private static final class Level {
        /** Slots looked at before the next level is tried. */
        private static final int PROBES = 16;

        final AtomicReferenceArray<@Nullable StackTraceElement> frames;
        final AtomicReferenceArray<@Nullable String> texts;
        private final int bits;

        Level(int bits) {
            this.bits = bits;
            frames = new AtomicReferenceArray<>(1 << bits);
            texts = new AtomicReferenceArray<>(1 << bits);
        }

        int intern(StackTraceElement frame) {
            int mask = (1 << bits) - 1;
            int first = Hashing.slot(frame.hashCode(), bits);
            for (int i = 0; i < PROBES; i++) {
                int slot = first + i & mask;
                StackTraceElement there = frames.get(slot);
                if (there == null) {
                    there = frames.compareAndExchange(slot, null, frame);
                }
                if (there == null || there.equals(frame)) {
                    return slot;
                }
            }
            return -1;
        }
    }
}
