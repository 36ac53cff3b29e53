// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.benchmarks.blocks;

/** Random numbers, cheap and the same in every run. Confined. */
final class Numbers {
    private long state;

    Numbers(int seed) {
        state = 0x9e3779b97f4a7c15L * (seed + 1);
    }

    /** {@return a number from 0 to {@code bound - 1}} */
    int below(int bound) {
        long s = state;
        s ^= s << 13;
        s ^= s >>> 7;
        s ^= s << 17;
        state = s;
        return (int) ((s >>> 33) * bound >>> 31);
    }
}
