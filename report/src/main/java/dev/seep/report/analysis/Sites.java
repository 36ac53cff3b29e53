// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.report.analysis;

import dev.seep.report.snapshot.Figures;
import dev.seep.report.snapshot.KindFigures;
import dev.seep.report.snapshot.Layer;
import dev.seep.report.snapshot.SiteFigures;
import dev.seep.report.snapshot.Snapshot;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The sites of a snapshot: what it counted of each woven call, and its unlabelled blocks grouped by what their stacks say;
 * all of a kind add up to the kind.
 *
 * <p>Immutable. The call site of an unlabelled block is the first frame outwards that is not of the JDK. The unlabelled
 * blocks of a kind whose stacks hold no such frame are one site of their own, {@link Site#jdkInternal}. Those no stack is
 * known for belong to the kind's {@link Site#rest}.
 */
public final class Sites {
    private final List<KindSites> kindSites;
    private final boolean labelled;
    private final List<String> suppressions;
    private final List<Site> byLive;
    private final List<Site> byAllocated;

    private Sites(List<KindSites> kindSites, boolean labelled, List<String> suppressions) {
        this.suppressions = suppressions;
        this.kindSites = kindSites;
        this.labelled = labelled;
        List<Site> all = new ArrayList<>();
        for (KindSites kind : kindSites) {
            all.addAll(kind.sites());
        }
        byLive = new ArrayList<>(all);
        byLive.sort(new LargestFirst.Sites());
        byAllocated = all;
        byAllocated.sort(new LargestFirst.Allocators());
    }

    /** {@return the sites of {@code snapshot}; those of a kind that {@code snapshot.kinds()} does not hold are left out} */
    public static Sites of(Snapshot snapshot) {
        Map<String, KindFigures> kinds = new LinkedHashMap<>();
        Map<String, List<SiteFigures>> sites = new HashMap<>();
        for (KindFigures kind : snapshot.kinds()) {
            String key = key(kind.layer(), kind.kind());
            KindFigures known = kinds.get(key);
            Figures figures = FigureSums.consistent(kind.figures());
            Figures sum = known == null ? figures : figures.plus(known.figures());
            kinds.put(key, new KindFigures(kind.kind(), kind.layer(), sum));
            sites.put(key, new ArrayList<>());
        }
        boolean labelled = false;
        for (SiteFigures site : snapshot.sites()) {
            labelled |= site.callSite() != null;
            List<SiteFigures> ofKind = sites.get(key(site.layer(), site.kind()));
            if (ofKind != null) {
                ofKind.add(site);
            }
        }
        List<KindSites> kindSites = new ArrayList<>();
        for (Map.Entry<String, KindFigures> kind : kinds.entrySet()) {
            kindSites.add(new KindSites(kind.getValue(), sites.getOrDefault(kind.getKey(), List.of()), snapshot));
        }
        return new Sites(kindSites, labelled, snapshot.suppressions());
    }

    /** {@return the snapshot's rules of what is not to be suspected} */
    List<String> suppressions() {
        return suppressions;
    }

    /** {@return every kind, in the snapshot's order; figures the sites and rests of that kind add up to} */
    public List<Kind> kinds() {
        List<Kind> kinds = new ArrayList<>();
        for (KindSites kind : kindSites) {
            kinds.add(kind.kind());
        }
        return kinds;
    }

    /** {@return the sum of the kinds of {@code layer}} */
    public Figures total(Layer layer) {
        Figures sum = Figures.ZERO;
        for (KindSites kind : kindSites) {
            sum = kind.kind().layer() == layer ? sum.plus(kind.kind().figures()) : sum;
        }
        return sum;
    }

    /** {@return whether any call was woven with a label, so that its line is known without a stack} */
    public boolean isLabelled() {
        return labelled;
    }

    /** {@return what of {@code layer} has no call site of its own: its lines are known from stacks, if at all} */
    public Figures unlabelled(Layer layer) {
        Figures sum = Figures.ZERO;
        for (KindSites kind : kindSites) {
            sum = kind.kind().layer() == layer ? sum.plus(kind.kind().unlabelled()) : sum;
        }
        return sum;
    }

    /** {@return the time that the allocating calls of {@code layer} took, or null when none was timed} */
    public @Nullable Double allocatorSeconds(Layer layer) {
        Double sum = null;
        for (KindSites kind : kindSites) {
            Double seconds = kind.kind().allocatorSeconds();
            if (kind.kind().layer() == layer && seconds != null) {
                sum = (sum == null ? 0 : sum) + seconds;
            }
        }
        return sum;
    }

    /** {@return whether anything was allocated, freed or not} */
    public boolean hasAllocated() {
        for (KindSites kind : kindSites) {
            Figures figures = kind.kind().figures();
            if (figures.allocatedBytes() > 0 || figures.allocatedCount() > 0) {
                return true;
            }
        }
        return false;
    }

    /** {@return what the options {@code include} and {@code exclude} left out of {@code layer}} */
    public Figures filtered(Layer layer) {
        Figures sum = Figures.ZERO;
        for (KindSites kind : kindSites) {
            sum = kind.kind().layer() == layer ? sum.plus(kind.filtered()) : sum;
        }
        return sum;
    }

    /** {@return what of {@code layer} has no label and no stack is known for} */
    public Figures unknown(Layer layer) {
        Figures sum = Figures.ZERO;
        for (KindSites kind : kindSites) {
            sum = kind.kind().layer() == layer ? sum.plus(kind.unknown()) : sum;
        }
        return sum;
    }

    /** {@return every site, rests left out, by live bytes descending} */
    public List<Site> byLiveBytes() {
        return List.copyOf(byLive);
    }

    /** {@return every site, rests left out, by allocated bytes descending} */
    public List<Site> byAllocatedBytes() {
        return List.copyOf(byAllocated);
    }

    /**
     * Selects the sites that a report lists.
     *
     * @param count sites taken by live bytes, and as many by allocated bytes; below 0 counts as 0
     * @return both, and a rest for every kind that has more than them, by live bytes descending
     */
    public List<Site> top(int count) {
        int size = Math.min(Math.max(0, count), byLive.size());
        Set<Site> chosen = Collections.newSetFromMap(new IdentityHashMap<>());
        for (int i = 0; i < size; i++) {
            chosen.add(byLive.get(i));
            chosen.add(byAllocated.get(i));
        }
        List<Site> top = new ArrayList<>();
        for (KindSites kind : kindSites) {
            List<Site> cutOff = new ArrayList<>();
            for (Site site : kind.sites()) {
                (chosen.contains(site) ? top : cutOff).add(site);
            }
            Site rest = kind.rest(cutOff);
            if (rest != null) {
                top.add(rest);
            }
        }
        top.sort(new LargestFirst.Sites());
        return top;
    }

    private static String key(Layer layer, String kind) {
        return layer.label().concat("/").concat(kind);
    }
}
