// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.report.analysis;

import dev.seep.report.snapshot.Figures;
import dev.seep.report.snapshot.KindFigures;
import dev.seep.report.snapshot.Layer;
import dev.seep.report.snapshot.SiteFigures;
import dev.seep.report.snapshot.Snapshot;
import dev.seep.report.snapshot.StackFigures;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The sites of a snapshot: its stacks grouped by kind, layer and call site, and scaled so that they add up to the kinds.
 *
 * <p>Immutable. The call site is the first frame outwards that is not of the JDK. The blocks of a kind whose stacks hold
 * no such frame are one site of their own, {@link Site#jdkInternal}. What no stack is known for belongs to the kind's
 * {@link Site#rest}.
 */
public final class Sites {
    private static final Comparator<Site> BY_LIVE = (one, other) -> {
        int byFigures = SiteBuilder.LARGEST_FIRST.compare(one.figures(), other.figures());
        return byFigures != 0 ? byFigures : byName(one, other);
    };

    private static final Comparator<Site> BY_ALLOCATED = (one, other) -> {
        int byBytes =
                Long.compare(other.figures().allocatedBytes(), one.figures().allocatedBytes());
        return byBytes != 0 ? byBytes : BY_LIVE.compare(one, other);
    };

    private final List<KindSites> kindSites;
    private final List<Site> byLive;
    private final List<Site> byAllocated;

    private Sites(List<KindSites> kindSites) {
        this.kindSites = kindSites;
        List<Site> all = new ArrayList<>();
        for (KindSites kind : kindSites) {
            all.addAll(kind.sites());
        }
        byLive = new ArrayList<>(all);
        byLive.sort(BY_LIVE);
        byAllocated = all;
        byAllocated.sort(BY_ALLOCATED);
    }

    /** {@return the sites of {@code snapshot}; stacks of a kind that {@code snapshot.kinds()} does not hold are left out} */
    public static Sites of(Snapshot snapshot) {
        Map<String, KindFigures> kinds = new LinkedHashMap<>();
        Map<String, List<StackFigures>> stacks = new HashMap<>();
        for (KindFigures kind : snapshot.kinds()) {
            String key = key(kind.layer(), kind.kind());
            KindFigures known = kinds.get(key);
            Figures figures = consistent(kind.figures());
            kinds.put(
                    key,
                    new KindFigures(
                            kind.kind(), kind.layer(), known == null ? figures : figures.plus(known.figures())));
        }
        for (SiteFigures site : snapshot.sites()) {
            stacks.computeIfAbsent(key(site.layer(), site.kind()), key -> new ArrayList<>())
                    .addAll(site.stacks());
        }
        List<KindSites> kindSites = new ArrayList<>();
        for (Map.Entry<String, KindFigures> kind : kinds.entrySet()) {
            List<StackFigures> ofKind = stacks.getOrDefault(kind.getKey(), List.of());
            kindSites.add(new KindSites(kind.getValue(), ofKind, snapshot));
        }
        return new Sites(kindSites);
    }

    /** {@return every kind, in the snapshot's order; figures the sites and rests of that kind add up to} */
    public List<KindFigures> kinds() {
        List<KindFigures> kinds = new ArrayList<>();
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

    /** {@return what of {@code layer} no stack is known for} */
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
        top.sort(BY_LIVE);
        return top;
    }

    private static Figures consistent(Figures figures) {
        long liveBytes = Math.max(0, figures.liveBytes());
        long liveCount = Math.max(0, figures.liveCount());
        return new Figures(
                liveBytes,
                liveCount,
                Math.max(liveBytes, figures.allocatedBytes()),
                Math.max(liveCount, figures.allocatedCount()));
    }

    private static String key(Layer layer, String kind) {
        return layer.label().concat("/").concat(kind);
    }

    private static int byName(Site one, Site other) {
        return name(one).compareTo(name(other));
    }

    private static String name(Site site) {
        StringBuilder name = new StringBuilder(site.kind()).append(' ').append(site.rest());
        if (site.callSite() != null) {
            name.append(site.callSite().className())
                    .append('.')
                    .append(site.callSite().methodName());
            name.append(':').append(site.callSite().line());
        }
        return name.toString();
    }
}
