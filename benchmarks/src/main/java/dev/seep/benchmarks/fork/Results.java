// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.benchmarks.fork;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Prints tables as they come, and keeps them for a Markdown file. Confined. */
public final class Results {
    private final String markdownFile;
    private final StringBuilder markdown = new StringBuilder();

    /** Starts with a line on the machine. An empty file name writes no file. */
    public Results(String markdownFile) {
        this.markdownFile = markdownFile;
        String machine = "Machine: " + Runtime.getRuntime().availableProcessors() + " processors, "
                + System.getProperty("os.name") + " " + System.getProperty("os.arch");
        System.out.println(machine + "\n");
        markdown.append(machine).append("\n\n");
    }

    /** Prints a table. */
    public void print(ResultTable table) throws IOException {
        System.out.print(table.text());
        markdown.append(table.markdown());
        if (!markdownFile.isEmpty()) {
            Files.writeString(Path.of(markdownFile), markdown); // after each table: a long run may be stopped
        }
    }

    /** Shows how far the rounds are, on standard error. */
    public static void progress(String what, int round, int rounds) {
        System.err.println("[seep] " + what + ": round=" + round + "/" + rounds);
    }
}
