// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.report.render;

import dev.seep.report.analysis.Sites;
import dev.seep.report.snapshot.Snapshot;
import dev.seep.report.snapshot.SnapshotWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;

/** The formats a report can be written in. A new one is a class that implements {@link Report}, and a line here. */
public enum ReportFormat {
    /** Everything, for programs: {@code seep-report/1}. */
    JSON(".json", new JsonReport()),

    /** The most important, for people. */
    TEXT(".txt", new TextReport()),

    /** Stacks by live bytes, for flame graphs. */
    COLLAPSED(".collapsed", new CollapsedReport()),

    /** All that was recorded, from which the others can be made later: {@code seep report FILE}. */
    SNAPSHOT(".seep", new SnapshotReport());

    private final String extension;
    private final Report report;

    ReportFormat(String extension, Report report) {
        this.extension = extension;
        this.report = report;
    }

    /** {@return the end of the names of files in this format, such as {@code .json}} */
    public String extension() {
        return extension;
    }

    /**
     * Finds the format of a file by its extension, in upper or lower case.
     *
     * @throws IllegalArgumentException if no format has that extension; the message says which there are
     */
    public static ReportFormat of(Path file) {
        Path fileName = file.getFileName();
        String name = fileName == null ? "" : fileName.toString();
        for (ReportFormat format : values()) {
            int start = name.length() - format.extension.length();
            if (start > 0 && name.regionMatches(true, start, format.extension, 0, format.extension.length())) {
                return format;
            }
        }
        throw new IllegalArgumentException(
                "unknown report format: file=" + file + " (end its name in " + extensions() + ")");
    }

    /**
     * Writes a report in this format.
     *
     * @param snapshot what to report
     * @param out where to; flushed, not closed
     * @throws IOException if {@code out} refuses
     */
    public void write(Snapshot snapshot, OutputStream out) throws IOException {
        write(snapshot, List.of(), out);
    }

    /**
     * Writes a report in this format.
     *
     * @param snapshot what to report
     * @param marks earlier snapshots, as {@link SnapshotWriter#encode} makes them; only {@link #SNAPSHOT} has room for them
     * @param out where to; flushed, not closed
     * @throws IOException if {@code out} refuses
     */
    public void write(Snapshot snapshot, List<byte[]> marks, OutputStream out) throws IOException {
        report.write(snapshot, Sites.of(snapshot), out);
        if (this == SNAPSHOT) {
            for (byte[] mark : marks) {
                out.write(mark);
            }
        }
        out.flush();
    }

    private static String extensions() {
        StringBuilder text = new StringBuilder();
        ReportFormat[] formats = values();
        for (int i = 0; i < formats.length; i++) {
            text.append(i == 0 ? "" : i == formats.length - 1 ? " or " : ", ").append(formats[i].extension);
        }
        return text.toString();
    }
}
