// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.agent.stack;

import org.jspecify.annotations.Nullable;

/** Mixes what identifies a stack into 64 bits. */
final class Hashing {
    // Odd constants with about half their bits set: 2^64 / golden ratio, and the multiplier of Stafford's variant 13 of
    // the 64-bit finalizer.
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;
    private static final long MIX = 0xBF58476D1CE4E5B9L;

    /** Of the 64-bit Fowler-Noll-Vo hash. */
    private static final long FNV_PRIME = 0x100000001B3L;

    private Hashing() {}

    /** {@return {@code hash} with one more frame} */
    static long frame(long hash, int classHash, int method, int bytecodeIndex) {
        long word = classHash * GOLDEN ^ ((long) method << 32 ^ bytecodeIndex);
        return Long.rotateLeft(hash ^ word, 23) * MIX;
    }

    /** {@return a hash of a stack and its kind in which all bits depend on all bits} */
    static long finish(long hash, int kind) {
        long mixed = hash + (kind + 1) * GOLDEN;
        mixed = (mixed ^ mixed >>> 30) * MIX;
        return mixed ^ mixed >>> 31;
    }

    /** {@return {@code hash} with the characters of {@code text}, or with a mark for null} */
    static long text(long hash, @Nullable String text) {
        if (text == null) {
            return (hash ^ 1) * FNV_PRIME;
        }
        long mixed = hash ^ text.length();
        for (int i = 0; i < text.length(); i++) {
            mixed = (mixed ^ text.charAt(i)) * FNV_PRIME;
        }
        return mixed;
    }

    /** {@return a slot for {@code word} in a table of {@code 1 << bits} slots} */
    static int slot(long word, int bits) {
        return (int) (word * GOLDEN >>> 64 - bits);
    }
}
