// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.benchmarks.blocks;

/**
 * A database: 10,000 versions of rows of 32 to 511 bytes and 256 pages of 16 KiB. A transaction replaces four rows and
 * has a cursor and a sort key of its own; every eighth brings in a page, every 64th sorts in a buffer of 256 KiB.
 */
final class Transactions extends Workload {
    private static final int TRANSACTIONS = 64;
    private static final int ROWS = 10_000;
    private static final int ROWS_WRITTEN = 4;
    private static final int PAGES = 256;
    private static final int PAGE_BYTES = 16 << 10;

    private final int rows;
    private final int pages;
    private final int cursor;

    Transactions(Team team, int number) {
        super(team, number);
        rows = team.reserve(ROWS);
        pages = team.reserve(PAGES);
        cursor = team.reserve(3);
        for (int i = 0; i < ROWS; i++) {
            blocks.allocate(rows + i, 32 + numbers.below(480));
        }
        for (int i = 0; i < PAGES; i++) {
            blocks.allocate(pages + i, PAGE_BYTES);
        }
    }

    @Override
    int step() {
        for (int i = 0; i < TRANSACTIONS; i++) {
            blocks.allocate(cursor, 256);
            blocks.allocate(cursor + 1, 1024);
            for (int j = 0; j < ROWS_WRITTEN; j++) {
                blocks.replace(rows + numbers.below(ROWS), 32 + numbers.below(480));
            }
            if (i % 8 == 0) {
                blocks.replace(pages + numbers.below(PAGES), PAGE_BYTES);
            }
            blocks.free(cursor + 1);
            blocks.free(cursor);
        }
        blocks.allocate(cursor + 2, 256 << 10);
        blocks.free(cursor + 2);
        return TRANSACTIONS * (ROWS_WRITTEN + 2) + TRANSACTIONS / 8 + 1;
    }
}
