// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.report.analysis;

import dev.seep.report.snapshot.Figures;
import dev.seep.report.snapshot.NotSeen;
import dev.seep.report.snapshot.Snapshot;
import dev.seep.report.snapshot.StackFigures;
import java.util.List;

/** Says whether the figures of a kind's sites are counts, and if not, how far they may be off. */
final class Exactness {
    private final boolean counted;
    private final boolean exact;
    private final long unattributedBytes;
    private final LiveError liveError;

    private Exactness(boolean counted, boolean exact, long unattributedBytes, LiveError liveError) {
        this.counted = counted;
        this.exact = exact;
        this.unattributedBytes = unattributedBytes;
        this.liveError = liveError;
    }

    /** {@return whether the figures of the snapshot's stacks are counts: every stack walked, every block recorded} */
    static boolean counted(Snapshot snapshot) {
        return snapshot.allStacksWalked() && snapshot.notSeen().thinned() <= 1;
    }

    static Exactness of(Figures kind, List<StackFigures> stacks, Snapshot snapshot) {
        NotSeen notSeen = snapshot.notSeen();
        double estimate = 0;
        double known = 0;
        double variance = 0;
        long drawn = 0;
        for (StackFigures stack : stacks) {
            double bytes = Math.max(0, stack.estimate().liveBytes());
            estimate += bytes;
            known += stack.role() == StackFigures.Role.UNKNOWN ? 0 : bytes;
            variance += usable(stack.liveVariance());
            drawn += Math.max(0, stack.liveSamples());
        }
        boolean allDrawn = drawn >= kind.liveCount() && estimate > 0;
        boolean counted = counted(snapshot);
        // Above 0: blocks that may belong to any site. Below: counters that disagree, for which nobody can vouch
        // either.
        long unattributed = Math.round(Math.abs(kind.liveBytes() - known));
        boolean exact = counted && unattributed == 0 && notSeen.lostCount() <= 0 && notSeen.stacksDropped() <= 0;
        LiveError error = new LiveError(
                kind.liveBytes(), estimate, variance, allDrawn, snapshot.sampleIntervalBytes(), notSeen.thinned());
        return new Exactness(counted, exact, Math.min(unattributed, kind.liveBytes()), error);
    }

    static double usable(double variance) {
        return variance > 0 ? variance : 0;
    }

    boolean exact() {
        return exact;
    }

    /** {@return half the width of the 95 % interval around {@code scaled.liveBytes()}, in bytes} */
    long errorBytes(Figures scaled, double estimate, double variance) {
        if (counted) {
            return exact ? 0 : unattributedBytes;
        }
        return liveError.halfWidth(scaled.liveBytes(), scaled.liveCount(), estimate, variance);
    }
}
