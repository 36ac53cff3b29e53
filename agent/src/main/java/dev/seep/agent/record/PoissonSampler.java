// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.agent.record;

/**
 * Draws the allocations whose stack is walked: each byte is drawn with the same probability, one in {@code interval}.
 *
 * <p>Thread-safe. An allocation of {@code size} bytes is drawn with probability {@code 1 - exp(-size / interval)}.
 */
public final class PoissonSampler {
    /*
     * Implementation notes
     *
     * Counts bytes down to the next drawn one; the distance is exponentially distributed, so it makes no difference how the
     * threads' allocations are dealt out to the counters (the process has no memory). STRIPES counters by thread id, a
     * cache line each. Two threads on one counter may lose a decrement: benign, a few bytes of a few hundred thousand.
     *
     * Random numbers: xorshift64* (Vigna, "An experimental exploration of Marsaglia's xorshift generators, scrambled", 2016).
     */
    private static final int STRIPES = 256;
    private static final int STRIDE = 8; // longs: 64 bytes
    private static final int RANDOM = 1; // offset of the generator's state

    private final double interval;
    private final long[] counters = new long[(STRIPES + 1) * STRIDE];

    /**
     * Makes a sampler.
     *
     * @param intervalBytes average number of bytes between two drawn ones; 1 draws every allocation
     * @param seed any number
     */
    public PoissonSampler(long intervalBytes, long seed) {
        interval = intervalBytes;
        for (int stripe = 1; stripe <= STRIPES; stripe++) {
            counters[stripe * STRIDE + RANDOM] = (seed + stripe) * 0x9e3779b97f4a7c15L | 1;
            counters[stripe * STRIDE] = nextDistance(stripe * STRIDE);
        }
    }

    /** {@return whether an allocation of {@code size} bytes by the thread with this id is drawn} */
    public boolean isDrawn(long size, long tid) {
        if (interval <= 1) {
            return true;
        }
        int at = (((int) tid & (STRIPES - 1)) + 1) * STRIDE;
        long left = counters[at] - Math.max(1, size); // a block of 0 bytes counts as 1, or it could never be drawn
        if (left > 0) {
            counters[at] = left;
            return false;
        }
        counters[at] = nextDistance(at);
        return true;
    }

    private long nextDistance(int at) {
        long x = counters[at + RANDOM];
        x ^= x >>> 12;
        x ^= x << 25;
        x ^= x >>> 27;
        counters[at + RANDOM] = x;
        double uniform = ((x * 0x2545f4914f6cdd1dL >>> 11) + 1) * 0x1p-53; // in (0, 1]
        return 1 + (long) (-Math.log(uniform) * interval);
    }

    /** {@return the interval that allocations are drawn with now, in bytes} */
    public float interval() {
        return (float) interval;
    }

    /** {@return the probability that a block of {@code size} bytes is drawn at {@code interval}} */
    public static double probability(long size, float interval) {
        return interval <= 1 ? 1 : -Math.expm1(-Math.max(1, size) / (double) interval);
    }
}
