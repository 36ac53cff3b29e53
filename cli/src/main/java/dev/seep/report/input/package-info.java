// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
/**
 * Reads what a JVM left behind, in whichever form: snapshots, JSON reports, flight recordings.
 *
 * <p>All of it becomes a {@link dev.seep.report.snapshot.SnapshotFile}; what a form does not hold stays empty.
 */
@NullMarked
package dev.seep.report.input;

import org.jspecify.annotations.NullMarked;
