// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
/**
 * What a snapshot means: which call sites hold the memory, and how sure that is.
 *
 * <p>Pure functions over {@link dev.seep.report.snapshot.Snapshot}: nothing here keeps state, reads a clock or a file, or
 * knows an output format. Everything runs while a JVM shuts down, so it starts no thread and loads few classes.
 */
@NullMarked
package dev.seep.report.analysis;

import org.jspecify.annotations.NullMarked;
