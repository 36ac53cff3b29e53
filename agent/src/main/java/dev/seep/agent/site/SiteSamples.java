// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.agent.site;

import dev.seep.agent.memory.LazyRows;
import java.util.Arrays;
import jdk.internal.misc.Unsafe;

/**
 * What is known of each site from a sample of its calls: sizes, lifetimes, time in the allocator, and bytes by thread name.
 *
 * <p>Histograms are by powers of two: element {@code i} counts values from {@code 2^i} to {@code 2^(i+1) - 1}, element 0
 * those of 0 too, and the last one all larger ones. A weight is the number of calls that a sample stands for.
 *
 * <p>Thread-safe; figures are approximate, because two threads that add at a time may lose one of both. Adding allocates nothing
 * and goes unnoticed for a site that {@link #ensure} was not called for.
 */
public final class SiteSamples {
    /*
     * Implementation notes
     *
     * Layout. A row of 128 words a site, 1 KiB off-heap:
     *
     *      0  sizes in bytes (48 words)
     *     48  lifetimes in milliseconds (32)
     *     80  times in the allocator in nanoseconds (40)
     *    120  sum and count of early times, sum and count of late times
     *    124  first entry in the table of threads (32 bits)
     *
     * Time in the allocator. The first calls of a call site load classes and touch new memory, so that a single one of them
     * can take longer than a million later ones: they are all timed and count as they are, and only the mean of the
     * later ones stands for calls that were not timed.
     */
    private static final int SIZES = 0;
    private static final int SIZE_BUCKETS = 48;
    private static final int LIFETIMES = SIZES + SIZE_BUCKETS;
    private static final int LIFETIME_BUCKETS = 32;
    private static final int TIMES = LIFETIMES + LIFETIME_BUCKETS;
    private static final int TIME_BUCKETS = 40;
    private static final int EARLY_NANOS = TIMES + TIME_BUCKETS;
    private static final int EARLY_COUNT = EARLY_NANOS + 1;
    private static final int LATE_NANOS = EARLY_COUNT + 1;
    private static final int LATE_COUNT = LATE_NANOS + 1;
    private static final int THREADS = LATE_COUNT + 1;
    private static final int ROW_WORDS = 128;

    private static final long[] NONE = {};
    private static final Unsafe UNSAFE = Unsafe.getUnsafe();

    private final LazyRows rows;
    private final ThreadBytes threadBytes = new ThreadBytes();

    /**
     * Makes an empty table, which takes no memory yet.
     *
     * @param maxSites sites have ids below it, at most 2^15
     */
    public SiteSamples(int maxSites) {
        rows = new LazyRows(maxSites, (long) ROW_WORDS * Long.BYTES);
    }

    /** Makes room for a site, if there is memory. To be called by a thread that is inside the agent. */
    public void ensure(int site) {
        if (rows.find(site) == 0) {
            threadBytes.ensure();
            rows.findOrMake(site);
        }
    }

    /** Counts the size of an allocation, in bytes. */
    public void addSize(int site, long size, int weight) {
        addToHistogram(site, SIZES, SIZE_BUCKETS, size, weight);
    }

    /** Counts the lifetime of a block that was freed, in milliseconds. */
    public void addLifetime(int site, long millis, int weight) {
        addToHistogram(site, LIFETIMES, LIFETIME_BUCKETS, millis, weight);
    }

    /**
     * Counts the time that a call took.
     *
     * @param early whether it is one of the first of its call site, all of which are timed
     */
    public void addTime(int site, long nanos, boolean early) {
        long row = rows.find(site);
        if (row != 0) {
            add(row, early ? EARLY_NANOS : LATE_NANOS, Math.max(0, nanos));
            add(row, early ? EARLY_COUNT : LATE_COUNT, 1);
            add(row, TIMES + bucket(nanos, TIME_BUCKETS), 1);
        }
    }

    /**
     * Counts bytes that a thread allocated.
     *
     * @param thread index of its name, below 2^16
     */
    public void addThread(int site, int thread, long bytes) {
        long row = rows.find(site);
        if (row != 0) {
            threadBytes.add(address(row, THREADS), site, thread, bytes);
        }
    }

