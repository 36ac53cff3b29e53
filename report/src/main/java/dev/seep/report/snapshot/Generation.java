// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.report.snapshot;

/**
 * The blocks of one site that were allocated in one epoch.
 *
 * @param startSeconds start of the epoch, from the start of tracking
 * @param allocatedBytes bytes allocated in it, freed ones included
 * @param liveBytes bytes of them that are not freed
 */
public record Generation(double startSeconds, long allocatedBytes, long liveBytes) {}
