// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.report.analysis;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The verdicts on the sites of a snapshot: who is suspected of leaking, what grows but may be innocent, what is merely held.
 *
 * <p>Immutable. Judging takes what the generations of a site show; a site without generations has no verdict.
 */
public final class Judgement {
    /** A run that is shorter has too few epochs to be judged. */
    public static final double LEAST_SECONDS = Judge.LEAST_GENERATIONS * 0.05;

    private final IdentityHashMap<Site, SiteJudgement> bySite = new IdentityHashMap<>();
    private final List<Suspect> suspects = new ArrayList<>();
    private final List<Suspect> apart = new ArrayList<>();
    private final List<Suppression> suppressions = new ArrayList<>();

    private Judgement(List<String> rules) {
        for (String rule : rules) {
            suppressions.add(new Suppression(rule));
        }
    }

    /** {@return the judgement of {@code sites}} */
    public static Judgement of(Sites sites) {
        Judgement result = new Judgement(sites.suppressions());
        for (Site site : sites.byLiveBytes()) {
            SiteJudgement judgement = new Judge(site).judge();
            if (judgement != null) {
                result.bySite.put(site, judgement);
                result.addSuspects(judgement);
            }
        }
        result.suspects.sort(new HeaviestFirst());
        result.apart.sort(new HeaviestFirst());
        return result;
    }

    private void addSuspects(SiteJudgement judgement) {
        Verdict verdict = judgement.verdict();
        if (!verdict.isSuspect() && !verdict.isApart()) {
            return;
        }
        List<Culprit> culprits = CulpritFinder.find(judgement.site());
        List<Suspect> ofSite = Suspect.of(judgement, culprits);
        for (int i = 0; i < culprits.size(); i++) {
            Suspect suspect = ofSite.get(i);
            if (!isSuppressed(suspect, culprits.get(i).stacks())) {
                (verdict.isSuspect() ? suspects : apart).add(suspect);
            }
        }
    }

    /** Asks all rules, so that each knows whether it is of use. */
    private boolean isSuppressed(Suspect suspect, List<SiteStack> stacks) {
        boolean suppressed = false;
        for (Suppression suppression : suppressions) {
            suppressed |= suppression.takes(suspect, stacks);
        }
        return suppressed;
    }

    /** {@return the rules of what is not to be suspected, with what each has taken away} */
    public List<Suppression> suppressions() {
        return List.copyOf(suppressions);
    }

    /** {@return what is {@link Verdict#CERTAIN} or {@link Verdict#LIKELY}, by growth times confidence, descending} */
    public List<Suspect> suspects() {
        return List.copyOf(suspects);
    }

    /** {@return what is {@link Verdict#GROWING} or {@link Verdict#GC_ONLY}, by growth times confidence, descending} */
    public List<Suspect> apart() {
        return List.copyOf(apart);
    }

    /** {@return whether there is a verdict on any site} */
    public boolean isAnyJudged() {
        return !bySite.isEmpty();
    }

    /** {@return the verdict on {@code site}, one of the sites judged; null when nothing can be said} */
    public @Nullable SiteJudgement of(Site site) {
        return bySite.get(site);
    }

    private static final class HeaviestFirst implements Comparator<Suspect> {
        @Override
        public int compare(Suspect one, Suspect other) {
            int byWeight = Double.compare(other.weight(), one.weight());
            return byWeight != 0
                    ? byWeight
                    : Long.compare(other.figures().liveBytes(), one.figures().liveBytes());
        }
    }
}
