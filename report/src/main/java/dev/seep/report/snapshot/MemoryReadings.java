// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.report.snapshot;

import org.jspecify.annotations.Nullable;

/**
 * What the operating system and the JVM say about the process's memory, in bytes; null where they say nothing.
 *
 * @param rssBytes resident set size
 * @param javaHeapBytes committed Java heap
 */
public record MemoryReadings(
        @Nullable Long rssBytes, @Nullable Long javaHeapBytes) {}
