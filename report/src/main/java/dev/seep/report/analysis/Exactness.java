// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.report.analysis;

import dev.seep.report.snapshot.Figures;
import dev.seep.report.snapshot.NotSeen;
import dev.seep.report.snapshot.Snapshot;
import dev.seep.report.snapshot.StackFigures;
import java.util.List;

/** Says whether the figures of a group's stacks are counts, and if not, how far they may be off. */
final class Exactness {
    private final boolean counted;
    private final boolean exact;
    private final long unattributedBytes;
    private final LiveError liveError;

    Exactness(Figures total, List<StackFigures> stacks, StackWeights weights, Snapshot snapshot) {
        NotSeen notSeen = snapshot.notSeen();
        double estimate = 0;
        double known = 0;
        double variance = 0;
        long drawn = 0;
        for (int i = 0; i < stacks.size(); i++) {
            StackFigures stack = stacks.get(i);
            estimate += Math.max(0, stack.estimate().liveBytes());
            known += stack.role() == StackFigures.Role.UNKNOWN ? 0 : weights.liveBytes[i];
            variance += usable(stack.liveVariance());
            drawn += Math.max(0, stack.liveSamples());
        }
        boolean allDrawn = drawn >= total.liveCount() && estimate > 0;
        counted = weights.allWalked || (snapshot.allStacksWalked() && notSeen.thinned() <= 1);
        // Above 0: blocks that may belong to any stack. Below: counters that disagree, for which nobody can vouch
        // either.
        long unattributed = Math.round(Math.abs(total.liveBytes() - known));
        exact = counted && unattributed == 0 && figuresAreExact(snapshot) && notSeen.stacksDropped() <= 0;
        unattributedBytes = Math.min(unattributed, total.liveBytes());
        liveError = new LiveError(
                total.liveBytes(),
                estimate,
                variance,
                allDrawn,
                intervalBytes(snapshot, estimate, drawn),
                notSeen.thinned());
    }

    /** {@return whether every block has a record and no event was lost} */
    static boolean figuresAreExact(Snapshot snapshot) {
        return snapshot.notSeen().thinned() <= 1 && snapshot.notSeen().lostCount() <= 0;
    }

    static double usable(double variance) {
        return variance > 0 ? variance : 0;
    }

    /** A group that was promoted is sampled at less than the snapshot's interval: small samples stand for as much. */
    private static long intervalBytes(Snapshot snapshot, double estimate, long drawn) {
        long interval = snapshot.sampleIntervalBytes();
        return drawn > 0 && estimate > 0 ? Math.min(interval, (long) Math.ceil(estimate / drawn)) : interval;
    }

    /** {@return whether the weights are counts} */
    boolean counted() {
        return counted;
    }

    /** {@return whether the figures of every stack are counts that leave nothing} */
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
