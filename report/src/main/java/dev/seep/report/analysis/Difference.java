// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.report.analysis;

import dev.seep.report.snapshot.Figures;
import dev.seep.report.snapshot.Frame;
import dev.seep.report.snapshot.Layer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What changed between two snapshots of one run, or of two.
 *
 * <p>Immutable. A line is the same in both when kind, class, method and line number are; where a method's line is in one of
 * them only, and another line of that method in the other one only, the code is taken to have moved.
 */
public final class Difference {
    private final Sites before;
    private final Sites after;
    private final List<LineChange> grown = new ArrayList<>();
    private final List<LineChange> shrunk = new ArrayList<>();
    private int unchanged;

    private Difference(Sites before, Sites after) {
        this.before = before;
        this.after = after;
    }

    /** {@return what changed from {@code before} to {@code after}} */
    public static Difference of(Sites before, Sites after) {
        Difference difference = new Difference(before, after);
        Map<String, Site> older = byLine(before.top(Integer.MAX_VALUE));
        Map<String, Site> newer = byLine(after.top(Integer.MAX_VALUE));
        Map<String, Site> moved = movedFrom(older, newer);
        Set<Site> matched = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Map.Entry<String, Site> entry : newer.entrySet()) {
            Site base = older.get(entry.getKey());
            base = base == null ? moved.get(entry.getKey()) : base;
            if (base != null) {
                matched.add(base);
            }
            difference.add(base, entry.getValue());
        }
        for (Site base : older.values()) {
            if (!matched.contains(base)) {
                difference.add(base, null);
            }
        }
        difference.grown.sort(new MostFirst());
        difference.shrunk.sort(new MostFirst());
        return difference;
    }

    private static Map<String, Site> byLine(List<Site> sites) {
        Map<String, Site> byLine = new LinkedHashMap<>();
        for (Site site : sites) {
            byLine.put(key(site, true), site);
        }
        return byLine;
    }

    private static String key(Site site, boolean withLine) {
        Frame frame = site.callSite();
        String place = site.layer().label() + "/" + site.kind() + "/";
        if (frame == null) {
            return place + (site.rest() ? "rest" : "jdk");
        }
        String method = place + frame.className() + "." + frame.methodName();
        return withLine ? method + ":" + frame.line() : method;
    }

    /** {@return for lines that only {@code newer} has, the line of {@code older} that they were, if there is just one} */
    private static Map<String, Site> movedFrom(Map<String, Site> older, Map<String, Site> newer) {
        Map<String, List<Site>> gone = new HashMap<>();
        Map<String, List<String>> come = new HashMap<>();
        for (Map.Entry<String, Site> entry : older.entrySet()) {
            if (!newer.containsKey(entry.getKey()) && entry.getValue().callSite() != null) {
                gone.computeIfAbsent(key(entry.getValue(), false), method -> new ArrayList<>())
                        .add(entry.getValue());
            }
        }
        for (Map.Entry<String, Site> entry : newer.entrySet()) {
            if (!older.containsKey(entry.getKey()) && entry.getValue().callSite() != null) {
                come.computeIfAbsent(key(entry.getValue(), false), method -> new ArrayList<>())
                        .add(entry.getKey());
            }
        }
        Map<String, Site> moved = new HashMap<>();
        for (Map.Entry<String, List<String>> entry : come.entrySet()) {
            List<Site> candidates = gone.getOrDefault(entry.getKey(), List.of());
            if (candidates.size() == 1 && entry.getValue().size() == 1) {
                moved.put(entry.getValue().get(0), candidates.get(0));
            }
        }
        return moved;
    }

    private void add(@Nullable Site base, @Nullable Site now) {
        Site known = now == null ? base : now;
        if (known == null) {
            return;
        }
        Figures older = base == null ? Figures.ZERO : base.figures();
        Figures newer = now == null ? Figures.ZERO : now.figures();
        long bytes = newer.liveBytes() - older.liveBytes();
        long count = newer.liveCount() - older.liveCount();
        if (bytes == 0 && count == 0) {
            unchanged++;
            return;
        }
        boolean grew = bytes > 0 || (bytes == 0 && count > 0);
        double baseError = base == null ? 0 : base.errorBytes();
        double error = now == null ? 0 : now.errorBytes();
        boolean exact = (base == null || base.exact()) && (now == null || now.exact());
        LineChange change = new LineChange(
                known.kind(),
                known.layer(),
                known.callSite(),
                exact && known.callSite() != null,
                known.jdkInternal(),
                older,
                newer,
                Math.round(Math.sqrt(baseError * baseError + error * error)),
                framesThatChangedMost(base, now, grew ? 1 : -1),
                hasExactStacks(base) && hasExactStacks(now));
        (grew ? grown : shrunk).add(change);
    }

    private static boolean hasExactStacks(@Nullable Site site) {
        return site == null || site.stacks().stream().allMatch(SiteStack::exact);
    }

    private static List<Frame> framesThatChangedMost(@Nullable Site base, @Nullable Site now, int sign) {
        Map<FramesKey, Long> older = new HashMap<>();
        for (SiteStack stack : base == null ? List.<SiteStack>of() : base.stacks()) {
            older.merge(new FramesKey(stack.frames()), stack.figures().liveBytes(), Long::sum);
        }
        List<Frame> frames = List.of();
        long most = 0;
        for (SiteStack stack : now == null ? List.<SiteStack>of() : now.stacks()) {
            Long was = older.remove(new FramesKey(stack.frames()));
            long change = sign * (stack.figures().liveBytes() - (was == null ? 0 : was));
            if (change > most) {
                most = change;
                frames = stack.frames();
            }
        }
        for (SiteStack stack : base == null || sign > 0 ? List.<SiteStack>of() : base.stacks()) {
            Long was = older.get(new FramesKey(stack.frames()));
            if (was != null && was > most) {
                most = was;
                frames = stack.frames();
            }
        }
        return frames;
    }

    /** {@return the sites of the older snapshot} */
    public Sites before() {
        return before;
    }

    /** {@return the sites of the newer snapshot} */
    public Sites after() {
        return after;
    }

    /** {@return lines that hold more than before, those that grew most first} */
    public List<LineChange> grown() {
        return List.copyOf(grown);
    }

    /** {@return lines that hold less than before, those that shrank most first} */
    public List<LineChange> shrunk() {
        return List.copyOf(shrunk);
    }

    /** {@return how many lines hold what they held} */
    public int unchangedCount() {
        return unchanged;
    }

    /** {@return by how many bytes {@code layer} holds more; below 0 when it holds less} */
    public long bytes(Layer layer) {
        return after.total(layer).liveBytes() - before.total(layer).liveBytes();
    }

    private static final class MostFirst implements Comparator<LineChange> {
        @Override
        public int compare(LineChange one, LineChange other) {
            int byBytes = Long.compare(Math.abs(other.bytes()), Math.abs(one.bytes()));
            return byBytes != 0 ? byBytes : Long.compare(Math.abs(other.count()), Math.abs(one.count()));
        }
    }
}
