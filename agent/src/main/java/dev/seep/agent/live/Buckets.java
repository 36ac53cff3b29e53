// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.agent.live;

/**
 * The buckets of one shard: for each the number of its first record. Grows by one bucket at a time.
 *
 * <p>Confined to the holder of the shard's lock.
 */
final class Buckets implements Growing {
    /*
     * Implementation notes
     *
     * Linear hashing (Litwin, "Linear Hashing: A New Tool for File and Table Addressing", VLDB 1980): there are
     * (mask + 1) / 2 + split buckets; those below split have been split already and use one more bit of the hash. To grow
     * is to split the bucket at split, that is, to relink the one to three records in it, so that no insert ever waits
     * for a rehash. The heads are ints in segments of 4 KiB.
     */
    private static final int FIRST_BUCKETS = 16;
    private static final int SEGMENT_HEADS = 1024;
    private static final int SEGMENT_SHIFT = 10;
    private static final long SEGMENT_BYTES = (long) SEGMENT_HEADS * Integer.BYTES;

    private final Segments segments = new Segments(SEGMENT_BYTES, true);
    private int mask = 2 * FIRST_BUCKETS - 1; // of the buckets that were split; the others use mask >>> 1
    private int split;

    int count() {
        return (mask >>> 1) + 1 + split;
    }

    @Override
    public boolean hasRoom() {
        return count() < segments.count() * SEGMENT_HEADS;
    }

    @Override
    public Segments segments() {
        return segments;
    }

    /** {@return where the head of the bucket for {@code hash} is in memory} */
    long headFor(int hash) {
        int bucket = hash & mask;
        return head(bucket < count() ? bucket : hash & (mask >>> 1));
    }

    /** {@return where the head of the next bucket to split is in memory} */
    long headToSplit() {
        return head(split);
    }

    /** Adds a bucket, the sibling of {@link #headToSplit}, whose records the caller then distributes. */
    void addBucket() {
        split++;
        if (split > mask >>> 1) {
            mask = mask << 1 | 1;
            split = 0;
        }
    }

    private long head(int bucket) {
        return segments.at(bucket >>> SEGMENT_SHIFT) + (long) (bucket & (SEGMENT_HEADS - 1)) * Integer.BYTES;
    }

    void free() {
        segments.free();
        mask = 2 * FIRST_BUCKETS - 1;
        split = 0;
    }
}
