// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.report.snapshot;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was read from a {@code .seep} file.
 *
 * @param snapshot the snapshot that the file is about
 * @param marks those that were kept under a name while the JVM ran, oldest first
 * @param damage one line that says what of the file could not be read, or null when all could
 */
public record SnapshotFile(
        Snapshot snapshot, List<Mark> marks, @Nullable String damage) {
    /**
     * A snapshot that was kept under a name.
     *
     * @param name the name
     * @param snapshot what was live then
     */
    public record Mark(String name, Snapshot snapshot) {}
}
