// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.report.analysis;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Programs whose truth is known, drawn at random: what a leak looks like, and what only looks like one. */
final class SimulatedPrograms {
    /** One kind of program. */
    enum Program {
        LINEAR_LEAK,
        ONE_PERCENT_LEAK,
        BURST,
        STATIC_POOL,
        LRU_FILLING,
        LRU_FULL,
        FREED_AT_SHUTDOWN,
        PRODUCER_CONSUMER,
        OWNER_COLLECTED,
        SLOW_CACHE,
        SAWTOOTH,
        TWO_LEAKS,
        COLLECTED_LEAK,
        COLLECTED_TRAFFIC,
        SESSIONS,
        SESSIONS_FORGOTTEN,
        HEAVY_TAIL,
        LAZY_TABLES,
        HOT_CACHE,
        GROWING_POOL,
        TINY_LEAK
    }

    private final SplittableRandom random;
    private final SimulatedServices services;

    SimulatedPrograms(SplittableRandom random) {
        this.random = random;
        this.services = new SimulatedServices(random);
    }

    List<SimulatedSite> run(Program program) {
        return switch (program) {
            case LINEAR_LEAK -> List.of(linearLeak(60, 1500));
            case ONE_PERCENT_LEAK -> List.of(onePercentLeak());
            case BURST -> List.of(burst());
            case STATIC_POOL -> List.of(staticPool());
            case LRU_FILLING -> List.of(lru(between(0.3, 0.9)));
            case LRU_FULL -> List.of(lru(between(1.5, 8)));
            case FREED_AT_SHUTDOWN -> List.of(freedAtShutdown());
            case PRODUCER_CONSUMER -> List.of(producerConsumer());
            case OWNER_COLLECTED -> List.of(ownerCollected());
            case SLOW_CACHE -> List.of(slowCache());
            case SAWTOOTH -> List.of(sawtooth());
            case COLLECTED_LEAK -> List.of(collected(true));
            case COLLECTED_TRAFFIC -> List.of(collected(false));
            case SESSIONS -> List.of(services.sessions(false));
            case SESSIONS_FORGOTTEN -> List.of(services.sessions(true));
            case HEAVY_TAIL -> List.of(services.heavyTail());
            case LAZY_TABLES -> List.of(services.lazyTables());
            case HOT_CACHE -> List.of(services.hotCache());
            case GROWING_POOL -> List.of(services.pool());
            case TINY_LEAK -> List.of(services.tinyLeak());
            case TWO_LEAKS -> List.of(linearLeak(40, 80), linearLeak(4000, 6000), producerConsumer());
        };
    }

    /** All or part of what is allocated stays; the load may swing, begin late, and end early. */
    private SimulatedSite linearLeak(int least, int most) {
        SimulatedSite site = new SimulatedSite("LinearLeak", true);
        int leaked = random.nextInt(least, most);
        double part = random.nextBoolean() ? 1 : between(0.3, 1);
        double begin = random.nextBoolean() ? 0 : between(0, 0.2);
        double end = random.nextInt(5) == 0 ? between(0.75, 1) : 1;
        double swing = random.nextBoolean() ? 0 : between(0.1, 0.8);
        int cycles = random.nextInt(1, 30);
        double phase = between(0, 2 * Math.PI);
        for (int i = 0; i < leaked / part; i++) {
            double at = begin + (end - begin) * random.nextDouble();
            boolean busy = random.nextDouble() < 1 + swing * Math.sin(2 * Math.PI * cycles * at + phase);
            at = busy ? at : begin + (end - begin) * random.nextDouble();
            if (random.nextDouble() < part) {
                site.keep(at);
            } else {
                site.add(at, at + lifetime(0.01));
            }
        }
        return site;
    }

    private SimulatedSite onePercentLeak() {
        SimulatedSite site = new SimulatedSite("OnePercentLeak", true);
        int allocations = random.nextInt(4000, 8000);
        double mean = between(0.0005, 0.02);
        for (int i = 0; i < allocations; i++) {
            double at = random.nextDouble();
            if (random.nextInt(100) == 0) {
                site.keep(at);
            } else {
                site.add(at, at + lifetime(mean));
            }
        }
        return site;
    }

    /** Much at one time, kept or freed later, beside some traffic. */
    private SimulatedSite burst() {
        SimulatedSite site = new SimulatedSite("Burst", false);
        double length = between(0.005, 0.12);
        double begin = between(0, 1 - length);
        double freed = random.nextBoolean() ? 2 : begin + length + between(0, 0.5);
        int blocks = random.nextInt(5, 1000);
        for (int i = 0; i < blocks; i++) {
            site.add(begin + length * random.nextDouble(), freed);
        }
        traffic(site);
        return site;
    }

    private void traffic(SimulatedSite site) {
        int allocations = random.nextBoolean() ? 0 : random.nextInt(50, 2000);
        double mean = between(0.0005, 0.02);
        for (int i = 0; i < allocations; i++) {
            double at = random.nextDouble();
            site.add(at, at + lifetime(mean));
        }
    }