    private void addToHistogram(int site, int first, int buckets, long value, int weight) {
        long row = rows.find(site);
        if (row != 0) {
            add(row, first + bucket(value, buckets), weight);
        }
    }

    /** Adds without a fence or an atomic operation: what two threads lose by that is one sample among many. */
    private static void add(long row, int word, long added) {
        long address = address(row, word);
        UNSAFE.putLong(address, UNSAFE.getLong(address) + added);
    }

    private static int bucket(long value, int buckets) {
        return value <= 1 ? 0 : Math.min(buckets - 1, Long.SIZE - 1 - Long.numberOfLeadingZeros(value));
    }

    private static long address(long row, int word) {
        return row + (long) word * Long.BYTES;
    }

    /** {@return the histogram of sizes, by bytes, up to the last element that is not 0} */
    public long[] sizes(int site) {
        return histogram(site, SIZES, SIZE_BUCKETS);
    }

    /** {@return the histogram of lifetimes, by milliseconds, up to the last element that is not 0} */
    public long[] lifetimes(int site) {
        return histogram(site, LIFETIMES, LIFETIME_BUCKETS);
    }

    /** {@return the histogram of the times of timed calls, by nanoseconds, up to the last element that is not 0} */
    public long[] times(int site) {
        return histogram(site, TIMES, TIME_BUCKETS);
    }

    /** {@return the number of calls that were timed} */
    public long timedCalls(int site) {
        long row = rows.find(site);
        return row == 0 ? 0 : word(row, EARLY_COUNT) + word(row, LATE_COUNT);
    }

    /**
     * {@return an estimate of the nanoseconds that all calls of a site took; 0 if none was timed}
     *
     * @param calls how many calls there were
     */
    public long allocatorNanos(int site, long calls) {
        long row = rows.find(site);
        if (row == 0) {
            return 0;
        }
        long earlyCount = word(row, EARLY_COUNT);
        long lateCount = word(row, LATE_COUNT);
        double each = lateCount > 0 ? (double) word(row, LATE_NANOS) / lateCount : medianNanos(site);
        return word(row, EARLY_NANOS) + Math.round(each * Math.max(0, calls - earlyCount));
    }

    /** {@return about what the call in the middle took; the mean of early calls would be that of the very first one} */
    private double medianNanos(int site) {
        long[] times = times(site);
        long half = (timedCalls(site) + 1) / 2;
        for (int i = 0; i < times.length; i++) {
            half -= times[i];
            if (half <= 0) {
                return 1.5 * (1L << i);
            }
        }
        return 0;
    }

    private long[] histogram(int site, int first, int buckets) {
        long row = rows.find(site);
        if (row == 0) {
            return NONE;
        }
        long[] counts = new long[buckets];
        int length = 0;
        for (int i = 0; i < buckets; i++) {
            counts[i] = word(row, first + i);
            length = counts[i] == 0 ? length : i + 1;
        }
        return Arrays.copyOf(counts, length);
    }

    private static long word(long row, int word) {
        return UNSAFE.getLong(address(row, word));
    }

    /** Shows the threads that allocated at a site, by the index of their name, in no order. */
    public void forEachThread(int site, ThreadVisitor visitor) {
        long row = rows.find(site);
        if (row != 0) {
            threadBytes.forEach(address(row, THREADS), visitor);
        }
    }

    /** {@return how many samples of a thread found no room, approximately} */
    public long threadsLost() {
        return threadBytes.lost();
    }

    /** {@return bytes of memory taken} */
    public long memoryBytes() {
        return rows.memoryBytes() + threadBytes.memoryBytes();
    }

    /** Gives all memory back, and forgets everything. When no other thread uses the table. */
    public void clear() {
        rows.free();
        threadBytes.free();
    }

    /** Is shown the threads of a site. */
    public interface ThreadVisitor {
        /**
         * Takes one thread name.
         *
         * @param thread index of the name
         * @param bytes what threads of that name allocated at the site, estimated
         */
        void visit(int thread, long bytes);
    }
}
