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
    private final int alwaysShift;
    private final long[] counters = new long[(STRIPES + 1) * STRIDE];

    /**
     * Makes a sampler.
     *
     * @param intervalBytes average number of bytes between two drawn ones; 1 draws every allocation
     * @param seed any number
     */
    public PoissonSampler(long intervalBytes, long seed) {
        interval = intervalBytes;
        alwaysShift = intervalBytes <= 1 ? 0 : Long.SIZE - Long.numberOfLeadingZeros(intervalBytes - 1);
        for (int stripe = 1; stripe <= STRIPES; stripe++) {
            counters[stripe * STRIDE + RANDOM] = (seed + stripe) * 0x9e3779b97f4a7c15L | 1;
            counters[stripe * STRIDE] = nextDistance(stripe * STRIDE);
        }
    }

    /**
     * {@return whether an allocation is drawn}
     *
     * @param size bytes
     * @param shift draws with the interval divided by {@code 2^shift}, which is as if the block were larger by that factor
     * @param tid id of the allocating thread
     */
    public boolean isDrawn(long size, int shift, long tid) {
        if (shift >= alwaysShift) {
            return true;
        }
        int at = (((int) tid & (STRIPES - 1)) + 1) * STRIDE;
        long left = counters[at] - enlarged(Math.max(1, size), shift); // 0 bytes count as 1, or could never be drawn
        if (left > 0) {
            counters[at] = left;
            return false;
        }
        counters[at] = nextDistance(at);
        return true;
    }

    private static long enlarged(long size, int shift) {
        return Long.numberOfLeadingZeros(size) <= shift + 1 ? Long.MAX_VALUE >>> 1 : size << shift;
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

    /** {@return the sampling interval divided by {@code 2^shift}, in bytes; at most 1 where every allocation is drawn} */
    public double interval(int shift) {
        return shift >= alwaysShift ? 1 : Math.scalb(interval, -shift);
    }

    /** {@return the least shift with which every allocation is drawn} */
    public int alwaysShift() {
        return alwaysShift;
    }

    /** {@return the probability that a block of {@code size} bytes is drawn with the interval divided by {@code 2^shift}} */
    public double probability(long size, int shift) {
        return shift >= alwaysShift ? 1 : -Math.expm1(-Math.max(1, size) / interval(shift));
    }
}
