// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.report.analysis;

import java.util.BitSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;

/** What services do with a line: sessions, tables, pools, caches with hot entries; each drawn at random, its truth known. */
final class SimulatedServices {
    private final SplittableRandom random;

    SimulatedServices(SplittableRandom random) {
        this.random = random;
    }

    /** Sessions or entries that last for long and then go, all at the same age or not; a part of them is forgotten. */
    SimulatedSite sessions(boolean leak) {
        SimulatedSite site = new SimulatedSite("Sessions", leak);
        int blocks = random.nextInt(800, 4000);
        double part = leak ? between(0.05, 0.4) : 0;
        boolean expire = random.nextBoolean();
        double mean = expire ? between(0.03, 0.25) : between(0.02, 0.1);
        double rampUp = random.nextBoolean() ? 0 : between(0.1, 0.5);
        for (int i = 0; i < blocks; i++) {
            double at = begin(rampUp);
            if (random.nextDouble() < part) {
                site.keep(at);
            } else {
                site.add(at, at + (expire ? mean * between(0.95, 1.05) : lifetime(mean)));
            }
        }
        return site;
    }

    /** Most sessions are short and some are very long: Pareto's law. */
    SimulatedSite heavyTail() {
        SimulatedSite site = new SimulatedSite("HeavyTail", false);
        int blocks = random.nextInt(800, 4000);
        double shortest = between(0.0005, 0.003);
        double exponent = between(0.9, 1.5);
        for (int i = 0; i < blocks; i++) {
            double at = random.nextDouble();
            site.add(at, at + shortest * Math.pow(1 - random.nextDouble(), -1 / exponent));
        }
        return site;
    }

    /** A table for each key, made at its first use and kept: soon there is one for nearly every key. */
    SimulatedSite lazyTables() {
        SimulatedSite site = new SimulatedSite("LazyTables", false);
        int keys = random.nextInt(30, 500);
        double skew = between(1, 2);
        int lookups = (int) (keys * between(6, 30));
        BitSet seen = new BitSet();
        for (int i = 0; i < lookups; i++) {
            int key = (int) (keys * Math.pow(random.nextDouble(), skew));
            if (!seen.get(key)) {
                seen.set(key);
                site.keep((double) i / lookups);
            }
        }
        return site;
    }

    /** Entries are never replaced; once it is full, the one used least recently goes, and the hot ones stay for good. */
    SimulatedSite hotCache() {
        SimulatedSite site = new SimulatedSite("HotCache", false);
        int capacity = random.nextInt(150, 800);
        int keys = (int) (capacity * between(2, 10));
        double skew = between(1.2, 3);
        int lookups = (int) (capacity * between(4, 30));
        Map<Integer, Integer> cache = new LinkedHashMap<>(16, 0.75f, true);
        for (int i = 0; i < lookups; i++) {
            int key = (int) (keys * Math.pow(random.nextDouble(), skew));
            if (cache.get(key) == null) {
                double at = (double) i / lookups;
                cache.put(key, site.keep(at));
                if (cache.size() > capacity) {
                    Iterator<Integer> eldest = cache.values().iterator();
                    site.free(eldest.next(), at);
                    eldest.remove();
                }
            }
        }
        return site;
    }

    /** A pool that never shrinks has as many blocks as were ever lent at a time. */
    SimulatedSite pool() {
        SimulatedSite site = new SimulatedSite("GrowingPool", false);
        int users = random.nextInt(20, 400);
        double busy = between(0.1, 0.6);
        int moments = random.nextInt(200, 2000);
        int most = 0;
        int lent = (int) (users * busy);
        for (int i = 0; i < moments; i++) {
            int changed = 0;
            for (int user = 0; user < users / 10; user++) {
                changed += random.nextDouble() < busy ? 1 : 0;
            }
            lent = lent - lent / 10 + changed;
            for (; most < lent; most++) {
                site.keep((double) i / moments);
            }
        }
        return site;
    }

    /** Tiny blocks are kept on a line that large ones take as well, which are all given back before the end, or not. */
    SimulatedSite tinyLeak() {
        SimulatedSite site = new SimulatedSite("TinyLeak", true);
        int tiny = random.nextInt(60, 1500);
        int large = random.nextInt(500, 3000);
        double factor = between(20, 20_000);
        for (int i = 0; i < tiny; i++) {
            site.keep(random.nextDouble());
        }
        double held = between(0.001, 0.02);
        double last = random.nextBoolean() ? 0.999 : 2;
        for (int i = 0; i < large; i++) {
            double at = (double) i / large * 0.998;
            double gone = at + lifetime(held);
            site.enlarge(site.add(at, gone < 1 ? gone : last), factor);
        }
        return site;
    }

    /** More and more, up to a share of the run; from then on evenly. */
    private double begin(double rampUp) {
        double at = random.nextDouble();
        while (at < rampUp && random.nextDouble() > at / rampUp) {
            at = random.nextDouble();
        }
        return at;
    }

    private double between(double least, double most) {
        return least + (most - least) * random.nextDouble();
    }

    private double lifetime(double mean) {
        return -mean * Math.log1p(-random.nextDouble());
    }
}
