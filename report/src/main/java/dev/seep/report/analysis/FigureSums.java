// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.report.analysis;

import dev.seep.report.snapshot.Figures;

/** Sums and differences of figures. */
final class FigureSums {
    private FigureSums() {}

    /** {@return {@code figures} with nothing below 0, and allocated at least as much as live} */
    static Figures consistent(Figures figures) {
        long liveBytes = Math.max(0, figures.liveBytes());
        long liveCount = Math.max(0, figures.liveCount());
        return new Figures(
                liveBytes,
                liveCount,
                Math.max(liveBytes, figures.allocatedBytes()),
                Math.max(liveCount, figures.allocatedCount()));
    }

    /** {@return the larger of both, for live and freed each} */
    static Figures larger(Figures one, Figures other) {
        long liveBytes = Math.max(one.liveBytes(), other.liveBytes());
        long liveCount = Math.max(one.liveCount(), other.liveCount());
        long freedBytes = Math.max(one.freedBytes(), other.freedBytes());
        long freedCount = Math.max(one.freedCount(), other.freedCount());
        return new Figures(liveBytes, liveCount, liveBytes + freedBytes, liveCount + freedCount);
    }

    /** {@return {@code one} less {@code part}, which it holds} */
    static Figures minus(Figures one, Figures part) {
        return new Figures(
                one.liveBytes() - part.liveBytes(),
                one.liveCount() - part.liveCount(),
                one.allocatedBytes() - part.allocatedBytes(),
                one.allocatedCount() - part.allocatedCount());
    }

    static boolean isNothing(Figures figures) {
        return figures.liveBytes() == 0
                && figures.liveCount() == 0
                && figures.allocatedBytes() == 0
                && figures.allocatedCount() == 0;
    }
}
