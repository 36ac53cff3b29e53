// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.report.snapshot;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one woven call allocated through one kind, or what was allocated through a kind without a label.
 *
 * @param kind the API, such as {@code direct}
 * @param layer where the blocks stand
 * @param callSite the woven call; null for the unlabelled blocks of the kind
 * @param figures bytes and blocks, counted allocation by allocation: exact unless {@link NotSeen#thinned} is above 1 or
 *     {@link NotSeen#lostCount} above 0
 * @param allocatorTime time the allocating calls took, or null when none was timed
 * @param generations by the time of allocation, oldest first; empty when there are none yet
 * @param sizes histogram of allocated blocks by size: element {@code i} counts blocks of {@code 2^i} to {@code 2^(i+1) -
 *     1} bytes, and element 0 those of 0 bytes too; sampled, so that only the proportions count; empty when unknown
 * @param lifetimes histogram of freed blocks by lifetime: element {@code i} counts lifetimes of {@code 2^i} to {@code
 *     2^(i+1)} milliseconds, and element 0 the shorter ones too; sampled as {@code sizes} are; empty when unknown
 * @param threads what each thread allocated; sampled as {@code sizes} are; empty when unknown
 * @param oldestSeconds age of the oldest live block known, or 0 when none is
 * @param oldestBlocks up to ten of the oldest live blocks, oldest first
 * @param owners what became of the owners of its blocks, or null where they were not watched
 * @param stacks one entry a stack trace
 */
public record SiteFigures(
        String kind,
        Layer layer,
        @Nullable Frame callSite,
        Figures figures,
        @Nullable AllocatorTime allocatorTime,
        List<Generation> generations,
        List<Long> sizes,
        List<Long> lifetimes,
        List<ThreadFigures> threads,
        double oldestSeconds,
        List<Block> oldestBlocks,
        @Nullable OwnerFigures owners,
        List<StackFigures> stacks) {}
