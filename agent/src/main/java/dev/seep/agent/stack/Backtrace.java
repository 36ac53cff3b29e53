// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.agent.stack;

import jdk.internal.misc.Unsafe;
import org.jspecify.annotations.Nullable;

/** Where HotSpot keeps the frames of a Throwable, and how to read them. */
final class Backtrace {
    /*
     * Implementation notes
     *
     * Layout (src/hotspot/share/classfile/javaClasses.hpp, java_lang_Throwable, of JDK 17 and 25). The field
     * Throwable.backtrace, hidden from reflection, is a list of Object[] chunks of 32 frames each, the innermost frame
     * first:
     *
     *   [METHODS] short[] number of the method in its class
     *   [BCIS]    int[]   bytecode index << 16 | version of the class
     *   [MIRRORS] Object[] class of the method; null ends the stack
     *   [3]       long[]  symbols of the names
     *   [next]    Object[] next chunk or null: slot 4 of 6 on JDK 17, slot 5 of 7 since virtual threads
     *
     * The slot of the next chunk is found, not assumed: see findNext(). Nothing here is trusted before BacktraceCheck.
     */
    static final int METHODS = 0;
    static final int BCIS = 1;
    static final int MIRRORS = 2;
    static final int NEXT;

    private static final Unsafe UNSAFE = Unsafe.getUnsafe();
    private static final long BACKTRACE_OFFSET = UNSAFE.objectFieldOffset(Throwable.class, "backtrace");
    private static final long DEPTH_OFFSET = UNSAFE.objectFieldOffset(Throwable.class, "depth");
    private static final int FIRST_POSSIBLE_NEXT = 4;
    private static final int MORE_THAN_ONE_CHUNK = 40;

    static {
        NEXT = findNext(deepThrowable(MORE_THAN_ONE_CHUNK));
    }

    private Backtrace() {}

    /** {@return the first chunk of the stack of {@code throwable}, or null if it has none} */
    static Object @Nullable [] of(Throwable throwable) {
        return (Object[]) UNSAFE.getReference(throwable, BACKTRACE_OFFSET);
    }

    /**
     * Drops all frames of {@code throwable} but the first {@code frames}: to decode a recursion of a thousand takes 0.2 ms
     * and more, to decode 64 frames of it 15 µs.
     *
     * @param frames at least 1, and not more than there are
     */
    static void cut(Throwable throwable, int frames) {
        Object[] chunk = of(throwable);
        int left = frames;
        while (chunk != null) {
            Object[] mirrors = (Object[]) chunk[MIRRORS];
            if (left <= mirrors.length) {
                if (left < mirrors.length) {
                    mirrors[left] = null;
                }
                chunk[NEXT] = null;
                UNSAFE.putInt(throwable, DEPTH_OFFSET, frames);
                return;
            }
            left -= mirrors.length;
            chunk = (Object[]) chunk[NEXT];
        }
    }

    private static int findNext(Throwable throwable) {
        Object[] chunk = of(throwable);
        if (chunk == null) {
            throw new IllegalStateException("the JVM records no stacks");
        }
        for (int slot = FIRST_POSSIBLE_NEXT; slot < chunk.length; slot++) {
            if (chunk[slot] instanceof Object[]) {
                return slot;
            }
        }
        throw new IllegalStateException("no second chunk in a stack of many frames: slots=" + chunk.length);
    }

    private static Throwable deepThrowable(int frames) {
        return frames == 0 ? new Throwable() : deepThrowable(frames - 1);
    }
}
