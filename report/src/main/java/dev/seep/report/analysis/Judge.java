// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.report.analysis;

import dev.seep.report.snapshot.Figures;
import dev.seep.report.snapshot.OwnerFigures;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Turns the evidence on one site into a verdict. */
final class Judge {
    /*
     * Implementation notes
     *
     * The thresholds are tuned against the histories of VerdictHistoriesTest; docs/verdicts.md holds what comes of them.
     * The order of the rules matters: what is a fact (owners lost) comes first, then what there is too little of to judge,
     * then what is missing for a leak, and a leak is what is left. Evidence is read only where it can matter: of the
     * thousands of sites that may hold something when a JVM ends, few get that far.
     */
    static final int LEAST_GENERATIONS = 12;
    private static final int LEAST_OCCUPIED = 5;
    private static final double LEAST_SURVIVORS = 6;
    private static final double LEAST_IN_A_THIRD = 1.5;
    private static final double LEAST_EVENNESS = 0.6;
    private static final double NEARLY_ALL = 0.95;

    /** A site that allocated for less than this share of the run had a burst. */
    private static final double LEAST_WINDOW = 1.0 / 3;

    private static final double DECAY = 0.95;
    private static final double BOTH_SCORES = 2.3;
    private static final double MOST_SHRUNK_SCORE = 4;
    private static final double SHRUNK = 0.03;
    private static final double SHRUNK_SCORE = 1.2;
    private static final double ALLOWED_ERROR = 1;

    private static final double CLEAR_DECAY = 0.8;
    private static final double CLEAR_SCORE = 1.64;

    private static final double LEAST_LATE = 3;
    private static final double LATE_OF_FREED = 0.4;
    private static final double LATE_OF_LIVE = 0.03;

    /** Kinds that only the garbage collector frees, so that leaving it to it is no fault. */
    private static final Set<String> WITHOUT_CLOSE = Set.of("direct", "mapped", "arena-auto");

    static final String SEEP_SPAN = "seep-span";

    /** What pools take: it stays because of blocks that stand in it, which are judged themselves. */
    private static final Set<String> OF_POOLS = Set.of("netty-chunk", SEEP_SPAN);

    private final Site site;
    private final History history;
    private final double unit;
    private final Lifetimes lifetimes;
    private final boolean endsInTime;

    Judge(Site site) {
        this.site = site;
        this.history = new History(site.details().generations());
        this.unit = Math.max(site.details().sampleBytes(), unitBytes(site.figures(), history));
        this.lifetimes = new Lifetimes(site.details().lifetimes(), history.windowSeconds());
        this.endsInTime = lifetimes.late >= LATE_OF_LIVE * site.figures().liveCount()
                && lifetimes.endInTime()
                && !Shrinkage.isLumpy(history, unit);
    }

    /** A line that holds few huge blocks and many small ones is judged by the small ones. */
    private static double unitBytes(Figures figures, History history) {
        double live = (double) figures.liveBytes() / Math.max(1, figures.liveCount());
        double allocated = (double) figures.allocatedBytes() / Math.max(1, figures.allocatedCount());
        double typical = history.typicalLive(history.judgedFrom, history.youngFrom);
        double least = Math.min(live, allocated);
        return Math.max(1, typical > 0 ? Math.min(typical, least) : least);
    }

    /** {@return the judgement, or null where there is nothing to judge: nothing live, or no generations} */
    @Nullable
    SiteJudgement judge() {
        if (site.rest() || site.figures().liveBytes() <= 0) {
            return null;
        }
        Verdict fact = ofOwners(site.kind(), site.details().owners());
        if (history.end == 0) {
            return fact == Verdict.CERTAIN && !site.jdkInternal() ? new SiteJudgement(site, fact, 1, null) : null;
        }
        Verdict moment = fact == null ? ofFewMoments() : null;
        Double rising = moment == null ? null : GrownBlocks.risingShare(history);
        if (moment != null && rising == null) {
            return new SiteJudgement(site, moment, 0, null);
        }
        Evidence evidence = new EvidenceReader(history, unit, endsInTime).read();
        Verdict verdict = rising != null ? ofGrownBlocks(rising) : fact == null ? ofEvidence(evidence) : fact;
        if ((site.jdkInternal() || OF_POOLS.contains(site.kind())) && verdict.isSuspect()) {
            verdict = Verdict.GROWING;
        }
        double sureness = rising == null ? sureness(evidence) : rising;
        double confidence = confidence(verdict, isUncollected(site) ? sureness / 2 : sureness);
        return new SiteJudgement(site, verdict, confidence, evidence);
    }

    private static @Nullable Verdict ofOwners(String kind, @Nullable OwnerFigures owners) {
        if (owners != null && owners.lostCount() > 0) {
            return Verdict.CERTAIN;
        }
        boolean neverClosed = owners != null && owners.closedCount() == 0 && owners.freedByGcCount() > 0;
        return neverClosed && !WITHOUT_CLOSE.contains(kind) ? Verdict.GC_ONLY : null;
    }

    private Verdict ofGrownBlocks(double rising) {
        return rising >= LEAST_EVENNESS && GrownBlocks.oftenReallocated(site.figures())
                ? Verdict.LIKELY
                : Verdict.GROWING;
    }

