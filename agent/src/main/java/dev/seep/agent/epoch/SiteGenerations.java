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

    /** {@return bytes that the site allocated in a generation} */
    public long allocatedBytes(int generation) {
        return allocatedBytes[generation];
    }

    /** {@return bytes of the site, of this generation and all before, that were live when its epoch ended}
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
