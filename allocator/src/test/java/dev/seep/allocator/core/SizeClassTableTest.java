// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.allocator.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** The table of the size classes in {@code docs/allocator.md}. */
class SizeClassTableTest {
    private static final Path DOCS = Path.of(System.getProperty("basedir", "."), "../docs/allocator.md");
    private static final int PER_ROW = 8;

    @Test
    void table_inTheDocs_isThatOfTheClasses() throws IOException {
        assertThat(Files.readString(DOCS)).contains(table());
    }

    private static String table() {
        StringBuilder table =
                new StringBuilder("| sizes asked for | classes | not asked for, at most |\n|---|---|---:|\n");
        for (int first = 0; first < SizeClasses.COUNT; first += PER_ROW) {
            appendRow(table, first);
        }
        return table.toString();
    }

    private static void appendRow(StringBuilder table, int first) {
        int last = first + PER_ROW - 1;
        StringBuilder classes = new StringBuilder();
        int most = 0;
        double share = 0;
        for (int i = first; i <= last; i++) {
            classes.append(i == first ? "" : ", ").append(SizeClasses.bytes(i));
            int waste = SizeClasses.bytes(i) - smallest(i);
            most = Math.max(most, waste);
            share = Math.max(share, (double) waste / SizeClasses.bytes(i));
        }
        String largest = first == 0 ? most + " bytes" : String.format(Locale.ROOT, "%.1f %%", 100 * share);
        table.append(
                "| " + smallest(first) + " to " + SizeClasses.bytes(last) + " | " + classes + " | " + largest + " |\n");
    }

    /** {@return the smallest size that has a class} */
    private static int smallest(int sizeClass) {
        return sizeClass == 0 ? 0 : SizeClasses.bytes(sizeClass - 1) + 1;
    }
}
