// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.benchmarks.fork;

import java.util.ArrayList;
import java.util.List;

/** A table of results: printed in columns, or as Markdown. Confined. */
public final class ResultTable {
    private final String title;
    private final List<List<String>> rows = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    /** Starts a table. */
    public ResultTable(String title, String... headings) {
        this.title = title;
        rows.add(List.of(headings));
    }

    /** Adds a row with a cell for every heading. */
    public void row(String... cells) {
        rows.add(List.of(cells));
    }

    /** Adds a line below the table. */
    public void note(String line) {
        notes.add(line);
    }

    /** {@return the table for a terminal: the first column to the left, the others to the right} */
    public String text() {
        int[] widths = widths();
        StringBuilder text = new StringBuilder(title).append("\n\n");
        for (int i = 0; i < rows.size(); i++) {
            List<String> cells = rows.get(i);
            StringBuilder line = new StringBuilder("  ");
            for (int column = 0; column < cells.size(); column++) {
                String padding = " ".repeat(widths[column] - cells.get(column).length());
                line.append(column == 0 ? cells.get(column) + padding : "  " + padding + cells.get(column));
            }
            text.append(line.toString().stripTrailing()).append('\n');
            if (i == 0) {
                text.append("  ").append("-".repeat(line.length() - 2)).append('\n');
            }
        }
        for (String note : notes) {
            text.append("  ").append(note).append('\n');
        }
        return text.append('\n').toString();
    }

    /** {@return the table as Markdown, the title in bold before it} */
    public String markdown() {
        StringBuilder text = new StringBuilder("**" + title + "**\n\n");
        for (int i = 0; i < rows.size(); i++) {
            List<String> cells = rows.get(i);
            text.append("| ").append(String.join(" | ", cells)).append(" |\n");
            if (i == 0) {
                text.append("|---").append("|---:".repeat(cells.size() - 1)).append("|\n");
            }
        }
        text.append('\n');
        for (String note : notes) {
            text.append("- ").append(note).append('\n');
        }
        return text.append('\n').toString();
    }

    private int[] widths() {
        int[] widths = new int[rows.get(0).size()];
        for (List<String> cells : rows) {
            for (int column = 0; column < widths.length; column++) {
                widths[column] = Math.max(widths[column], cells.get(column).length());
            }
        }
        return widths;
    }
}
