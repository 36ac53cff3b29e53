// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.report.snapshot;

import java.util.List;

/**
 * What one stack trace allocated at one site, estimated from the allocations whose stack was walked.
 *
 * <p>Each drawn allocation of {@code size} bytes stands for {@code 1 / p} like it, where {@code p} is the probability
 * that it was drawn; the estimate is the sum of those, not yet scaled to the exact figures of the site. Where every stack
 * was walked ({@code p} = 1) it is exact. Allocations may be walked without having been drawn, so that no site is without
 * a stack: they count in {@code walked}, and stand for nothing in the estimate.
 *
 * @param role whether {@code frames} is a stack trace, or why there is none
 * @param frames from the allocation outwards; empty unless {@code role} is {@link Role#WALKED}
 * @param estimate weighted sums over the drawn allocations
 * @param walked plain sums over the walked allocations, drawn or not: bytes and blocks that certainly have this stack
 * @param liveSamples drawn blocks that are still live
 * @param liveVariance variance of {@code estimate.liveBytes()}, in square bytes; 0 when every stack was walked
 * @param allocatedSamples drawn allocations
 * @param oldestSeconds age of its oldest walked live block, or 0 when none is live
 * @param oldestBlocks up to ten of its oldest walked live blocks, oldest first
 * @param liveGenerations {@code estimate.liveBytes()} by the site's generations, oldest first; empty when unknown, as it is
 *     for a labelled site, whose own are counted
 */
public record StackFigures(
        Role role,
        List<Frame> frames,
        Figures estimate,
        Figures walked,
        long liveSamples,
        double liveVariance,
        long allocatedSamples,
        double oldestSeconds,
        List<Block> oldestBlocks,
        List<Long> liveGenerations) {

    /** Makes figures whose generations are not known. */
    public StackFigures(
            Role role,
            List<Frame> frames,
            Figures estimate,
            Figures walked,
            long liveSamples,
            double liveVariance,
            long allocatedSamples,
            double oldestSeconds,
            List<Block> oldestBlocks) {
        this(
                role,
                frames,
                estimate,
                walked,
                liveSamples,
                liveVariance,
                allocatedSamples,
                oldestSeconds,
                oldestBlocks,
                List.of());
    }

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
