// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.agent.epoch;

/** The generations of one site, as read at one moment. Immutable. */
public final class SiteGenerations {
    private final int shift;
    private final long[] allocatedBytes;
    private final long[] endLiveBytes;

    SiteGenerations(int shift, long[] allocatedBytes, long[] endLiveBytes) {
        this.shift = shift;
        this.allocatedBytes = allocatedBytes;
        this.endLiveBytes = endLiveBytes;
    }

    /** {@return how many there are, 1 to 64; the last one's epoch has not ended} */
    public int count() {
        return allocatedBytes.length;
    }

    /** {@return when a generation began, in seconds since tracking started} */
    public double startSeconds(int generation) {
        return Epochs.startSeconds(generation, shift);
    }

    /** {@return bytes that the site allocated in a generation, as they were counted} */
    public long allocatedBytes(int generation) {
        return allocatedBytes[generation];
    }

    /**
     * {@return what the site allocated in each generation, such that none has more live bytes than it allocated}
     *
     * <p>A block that was reallocated is live in the generation of its first allocation, but its new bytes were allocated
     * later; and one whose allocation straddles the end of an epoch may be counted in the next. Such bytes are moved to where
     * they are live, those of the nearest younger generation first. The sum stays.
     *
     * @param liveBytes live bytes of each generation, from {@link #fold}
     */
    public long[] allocatedBytes(long[] liveBytes) {
        long[] balanced = allocatedBytes.clone();
        for (int generation = 0; generation < balanced.length; generation++) {
            for (int other = generation + 1; other < balanced.length; other++) {
                move(balanced, liveBytes, other, generation);
            }
            for (int other = generation - 1; other >= 0; other--) {
                move(balanced, liveBytes, other, generation);
            }
        }
        return balanced;
    }

    private static void move(long[] allocated, long[] live, int from, int to) {
        long lacking = live[to] - allocated[to];
        long spare = allocated[from] - live[from];
        if (lacking > 0 && spare > 0) {
            long moved = Math.min(lacking, spare);
            allocated[from] -= moved;
            allocated[to] += moved;
        }
    }

    /**
     * {@return bytes of the site, of this generation and all before, that were live when its epoch ended}
     *
     * @param generation any but the last one
     */
    public long endLiveBytes(int generation) {
        return endLiveBytes[generation];
    }

    /**
     * Brings sums by generation from another source to the generations here.
     *
     * @param sums one for each generation; those of the same or younger ones than the last here are added to it
     * @param sumsShift {@link SiteHistory#shift} when the sums were begun, so that it is no larger than when this was read
     * @return one for each generation here
     */
    public long[] fold(long[] sums, int sumsShift) {
        if (sumsShift > shift) {
            throw new IllegalArgumentException(
                    "sums are of longer epochs than the history: sumsShift=" + sumsShift + ", shift=" + shift);
        }
        long[] folded = new long[count()];
        for (int generation = 0; generation < sums.length; generation++) {
            folded[Math.min(generation >>> shift - sumsShift, folded.length - 1)] += sums[generation];
        }
        return folded;
    }
}
