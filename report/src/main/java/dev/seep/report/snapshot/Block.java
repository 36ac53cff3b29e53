// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.report.snapshot;

import org.jspecify.annotations.Nullable;

/**
 * One live block.
 *
 * @param address first byte
 * @param size bytes the caller asked for
 * @param ageSeconds time since it was allocated; a reallocated block keeps its first time
 * @param thread name of the allocating thread, or null when unknown
 */
public record Block(
        long address,
        long size,
        double ageSeconds,
        @Nullable String thread) {}
