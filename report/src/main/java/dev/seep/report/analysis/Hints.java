// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.report.analysis;

import dev.seep.report.snapshot.Figures;
import dev.seep.report.snapshot.Frame;
import dev.seep.report.snapshot.OwnerFigures;
import org.jspecify.annotations.Nullable;

/** What to do about a suspect, where something is known to help. */
final class Hints {
    private static final double RARE = 0.05;
    private static final double HALF = 0.5;
    private static final double NEARLY = 0.02;
    private static final double LEAST_PAIRS = 20;
    private static final long BACKLOG = 5;

    private static final String UNCOLLECTED = "the collector has freed none so far: if the program drops them, they are"
            + " garbage and no leak; gc=true collects before the report";

    private Hints() {}

    /** {@return a sentence, or null where there is nothing to say beyond the verdict} */
    static @Nullable String of(SiteJudgement judgement, Culprit culprit) {
        Site site = judgement.site();
        OwnerFigures owners = site.details().owners();
        if (owners != null && owners.lostCount() > 0) {
            return lost(owners.lostCount());
        }
        if (isTemporaryBuffer(culprit)) {
            return "temporary buffers of channels: each thread keeps some; -Djdk.nio.maxCachedBufferSize=262144 bounds"
                    + " them";
        }
        String ofKind = ofKind(site.kind());
        boolean uncollected = Judge.isUncollected(site);
        if (ofKind != null || uncollected) {
            return ofKind == null ? UNCOLLECTED : uncollected ? ofKind + "; " + UNCOLLECTED : ofKind;
        }
        if (GrownBlocks.risingShare(new History(site.details().generations())) != null) {
            return "its blocks do not become more, they grow: what is reallocated larger and larger wants a bound";
        }
        if (judgement.verdict() == Verdict.GC_ONLY) {
            return "nothing was closed: memory came back only when the garbage collector ran; close what is opened";
        }
        if (owners != null && owners.pendingCount() >= BACKLOG) {
            return owners.pendingCount()
                    + " blocks watched wait for their Cleaner although their owners are collected: does a cleaning"
                    + " action block?";
        }
        if (judgement.verdict() == Verdict.GROWING) {
            return "old blocks go: a cache that is filling, or a leak beside blocks that live long; a longer run tells"
                    + " which";
        }
        if (isEverySecond(judgement, culprit)) {
            return "every second block stays: is a handle allocated twice, as by a constructor and a setter, and freed"
                    + " once?";
        }
        return isRare(judgement, culprit) ? rare(judgement) : null;
    }

    private static String lost(long count) {
        return count == 1
                ? "the owner of a block was garbage-collected before it was closed: nobody can free it any more"
                : "the owners of " + count
                        + " blocks watched were garbage-collected before they were closed: nobody can"
                        + " free these any more";
    }

    private static @Nullable String ofKind(String kind) {
        return switch (kind) {
            case "arena-auto" ->
                "freed only when the garbage collector finds the arena dead; Arena.ofConfined() frees at close";
            case "arena-global" ->
                "Arena.global() never frees; what is allocated again and again wants an arena that is closed";
            case "netty-chunk", Judge.SEEP_SPAN ->
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

    /** What is freed is as much as what stays, in the older generations as in the younger ones. */
    private static boolean isEverySecond(SiteJudgement judgement, Culprit culprit) {
        Evidence evidence = judgement.evidence();
        return evidence != null
                && !culprit.parted()
                && evidence.survivors() >= LEAST_PAIRS
                && Math.abs(evidence.retention() - HALF) < NEARLY
                && Math.abs(evidence.decay() - 1) < 2 * NEARLY;
    }

    private static boolean isRare(SiteJudgement judgement, Culprit culprit) {
        Evidence evidence = judgement.evidence();
        Figures figures = judgement.site().figures();
        return evidence != null
                && !culprit.parted()
                && evidence.retention() > 0
                && evidence.retention() < RARE
                && figures.liveCount()
                        < RARE * figures.allocatedCount(); // else the small ones stay, which are not rare
    }

    private static String rare(SiteJudgement judgement) {
        Evidence evidence = judgement.evidence();
        long one = evidence == null ? 0 : Math.round(1 / evidence.retention());
        return "1 in " + one + " of its bytes stays, the rest is freed: look at early returns and exceptions";
    }
}
