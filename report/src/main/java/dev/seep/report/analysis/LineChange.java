// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.report.analysis;

import dev.seep.report.snapshot.Figures;
import dev.seep.report.snapshot.Frame;
import dev.seep.report.snapshot.Layer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one line held in two snapshots.
 *
 * @param kind the API, such as {@code direct}
 * @param layer where the blocks stand
 * @param callSite the line; null for what the JDK takes for itself, and for what no line is known of
 * @param labelled whether the figures of both snapshots were counted at the line
 * @param jdkInternal whether no stack behind it holds a frame outside the JDK
 * @param before what it held in the older one
 * @param after what it holds in the newer one
 * @param errorBytes half the width of the 95 % interval around the change of live bytes; 0 when both are exact
 * @param frames the stack whose live bytes changed most in that direction, from the allocation outwards; may be empty
 * @param framesExact whether the stacks of both snapshots are counted, so that {@code frames} is no estimate
 */
public record LineChange(
        String kind,
        Layer layer,
        @Nullable Frame callSite,
        boolean labelled,
        boolean jdkInternal,
        Figures before,
        Figures after,
        long errorBytes,
        List<Frame> frames,
        boolean framesExact) {

    /** {@return by how many bytes it holds more; below 0 when it holds less} */
    public long bytes() {
        return after.liveBytes() - before.liveBytes();
    }

    /** {@return by how many blocks it holds more; below 0 when it holds fewer} */
    public long count() {
        return after.liveCount() - before.liveCount();
    }

    /** {@return whether the change is larger than its error} */
    public boolean isSure() {
        return Math.abs((double) bytes()) > errorBytes || (bytes() == 0 && count() != 0 && errorBytes == 0);
    }
}
