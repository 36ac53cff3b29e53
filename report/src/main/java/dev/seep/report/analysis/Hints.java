// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.report.analysis;

import dev.seep.report.snapshot.Frame;
import dev.seep.report.snapshot.OwnerFigures;
import org.jspecify.annotations.Nullable;

/** What to do about a suspect, where something is known to help. */
final class Hints {
    private static final double RARE = 0.05;

    private Hints() {}

    /** {@return a sentence, or null where there is nothing to say beyond the verdict} */
    static @Nullable String of(SiteJudgement judgement, Culprit culprit) {
        Site site = judgement.site();
        OwnerFigures owners = site.details().owners();
        if (isTemporaryBuffer(culprit)) {
            return "temporary buffers of channels: each thread keeps some; -Djdk.nio.maxCachedBufferSize=262144 bounds"
                    + " them";
        }
        String ofKind = ofKind(site.kind());
        if (ofKind != null) {
            return ofKind;
        }
        if (judgement.verdict() == Verdict.GC_ONLY) {
            return "nothing was closed: memory came back only when the garbage collector ran; close what is opened";
        }
        if (owners != null
                && owners.freedByGcCount() > owners.closedCount()
                && judgement.verdict() != Verdict.CERTAIN) {
            return "most blocks come back through a Cleaner: it may lag behind, or the garbage collector seldom runs";
        }
        return isRare(judgement, culprit) ? rare(judgement) : null;
    }

    private static @Nullable String ofKind(String kind) {
        return switch (kind) {
            case "arena-auto" ->
                "freed only when the garbage collector finds the arena dead; Arena.ofConfined() frees at close";
            case "arena-global" ->
                "Arena.global() never frees; what is allocated again and again wants an arena that is closed";
            case "netty-chunk", "seep-span" ->
                "a pool's own memory: it stays while one block in it lives, or while the pool keeps it for later";
            default -> null;
        };
    }

    private static boolean isTemporaryBuffer(Culprit culprit) {
        if (culprit.stacks().isEmpty()) {
            return false;
        }
        for (Frame frame : culprit.stacks().get(0).frames()) {
            if (frame.className().equals("sun.nio.ch.Util")
                    && frame.methodName().equals("getTemporaryDirectBuffer")) {
                return true;
            }
        }
        return false;
    }

    private static boolean isRare(SiteJudgement judgement, Culprit culprit) {
        Evidence evidence = judgement.evidence();
        return evidence != null && !culprit.parted() && evidence.retention() > 0 && evidence.retention() < RARE;
    }

    private static String rare(SiteJudgement judgement) {
        Evidence evidence = judgement.evidence();
        long one = evidence == null ? 0 : Math.round(1 / evidence.retention());
        return "1 in " + one + " of its bytes stays, the rest is freed: look at early returns and exceptions";
    }
}
