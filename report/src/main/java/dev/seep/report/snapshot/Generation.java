// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.report.snapshot;

/**
 * The blocks of one site that were allocated in one epoch.
 *
 * @param startSeconds start of the epoch, from the start of tracking
 * @param allocatedBytes bytes allocated in it, freed ones included
 * @param liveBytes bytes of them that are not freed
 * @param endLiveBytes bytes of the site, of this generation and all before, that were live when its epoch ended; of the
 *     epoch under way, those that are live now
 */
public record Generation(double startSeconds, long allocatedBytes, long liveBytes, long endLiveBytes) {}
