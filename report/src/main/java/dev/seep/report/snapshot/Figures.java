// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.report.snapshot;

/**
 * Bytes and blocks of one thing: a kind, a layer, a stack trace.
 *
 * @param liveBytes bytes allocated and not freed
 * @param liveCount blocks allocated and not freed
 * @param allocatedBytes bytes allocated since tracking started, freed ones included
 * @param allocatedCount blocks allocated since tracking started, freed ones included
 */
public record Figures(long liveBytes, long liveCount, long allocatedBytes, long allocatedCount) {
    /** Nothing allocated. */
    public static final Figures ZERO = new Figures(0, 0, 0, 0);

    /** {@return bytes allocated and freed again} */
    public long freedBytes() {
        return Math.max(0, allocatedBytes - liveBytes);
    }

    /** {@return blocks allocated and freed again} */
    public long freedCount() {
        return Math.max(0, allocatedCount - liveCount);
    }

    /** {@return the sums of these figures and {@code other}'s, at most {@link Long#MAX_VALUE} each} */
    public Figures plus(Figures other) {
        return new Figures(
                sum(liveBytes, other.liveBytes),
                sum(liveCount, other.liveCount),
                sum(allocatedBytes, other.allocatedBytes),
                sum(allocatedCount, other.allocatedCount));
    }

    private static long sum(long one, long other) {
        long sum = one + other;
        return one > 0 && other > 0 && sum < 0 ? Long.MAX_VALUE : sum;
    }
}