    private SimulatedSite staticPool() {
        SimulatedSite site = new SimulatedSite("StaticPool", false);
        int blocks = random.nextInt(1, 500);
        double length = between(0.001, 0.06);
        for (int i = 0; i < blocks; i++) {
            site.keep(length * random.nextDouble());
        }
        traffic(site);
        return site;
    }

    /**
     * Each put frees the entry that has its key; a full cache frees the entry used least recently.
     *
     * @param fill puts of new keys over the capacity, had nothing been evicted: below 1 the cache is not full yet
     */
    private SimulatedSite lru(double fill) {
        SimulatedSite site = new SimulatedSite(fill < 1 ? "LruFilling" : "LruFull", false);
        int capacity = random.nextInt(300, 1500);
        int keys = (int) (capacity * between(Math.max(1.2, fill < 1 ? 0 : fill), fill < 1 ? 2.5 : fill * 2));
        double skew = random.nextBoolean() ? 1 : between(1, 2); // above 1 some keys are asked for more often
        double share = Math.min(0.98, fill * capacity / keys);
        int puts = (int) (-Math.log1p(-share) * keys);
        Map<Integer, Integer> cache = new LinkedHashMap<>(16, 0.75f, true);
        for (int i = 0; i < puts; i++) {
            double at = (double) i / puts;
            int key = (int) (keys * Math.pow(random.nextDouble(), skew));
            Integer replaced = cache.put(key, site.keep(at));
            if (replaced != null) {
                site.free(replaced, at);
            } else if (cache.size() > capacity) {
                Iterator<Integer> eldest = cache.values().iterator();
                site.free(eldest.next(), at);
                eldest.remove();
            }
        }
        return site;
    }

    private SimulatedSite freedAtShutdown() {
        SimulatedSite site = new SimulatedSite("FreedAtShutdown", false);
        int blocks = random.nextInt(50, 2000);
        int forgotten = random.nextBoolean() ? 0 : random.nextInt(0, 4);
        for (int i = 0; i < blocks; i++) {
            site.add(random.nextDouble() * 0.99, i < forgotten ? 2 : 0.999);
        }
        return site;
    }

    /** A queue whose length wanders, and now and then piles up. */
    private SimulatedSite producerConsumer() {
        SimulatedSite site = new SimulatedSite("ProducerConsumer", false);
        int blocks = random.nextInt(500, 3000);
        double lag = between(0.0005, 0.01);
        double most = between(0.01, 0.15);
        double at = 0;
        for (int i = 0; i < blocks; i++) {
            at += 1.0 / blocks;
            lag = Math.max(0.0002, Math.min(most, lag * Math.exp(between(-0.1, 0.1))));
            site.add(Math.min(0.999999, at), at + lag);
        }
        return site;
    }

    private SimulatedSite ownerCollected() {
        SimulatedSite site = new SimulatedSite("OwnerCollected", true);
        int blocks = random.nextInt(1, 300);
        site.lostOwners = random.nextInt(1, blocks + 1);
        for (int i = 0; i < blocks; i++) {
            site.keep(random.nextDouble());
        }
        traffic(site);
        return site;
    }

    /** Entries expire after about the same time, or are evicted at random; both take long beside the run. */
    private SimulatedSite slowCache() {
        SimulatedSite site = new SimulatedSite("SlowCache", false);
        int blocks = random.nextInt(300, 2500);
        boolean atRandom = random.nextBoolean();
        double mean = atRandom ? between(0.15, 1.5) : between(0.15, 0.7);
        for (int i = 0; i < blocks; i++) {
            double at = random.nextDouble();
            site.add(at, at + (atRandom ? lifetime(mean) : mean * between(0.8, 1.2)));
        }
        return site;
    }

    /** Gathers and drops all at once. */
    private SimulatedSite sawtooth() {
        SimulatedSite site = new SimulatedSite("Sawtooth", false);
        double period = between(0.05, 0.7);
        double phase = random.nextDouble() * period;
        int blocks = random.nextInt(100, 3000);
        for (int i = 0; i < blocks; i++) {
            double at = random.nextDouble();
            double flushed = phase + period * Math.ceil((at - phase) / period);
            site.add(at, flushed);
        }
        return site;
    }

    /** What is dropped goes when the garbage collector runs, which may do so at the end as well. */
    private SimulatedSite collected(boolean leak) {
        SimulatedSite site = new SimulatedSite(leak ? "CollectedLeak" : "CollectedTraffic", leak);
        int blocks = random.nextInt(leak ? 400 : 50, 3000);
        double part = leak ? between(0.1, 0.6) : 0;
        double period = between(0.005, 0.6);
        double phase = random.nextDouble() * period;
        double last = random.nextBoolean() ? 0.9999 : 1;
        double end = between(0.9, 0.999);
        for (int i = 0; i < blocks; i++) {
            double at = random.nextDouble() * end;
            if (random.nextDouble() < part) {
                site.keep(at);
            } else {
                double collected = phase + period * Math.ceil((at - phase) / period);
                site.add(at, collected < 1 ? collected : last);
            }
        }
        return site;
    }

    private double between(double least, double most) {
        return least + (most - least) * random.nextDouble();
    }

    private double lifetime(double mean) {
        return -mean * Math.log1p(-random.nextDouble());
    }
}
