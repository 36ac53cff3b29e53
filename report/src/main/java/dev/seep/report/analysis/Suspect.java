// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.report.analysis;

import dev.seep.report.snapshot.Figures;
import dev.seep.report.snapshot.Frame;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A branch of a site's stacks that holds memory in the manner of a leak.
 *
 * @param judgement the verdict on the site
 * @param culprit the frame to look at first; null when no frame is known
 * @param parted whether that caller's blocks stay while other callers of the same line free theirs
 * @param tooFewSamples whether there were too few sampled survivors to tell the callers of the line apart
 * @param frames the stack that holds most of it, from the allocation outwards
 * @param exact whether {@code figures} are counted rather than estimated
 * @param errorBytes half the width of the 95 % interval around the live bytes; 0 when exact
 * @param figures bytes and blocks of this branch
 * @param bytesPerSecond growth of this branch
 * @param hint what may help, or null
 */
public record Suspect(
        SiteJudgement judgement,
        @Nullable Frame culprit,
        boolean parted,
        boolean tooFewSamples,
        List<Frame> frames,
        boolean exact,
        long errorBytes,
        Figures figures,
        double bytesPerSecond,
        @Nullable String hint) {

    /** {@return what suspects are ranked by: growth times confidence} */
    public double weight() {
        return bytesPerSecond * judgement.confidence();
    }

    /**
     * {@return where in {@code frames} the application begins, from the culprit on outwards; -1 where it does not, or where
     * the culprit is the application's}
     */
    public int applicationIndex() {
        int from = culprit == null ? 0 : frames.indexOf(culprit) + 1;
        if (culprit != null && FrameOrigin.isApplication(culprit)) {
            return -1;
        }
        for (int i = from; i < frames.size(); i++) {
            if (FrameOrigin.isApplication(frames.get(i))) {
                return i;
            }
        }
        return -1;
    }

    /** {@return the suspects of a site: what it grows by is shared among its culprits, as the rest of its blocks go} */
    static List<Suspect> of(SiteJudgement judgement, List<Culprit> culprits) {
        double live = 0;
        for (Culprit culprit : culprits) {
            live += liveBytes(judgement.site(), culprit);
        }
        List<Suspect> suspects = new ArrayList<>();
        for (Culprit culprit : culprits) {
            suspects.add(of(judgement, culprit, live == 0 ? 0 : liveBytes(judgement.site(), culprit) / live));
        }
        return suspects;
    }

    private static double liveBytes(Site site, Culprit culprit) {
        double live = 0;
        for (SiteStack stack : culprit.stacks()) {
            live += stack.figures().liveBytes();
        }
        return culprit.parted() ? live : site.figures().liveBytes();
    }

    private static Suspect of(SiteJudgement judgement, Culprit culprit, double share) {
        Site site = judgement.site();
        Figures figures = Figures.ZERO;
        boolean exact = true;
        double squares = 0;
        for (SiteStack stack : culprit.stacks()) {
            figures = figures.plus(stack.figures());
            exact &= stack.exact();
            squares += (double) stack.errorBytes() * stack.errorBytes();
        }
        boolean whole = !culprit.parted();
        figures = whole ? site.figures() : figures;
        Evidence evidence = judgement.evidence();
        double growth = evidence == null ? 0 : evidence.bytesPerSecond();
        return new Suspect(
                judgement,
                culprit.frame(),
                culprit.parted(),
                culprit.tooFewSamples(),
                culprit.stacks().isEmpty() ? List.of() : culprit.stacks().get(0).frames(),
                whole ? site.exact() : exact,
                whole ? site.errorBytes() : Math.round(Math.sqrt(squares)),
                figures,
                growth * share,
                Hints.of(judgement, culprit));
    }
}
