// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.integration.report;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import org.jspecify.annotations.Nullable;

/** What the process holds altogether. */
public record Totals(
        Layer base, Layer mapped, Layer pool, Unlabelled unlabelled, long unknownFreeCount, boolean beforeStart) {

    /** The blocks of one layer. */
    public record Layer(
            @JsonUnwrapped Figures figures, @Nullable Long peakLiveBytes) {}

    /** The blocks whose caller is known by samples only. */
    public record Unlabelled(long liveBytes, long liveCount) {}
}
