// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.report.render;

import dev.seep.report.analysis.Sites;
import dev.seep.report.snapshot.Snapshot;
import java.io.IOException;
import java.io.OutputStream;

/** Turns a snapshot into bytes of one format. Implementations keep no state. */
interface Report {
    /**
     * Writes the whole report.
     *
     * @param snapshot what to report
     * @param sites its sites
     * @param out where to, in large pieces; not closed, and flushed by the caller
     * @throws IOException if {@code out} refuses
     */
    void write(Snapshot snapshot, Sites sites, OutputStream out) throws IOException;
}
