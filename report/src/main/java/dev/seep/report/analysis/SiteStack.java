// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.report.analysis;

import dev.seep.report.snapshot.Figures;
import dev.seep.report.snapshot.Frame;
import java.util.List;

/**
 * One stack trace of a site.
 *
 * @param frames from the allocation outwards, at most as many as the snapshot's depth
 * @param omittedFrames outer frames that were cut off; {@link #CALLERS_UNKNOWN} where only the call site is known, because
 *     the stack was not walked or not kept
 * @param exact whether {@code figures} are counted rather than estimated
 * @param errorBytes half the width of the 95 % interval around the live bytes; 0 when exact
 * @param figures bytes and blocks, scaled like those of the site
 * @param liveSamples drawn blocks that are still live: what the figures rest on
 * @param freedSamples drawn blocks that were freed
 */
public record SiteStack(
        List<Frame> frames,
        int omittedFrames,
        boolean exact,
        long errorBytes,
        Figures figures,
        long liveSamples,
        long freedSamples) {
    /** The number of omitted frames that nobody knows. */
    public static final int CALLERS_UNKNOWN = -1;
}
