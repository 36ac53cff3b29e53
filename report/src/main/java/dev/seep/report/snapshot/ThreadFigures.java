// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.report.snapshot;

import org.jspecify.annotations.Nullable;

/**
 * What the threads of one name allocated at one site.
 *
 * @param name name of the threads, or null when unknown
 * @param liveBytes bytes allocated by them and not freed by anybody
 * @param allocatedBytes bytes allocated by them, freed ones included
 */
public record ThreadFigures(@Nullable String name, long liveBytes, long allocatedBytes) {}
