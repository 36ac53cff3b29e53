// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.agent;

import dev.seep.agent.jfr.JfrEvents;
import dev.seep.agent.option.Options;
import dev.seep.report.render.ReportFiles;
import dev.seep.report.render.TextReport;
import dev.seep.report.snapshot.Marks;
import dev.seep.report.snapshot.Reason;
import dev.seep.report.snapshot.Snapshot;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes the reports that the options ask for. */
final class Reports implements Runnable {
    private final Tracking tracking;
    private @Nullable SnapshotTaker snapshots; // guarded by this
    private @Nullable Marks marks; // guarded by this
    private volatile @Nullable JfrEvents jfrEvents;

    Reports(Tracking tracking) {
        this.tracking = tracking;
    }

    /** Made when first asked for, because most JVMs start, and many end, without. */
    synchronized SnapshotTaker snapshots() {
        SnapshotTaker taker = snapshots;
        if (taker == null) {
            taker = new SnapshotTaker(tracking);
            snapshots = taker;
        }
        return taker;
    }

    /** {@return what the program kept by name} */
    synchronized Marks marks() {
        Marks kept = marks;
        if (kept == null) {
            kept = new Marks();
            marks = kept;
        }
        return kept;
    }

    private synchronized List<byte[]> encodedMarks() {
        return marks == null ? List.of() : marks.encoded();
    }

    /** Lets these events show the sites at exit, after the reports and before JFR's dump. */
    void connect(JfrEvents events) {
        jfrEvents = events;
    }

    /** Writes the reports of the end of the JVM. Never throws. */
    @Override
    public void run() {
        try {
            if (tracking.siteTotals()
                    .read()
                    .isAnyAllocated()) { // JAVA_TOOL_OPTIONS reaches every JVM, also those that allocate nothing
                write(Reason.EXIT);
            }
            JfrEvents events = jfrEvents;
            if (events != null) {
                events.emitSites();
            }
        } catch (Throwable t) { // the JVM ends as it would have
            StandardError.line("cannot write the report: " + t);
        }
    }

    private void write(Reason reason) {
        Options options = tracking.options();
        if (options.gc()) {
            GarbageCollection.runAndWaitForCleaners(tracking.totals()::records);
        }
        Snapshot snapshot = snapshots().take(reason);
        if (!options.quiet()) { // first, because a file may hang: a pipe that nobody reads
            StandardError.text(TextReport.of(snapshot));
        }
        for (Path file : options.out()) {
            try {
                ReportFiles.write(file, snapshot, encodedMarks());
            } catch (IOException | RuntimeException e) {
                StandardError.line("cannot write the report: file=" + file + ", reason=" + e.getMessage());
            }
        }
    }
}
