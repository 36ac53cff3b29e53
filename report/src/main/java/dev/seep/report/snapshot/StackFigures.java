// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.report.snapshot;

import java.util.List;

/**
 * What one stack trace allocated through one kind, estimated from the allocations whose stack was walked.
 *
 * <p>Each walked allocation of {@code size} bytes stands for {@code 1 / p} like it, where {@code p} is the probability
 * that it was drawn; the figures are those sums, not yet scaled to the exact totals of the kind. Where every stack was
 * walked ({@code p} = 1) they are exact.
 *
 * @param kind the API, such as {@code direct}
 * @param layer where the blocks stand
 * @param role whether {@code frames} is a stack trace, or why there is none
 * @param frames from the allocation outwards; empty unless {@code role} is {@link Role#WALKED}
 * @param estimate weighted sums over the drawn allocations
 * @param liveSamples drawn blocks that are still live
 * @param liveVariance variance of {@code estimate.liveBytes()}, in square bytes; 0 when every stack was walked
 * @param allocatedSamples drawn allocations
 * @param oldestSeconds age of its oldest drawn live block, or 0 when none is live
 * @param oldestBlocks up to ten of its oldest drawn live blocks, oldest first
 */
public record StackFigures(
        String kind,
        Layer layer,
        Role role,
        List<Frame> frames,
        Figures estimate,
        long liveSamples,
        double liveVariance,
        long allocatedSamples,
        double oldestSeconds,
        List<Block> oldestBlocks) {

    /** Why a {@link StackFigures} has frames, or has none. */
    public enum Role {
        /** The stack was walked and is known. */
        WALKED,

        /** The options {@code include} and {@code exclude} left it out. */
        FILTERED,

        /** The stack could not be walked, or the table of stacks was full. */
        UNKNOWN
    }
}
