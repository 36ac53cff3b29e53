// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.integration.report;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/** What was allocated, freed and is still live. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Figures(
        long liveBytes, long liveCount, long allocatedBytes, long allocatedCount, long freedBytes, long freedCount) {
    /** Nothing at all. */
    public static final Figures NONE = new Figures(0, 0, 0, 0, 0, 0);

    /** {@return the sums of these figures and {@code other}} */
    public Figures plus(Figures other) {
        return new Figures(
                liveBytes + other.liveBytes,
                liveCount + other.liveCount,
                allocatedBytes + other.allocatedBytes,
                allocatedCount + other.allocatedCount,
                freedBytes + other.freedBytes,
                freedCount + other.freedCount);
    }
}
