// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.report.cli;

import picocli.CommandLine.Help.Ansi;

/** Marks what matters in a text report, where the terminal has colours and the user has not set {@code NO_COLOR}. */
final class Colours {
    private static final String BOLD = "\u001b[1m";
    private static final String RED = "\u001b[31m";
    private static final String GREEN = "\u001b[32m";
    private static final String PLAIN = "\u001b[0m";

    private Colours() {}

    /** {@return {@code text}, coloured where that can be seen} */
    static String applied(String text) {
        return Ansi.AUTO.enabled() && !"dumb".equals(System.getenv("TERM")) ? coloured(text) : text;
    }

    /** {@return {@code text} with headings bold, what grew or is suspected red, and what shrank green} */
    static String coloured(String text) {
        StringBuilder coloured = new StringBuilder(text.length() + 256);
        for (String line : text.split("\n", -1)) {
            String colour = colourOf(line);
            coloured.append(colour)
                    .append(line)
                    .append(colour.isEmpty() ? "" : PLAIN)
                    .append('\n');
        }
        coloured.setLength(coloured.length() - 1);
        return coloured.toString();
    }

    private static String colourOf(String line) {
        if (line.startsWith("  +  ") || line.startsWith("     likely") || line.startsWith("     certain")) {
            return RED;
        }
        if (line.startsWith("  -  ")) {
            return GREEN;
        }
        return line.isEmpty() || line.startsWith(" ") ? "" : BOLD;
    }
}
