// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.benchmarks.stress;

import dev.seep.agent.live.LiveTable;
import dev.seep.agent.live.RecordCopy;
import java.util.concurrent.atomic.AtomicLong;

/** Addresses that no test has used before, and what a table knows of them. */
final class Blocks {
    private static final long FIRST_ADDRESS = 0x7f00_0000_0000L;
    private static final int STEP = 16;
    private static final int SITE = 0;
    private static final AtomicLong NEXT = new AtomicLong(FIRST_ADDRESS);

    private Blocks() {}

    /** {@return the first of {@code count} addresses, 16 bytes apart: neighbours share whatever there is to share} */
    static long neighbours(int count) {
        return NEXT.getAndAdd((long) count * STEP);
    }

    /** {@return the address behind another} */
    static long after(long address) {
        return address + STEP;
    }

    /** Puts a block in, as the recorder does. */
    static void put(LiveTable table, long address, long size) {
        while (table.put(address, size, SITE, 0, 0, 0) < 0) {
            if (!table.makeRoom(address, SITE)) {
                throw new OutOfMemoryError("no memory for the live table");
            }
        }
    }

    /** {@return the size of the block that is taken out; 0 if there is none} */
    static int remove(LiveTable table, long address) {
        long[] record = new long[RecordCopy.WORDS];
        return table.remove(address, record) == 0 ? 0 : (int) RecordCopy.size(record);
    }
}
