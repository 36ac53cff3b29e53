// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.report.cli;

import dev.seep.report.render.ReportFiles;
import dev.seep.report.snapshot.Snapshot;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Writes results to files. */
final class OutputFiles {
    private OutputFiles() {}

    /**
     * Writes a report in the format of the file's extension.
     *
     * @param marks as {@link ReportFiles#write(Path, Snapshot, List)} takes them
     * @throws CommandFailure if the file cannot be written, or has no extension that is known
     */
    static void write(Path file, Snapshot snapshot, List<byte[]> marks) {
        try {
            ReportFiles.write(file, snapshot, marks);
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(SeepCommand.BAD_INPUT, String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw new CommandFailure(SeepCommand.CANNOT_WRITE, String.valueOf(e.getMessage()));
        }
    }

    /**
     * Writes a text.
     *
     * @throws CommandFailure if the file cannot be written, or has the extension of something else
     */
    static void write(Path file, String text) {
        String name = String.valueOf(file.getFileName());
        if (name.endsWith(".seep") || name.endsWith(".json") || name.endsWith(".collapsed")) {
            throw new CommandFailure(
                    SeepCommand.BAD_INPUT, "a difference is text: file=" + file + " (end its name in .txt)");
        }
        try {
            ReportFiles.write(file, text);
        } catch (IOException e) {
            throw new CommandFailure(SeepCommand.CANNOT_WRITE, String.valueOf(e.getMessage()));
        }
    }
}
