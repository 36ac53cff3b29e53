// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.agent.jfr;

import dev.seep.report.snapshot.Snapshot;

/** Takes the snapshots that {@code seep.Site} is computed from. */
public interface SiteSource {
    /**
     * Takes a snapshot of this moment.
     *
     * <p>JFR asks for it at the end of a chunk <em>while it holds its own locks</em>: this must not wait for a thread
     * that may be inside JFR, must not start or stop recordings, and should take milliseconds.
     */
    Snapshot snapshot();
}
