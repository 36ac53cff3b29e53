// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.agent.live;

import jdk.internal.misc.Unsafe;

/** Reads the copy of a page that {@link LiveShard#copyPage} makes. */
final class PageCopy {
    /** Size of a copy in bytes. */
    static final long BYTES = Pages.BYTES + Pages.SIDE_BYTES;

    private static final Unsafe UNSAFE = Unsafe.getUnsafe();

    private PageCopy() {}

    /** Shows the records that are in a copy. */
    static void show(long copy, RecordVisitor visitor) {
        for (int number = 0; number < Pages.PLACES; number++) {
            long group = copy + (long) (number / Groups.PLACES) * Groups.BYTES;
            long key = Groups.key(group, number % Groups.PLACES);
            if (Records.address(key) != 0) {
                long value = Groups.value(group, number % Groups.PLACES);
                long side = copy + Pages.BYTES + (long) number * Long.BYTES;
                show(key, value, Records.hasSide(value) ? UNSAFE.getLong(side) : 0, visitor);
            }
        }
    }

    private static void show(long key, long value, long side, RecordVisitor visitor) {
        visitor.visit(
                Records.address(key),
                Records.size(value, side),
                Records.site(key),
                (side & LiveTable.DRAWN) != 0,
                (int) side >>> LiveTable.STACK_SHIFT,
                (int) side >>> LiveTable.SHIFT_SHIFT & LiveTable.SHIFT_MASK,
                Records.tick(value, side),
                Records.thread(value));
    }
}
