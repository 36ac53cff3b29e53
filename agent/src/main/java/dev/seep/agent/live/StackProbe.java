// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.agent.live;

import jdk.internal.misc.Unsafe;

/** Finds out whether there is stack left before a lock is taken that an overflow must not leave held. */
final class StackProbe {
    /*
     * Implementation notes
     *
     * Calls as deep as an operation under the lock and two calls deeper, down to the same Unsafe access. In the
     * interpreter each call takes its frame. Compiled code inlines all of this down to one load and a test that is never
     * true. There it would have to go on in the interpreter, and so, where the operation is entered, it looks for as much
     * stack as all those frames would take (HotSpot's Compile::bang_size_in_bytes). C2 does so only in code that makes
     * calls; that of the hooks does, for what they seldom do.
     */
    private static final Unsafe UNSAFE = Unsafe.getUnsafe();

    private static boolean overflows; // never, but no compiler knows

    private StackProbe() {}

    /**
     * Goes down the stack and comes back.
     *
     * @param object an object with an int field at {@code offset}
     * @return something that keeps the calls from being dropped
     * @throws StackOverflowError if there is too little stack left
     */
    static int probe(Object object, long offset) {
        return second(object, offset, 0, 0);
    }

    private static int second(Object object, long offset, long a, long b) {
        return third(object, offset, a, b, 0, 0);
    }

    private static int third(Object object, long offset, long a, long b, long c, long d) {
        return fourth(object, offset, a, b, c, d, 0, 0);
    }

    private static int fourth(Object object, long offset, long a, long b, long c, long d, long e, long f) {
        return fifth(object, offset) + (int) (a + b + c + d + e + f);
    }

    private static int fifth(Object object, long offset) {
        if (overflows) {
            throw new StackOverflowError();
        }
        return UNSAFE.getInt(object, offset);
    }
}
