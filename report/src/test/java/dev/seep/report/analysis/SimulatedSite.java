// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.report.analysis;

import dev.seep.report.LabelledSite;
import dev.seep.report.SnapshotBuilder;
import dev.seep.report.snapshot.Figures;
import dev.seep.report.snapshot.Generation;
import java.util.Arrays;
import java.util.SplittableRandom;

/** The blocks of one site in a simulated run: when each came, when it went, how large it was. */
final class SimulatedSite {
    private static final long INTERVAL = 512 << 10;
    private static final double LEAST_SAMPLES = 64;
    private static final double FOR_EVER = 2;
    private static final double TICK_SECONDS = 0.05;

    final String name;
    final boolean leak;
    long lostOwners;
    private double[] born = new double[256];
    private double[] gone = new double[256];
    private double[] factor = new double[256];
    private int count;

    /** Starts a site without blocks; {@code leak} is the truth about it. */
    SimulatedSite(String name, boolean leak) {
        this.name = name;
        this.leak = leak;
    }

    /** Adds a block that is born and goes at those shares of the run; from 1 on it stays. */
    int add(double from, double to) {
        if (count == born.length) {
            born = Arrays.copyOf(born, 2 * count);
            gone = Arrays.copyOf(gone, 2 * count);
            factor = Arrays.copyOf(factor, 2 * count);
        }
        born[count] = from;
        gone[count] = to;
        factor[count] = 1;
        return count++;
    }

    int keep(double from) {
        return add(from, FOR_EVER);
    }

    void free(int block, double at) {
        gone[block] = at;
    }

    /** Makes a block that many times as large as the others. */
    void enlarge(int block, double times) {
        factor[block] = times;
    }

    private int kept() {
        int kept = 0;
        for (int i = 0; i < count; i++) {
            kept += gone[i] >= FOR_EVER ? 1 : 0;
        }
        return kept;
    }

    /**
     * Makes what the agent would know at the end of the run.
     *
     * @param ticks length of the run, in ticks of 50 ms
     * @param sampled whether everything is estimated from samples, and what is kept is worth at least 64 of them
     */
    LabelledSite recorded(long ticks, boolean sampled, SplittableRandom random) {
        int shift = 0;
        while (ticks >>> shift >= 64) {
            shift++;
        }
        int generations = (int) (ticks >>> shift) + 1;
        double perGeneration = (double) (1L << shift) / ticks;
        long[] allocated = new long[generations];
        long[] live = new long[generations];
        long[] change = new long[generations + 1];
        double typical = Math.exp(Math.log(64) + random.nextDouble() * Math.log(16384));
        typical = sampled ? Math.max(typical, LEAST_SAMPLES * INTERVAL / Math.max(1, kept())) : typical;
        boolean varied = random.nextBoolean();
        Long[] lifetimes = new Long[40];
        Arrays.fill(lifetimes, 0L);
        long liveBytes = 0;
        long liveCount = 0;
        long allocatedBytes = 0;
        long allocatedCount = 0;
        for (int i = 0; i < count; i++) {
            double bytes = factor[i] * (varied ? typical * (0.5 + random.nextDouble()) : typical);
            double drawn = sampled ? -Math.expm1(-bytes / INTERVAL) : 1;
            if (drawn < 1 && random.nextDouble() >= drawn) {
                continue;
            }
            long weight = Math.round(bytes / drawn);
            int of = Math.min(generations - 1, (int) (born[i] / perGeneration));
            allocated[of] += weight;
            change[of] += weight;
            allocatedBytes += weight;
            allocatedCount++;
            if (gone[i] >= 1) {
                live[of] += weight;
                liveBytes += weight;
                liveCount++;
            } else {
                long millis = Math.max(1, (long) ((gone[i] - born[i]) * ticks * TICK_SECONDS * 1000));
                lifetimes[Long.SIZE - 1 - Long.numberOfLeadingZeros(millis)]++;
                change[Math.min(generations - 1, (int) (gone[i] / perGeneration))] -= weight;
            }
        }
        LabelledSite site = LabelledSite.of(
                "unsafe",
                SnapshotBuilder.frame("com.acme." + name, "run", 1),
                new Figures(liveBytes, liveCount, allocatedBytes, allocatedCount));
        long held = 0;
        for (int i = 0; i < generations; i++) {
            held += change[i];
            double start = (double) ((long) i << shift) * TICK_SECONDS;
            site.generation(new Generation(start, allocated[i], live[i], held));
        }
        site.lifetimes(lifetimes);
        return lostOwners > 0 ? site.owners(lostOwners, 0, 0) : site;
    }
}
