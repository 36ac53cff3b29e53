// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.report.snapshot;

import org.jspecify.annotations.Nullable;

/**
 * The process's memory at one moment, in bytes.
 *
 * @param seconds time since tracking started
 * @param baseBytes live bytes of {@link Layer#BASE}
 * @param mappedBytes live bytes of {@link Layer#MAPPED}
 * @param poolBytes live bytes of {@link Layer#POOL}
 * @param rssBytes resident set size, or null when unknown
 * @param javaHeapBytes committed Java heap, or null when unknown
 */
public record TimelinePoint(
        double seconds,
        long baseBytes,
        long mappedBytes,
        long poolBytes,
        @Nullable Long rssBytes,
        @Nullable Long javaHeapBytes) {}
