// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.agent.stack;

import jdk.internal.misc.Unsafe;

/** What is known of each stack, by id: its node and kind, and what was drawn from it. Thread-safe, off-heap. */
final class StackRecords {
    /*
     * Implementation notes
     *
     * Layout. A directory of addresses, 0 where there is no segment yet, and segments of SEGMENT_RECORDS records of 48
     * bytes, made when first needed: bytes, count in 1/256 and samples of what was drawn, bytes and count of what was walked
     * (all changed by atomic addition), node, site. Node and site are written before the id is known to anybody; the
     * CAS that makes the id known in an IdTable publishes them.
     */
    private static final int SEGMENT_BITS = 10;
    private static final int SEGMENT_RECORDS = 1 << SEGMENT_BITS;
    private static final int RECORD_BYTES = 48;
    private static final int BYTES = 0;
    private static final int COUNT256 = 8;
    private static final int SAMPLES = 16;
    private static final int WALKED_BYTES = 24;
    private static final int WALKED_COUNT = 32;
    private static final int NODE = 40;
    private static final int SITE = 44;

    private static final Unsafe UNSAFE = Unsafe.getUnsafe();

    private final TableMemory memory;
    private final long directory; // 0 if there was no memory even for this

    StackRecords(TableMemory memory, int maxRecords) {
        this.memory = memory;
        long bytes = 8L * ((maxRecords >>> SEGMENT_BITS) + 1);
        directory = TableMemory.allocate(bytes);
        if (directory != 0) {
            memory.keep(directory, bytes);
        }
    }

    /** Describes the stack {@code id}. {@return false if there is no memory} */
    boolean describe(int id, int node, int site) {
        long record = recordOrNew(id);
        if (record == 0) {
            return false;
        }
        UNSAFE.putInt(record + SITE, site);
        UNSAFE.putIntRelease(null, record + NODE, node); // pairs with the acquire in node()
        return true;
    }

    /** {@return the innermost node of the stack, 0 if it has none} */
    int node(int id) {
        long record = record(id);
        return record == 0 ? StackTree.ROOT : UNSAFE.getIntAcquire(null, record + NODE);
    }

    /** {@return the site that the stack was described with} */
    int site(int id) {
        long record = record(id);
        return record == 0 ? 0 : UNSAFE.getInt(record + SITE);
    }

    void add(int id, long bytes, long count256) {
        long record = recordOrNew(id);
        if (record != 0) {
            UNSAFE.getAndAddLong(null, record + BYTES, bytes);
            UNSAFE.getAndAddLong(null, record + COUNT256, count256);
            UNSAFE.getAndAddLong(null, record + SAMPLES, 1);
        }
    }

    void addWalked(int id, long bytes) {
        long record = recordOrNew(id);
        if (record != 0) {
            UNSAFE.getAndAddLong(null, record + WALKED_BYTES, bytes);
            UNSAFE.getAndAddLong(null, record + WALKED_COUNT, 1);
        }
    }

    long walkedBytes(int id) {
        return sum(id, WALKED_BYTES);
    }

    long walkedCount(int id) {
        return sum(id, WALKED_COUNT);
    }

    long bytes(int id) {
        return sum(id, BYTES);
    }

    long count256(int id) {
        return sum(id, COUNT256);
    }

    long samples(int id) {
        return sum(id, SAMPLES);
    }

    private long sum(int id, int offset) {
        long record = record(id);
        return record == 0 ? 0 : UNSAFE.getLongVolatile(null, record + offset);
    }

    private long record(int id) {
        long segment =
                directory == 0 ? 0 : UNSAFE.getLongAcquire(null, entry(id)); // pairs with the CAS in addSegment()
        return segment == 0 ? 0 : segment + (long) (id & SEGMENT_RECORDS - 1) * RECORD_BYTES;
    }

    private long recordOrNew(int id) {
        long record = record(id);
        return record != 0 || !addSegment(id) ? record : record(id);
    }

    private long entry(int id) {
        return directory + 8L * (id >>> SEGMENT_BITS);
    }

    private boolean addSegment(int id) {
        long bytes = (long) SEGMENT_RECORDS * RECORD_BYTES;
        long address = TableMemory.allocate(bytes);
        if (address == 0) {
            return false;
        }
        if (directory != 0 && UNSAFE.compareAndSetLong(null, entry(id), 0, address)) {
            memory.keep(address, bytes);
        } else {
            TableMemory.free(address, bytes);
        }
        return true;
    }
}