    private Verdict ofEvidence(Evidence evidence) {
        if (evidence.evenness() < LEAST_EVENNESS || evidence.plateau() || !evidence.rising()) {
            return Verdict.BOUNDED;
        }
        boolean goes = endsInTime
                ? decaysClearly(evidence)
                : (decays(evidence) || freesWhatWasKept()) && !(freesLate() && history.outgrowsFrees(unit));
        return goes ? Verdict.GROWING : Verdict.LIKELY;
    }

    /** Judges what is not from most of the time: from one moment, from the first ones, from the last ones. */
    @Nullable
    private Verdict ofFewMoments() {
        double live = history.live(0, history.count);
        if (live / unit < 1.5 || history.occupied(0, history.count) == 1) {
            return Verdict.SINGLE;
        }
        int eighth = Math.max(1, history.count / 8);
        if (history.live(0, eighth) >= NEARLY_ALL * live && history.count >= LEAST_GENERATIONS) {
            return Verdict.STARTUP;
        }
        boolean recent = history.live(history.count - 2 * eighth, history.count) >= NEARLY_ALL * live;
        if ((recent && !isHidden()) || history.count < LEAST_GENERATIONS) {
            return Verdict.YOUNG;
        }
        int window = history.end - history.first;
        if (window < LEAST_GENERATIONS || window < LEAST_WINDOW * history.count) {
            return history.count - history.first < LEAST_GENERATIONS ? Verdict.YOUNG : Verdict.BOUNDED;
        }
        return isFromMostOfTheTime() ? null : Verdict.BOUNDED;
    }

    /** What is under way may hold nearly all bytes, beside a leak of tiny blocks, which then are of most generations. */
    private boolean isHidden() {
        int judged = history.youngFrom - history.judgedFrom;
        return isFromMostOfTheTime()
                && history.occupied(history.judgedFrom, history.youngFrom) >= LEAST_EVENNESS * judged;
    }

    private boolean isFromMostOfTheTime() {
        int from = history.judgedFrom;
        int middle = history.middleFrom;
        int to = history.youngFrom;
        return history.live(from, to) / unit >= LEAST_SURVIVORS
                && history.live(from, middle) / unit >= LEAST_IN_A_THIRD
                && history.live(middle, to) / unit >= LEAST_IN_A_THIRD
                && history.occupied(from, to) >= LEAST_OCCUPIED;
    }

    /** Blocks that go after a long time are a cache's; what is under way beside a leak goes soon. */
    private boolean freesWhatWasKept() {
        OwnerFigures owners = site.details().owners();
        if (owners != null && owners.freedByGcCount() > owners.closedCount()) {
            return false; // how long garbage waits for the collector says nothing
        }
        return freesLate()
                && lifetimes.late >= LATE_OF_LIVE * site.figures().liveCount()
                && !Shrinkage.isLumpy(history, unit);
    }

    private boolean freesLate() {
        return lifetimes.late >= LEAST_LATE && lifetimes.late >= LATE_OF_FREED * lifetimes.freed;
    }

    /** Where what is under way lives for long, some of it is as old as a leak: only a clear decay says anything. */
    private static boolean decaysClearly(Evidence evidence) {
        double decayed = -Math.log(Math.max(evidence.decay(), Double.MIN_NORMAL));
        return evidence.decay() < CLEAR_DECAY && decayed > CLEAR_SCORE * evidence.decayError();
    }

    private static boolean decays(Evidence evidence) {
        double decayed = -Math.log(Math.max(evidence.decay(), Double.MIN_NORMAL));
        double expected = -Math.log(Math.max(1 - evidence.shrunk() / 2, Double.MIN_NORMAL));
        boolean asACacheWould = decayed > expected / 2 - evidence.decayError() * ALLOWED_ERROR;
        boolean clearly = evidence.decay() < DECAY
                && decayed / evidence.decayError() + Math.min(MOST_SHRUNK_SCORE, evidence.shrunkScore()) > BOTH_SCORES;
        return evidence.shrunk() > SHRUNK && (clearly || (evidence.shrunkScore() > SHRUNK_SCORE && asACacheWould));
    }

    /** {@return whether only the garbage collector frees the site's blocks and has freed none, so that they may be garbage} */
    static boolean isUncollected(Site site) {
        OwnerFigures owners = site.details().owners();
        return WITHOUT_CLOSE.contains(site.kind())
                && site.figures().freedCount() == 0
                && (owners == null || owners.pendingCount() == 0);
    }

    /** The surer the more survivors there are, the more evenly they lie, the less they decay. */
    private static double sureness(Evidence evidence) {
        double survivors = 1 - Math.exp(-evidence.survivors() / 10);
        double decay = Math.max(0, Math.min(1, Double.isNaN(evidence.decay()) ? 0 : evidence.decay()));
        return survivors * evidence.evenness() * (0.5 + decay / 2);
    }

    private static double confidence(Verdict verdict, double sureness) {
        if (verdict == Verdict.CERTAIN) {
            return 1;
        }
        return verdict == Verdict.LIKELY ? 0.5 + 0.49 * sureness : 0.5 * sureness;
    }
}
