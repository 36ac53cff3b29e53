// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.report.render;

import dev.seep.report.analysis.Sites;
import dev.seep.report.snapshot.Snapshot;
import dev.seep.report.snapshot.SnapshotWriter;
import java.io.IOException;
import java.io.OutputStream;

/** The snapshot itself, whole: nothing is left out, and nothing computed. */
final class SnapshotReport implements Report {
    @Override
    public void write(Snapshot snapshot, Sites sites, OutputStream out) throws IOException {
        new SnapshotWriter(out).write("", snapshot);
    }
}
