// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.agent.epoch;

import java.util.Arrays;

/**
 * Chooses the sites whose stacks are walked more often: those that grow.
 *
 * <p>A site's sampling interval is the base interval divided by {@code 2^shift}. {@link #shift} may be called by all threads at
 * any time; the rest is confined to the agent's own thread.
 */
public final class Promotion {
    /*
     * Implementation notes
     *
     * Rule. Once an epoch: a site whose live bytes rose in three epochs running and are more than 1 % of its layer's goes up, by one
     * step at first, by two in the next epoch, and so on; one that did not rise for three epochs, or has 1 % or less,
     * goes down by one. Steps get larger because epochs do: after a day they last half an hour.
     *
     * Budget. Each walk that the base interval would not have brought is taken off a bucket (WalkBudget). When it is
     * overdrawn, all promoted sites go down at each tick until the debt stops growing, and none goes up until the bucket is
     * full again. A debt is never forgiven, so that over a long run the mean cost is within the budget. To keep from
     * running into debt and out of it, a site goes up only as far as half of what is left of three quarters of the
     * budget would pay for, if it allocates as it did in the last epoch. So a site that allocates much leaves room for one that leaks
     * slowly.
     *
     * Why weights stay right. A block drawn with probability p stands for 1 / p blocks, and that is unbiased if p is known and was
     * fixed before the draw. It is: each record keeps the shift it was drawn with, and the shift is chosen from what a
     * site had done by the end of an epoch that is over, and from what walks had cost by then. It never depends on the block
     * itself, neither on its size nor on its fate. A thread that reads a shift racily, an epoch too late, draws with that one, and
     * keeps that one.
     */
    private static final int RISES = 3;
    private static final int CALM_EPOCHS = 3;
    private static final int LEAST_SHARE = 100; // 1 / share of the layer's live bytes

    private static final double USABLE_SHARE = 0.75;

    /** What a walk is taken to cost until it is known better: 30 frames cost 1.3 to 4 us. */
    private static final double WALK_NANOS = 4000;

    private static final double ENOUGH_WALKS = 100;

    private final double interval;
    private final int maxShift;
    private final byte[] shifts;
    private final WalkBudget budget;
    private final SiteTrends trends;
    private final long[] layerLive;
    private int promoted; // sites whose shift is not 0
    private double walkNanos = WALK_NANOS;
    private double room; // nanoseconds an epoch that promoted sites may cost in addition

    /**
     * Makes it, with every site at the base interval.
     *
     * @param maxSites sites have ids below it
     * @param layers layers have numbers below it
     * @param intervalBytes the base interval
     * @param budget what walks beyond those of the base interval may cost, as a share of one processor's time; 0 for no
     *     promotion
     */
    public Promotion(int maxSites, int layers, long intervalBytes, double budget) {
        interval = intervalBytes;
        maxShift = intervalBytes <= 1 ? 0 : Long.SIZE - Long.numberOfLeadingZeros(intervalBytes - 1);
        shifts = new byte[maxSites];
        layerLive = new long[layers];
        trends = new SiteTrends(maxSites);
        this.budget = new WalkBudget(budget);
    }

    /** {@return by how many powers of two a site's interval is smaller than the base interval} */
    public int shift(int site) {
        return shifts[site];
    }

    /** {@return the largest shift, with which every allocation is drawn} */
    public int maxShift() {
        return maxShift;
    }

    /** {@return how many sites have a smaller interval than the base interval} */
    public int promoted() {
        return promoted;
    }

    /** {@return whether extra walks have cost more than they may, and no site is promoted until that is made up for} */
    public boolean isOverdrawn() {
        return budget.isOverdrawn();
    }

    /**
     * Takes what extra walks have cost off the budget. Called at every tick, before {@link #endEpoch}.
     *
     * @param extraWalkNanosSoFar processor time of all walks but those of the base interval, since tracking started
     * @param nowNanos {@link System#nanoTime}
     */
    public void spent(long extraWalkNanosSoFar, long nowNanos) {
        int steps = budget.spend(extraWalkNanosSoFar, nowNanos);
        for (int site = 0; steps > 0 && promoted > 0 && site < shifts.length; site++) {
            change(site, -steps);
        }
    }

    /** Looks at all sites, once an epoch. */
    public void endEpoch(SiteCounts counts) {
        if (budget.isNone() || maxShift == 0) {
            return;
        }
        int sites = counts.count();
        readTrends(counts, sites);
        forecast(sites);
        for (int site = 0; site < sites; site++) {
            long run = trends.run(site);
            boolean large = trends.live(site) > layerLive[counts.layer(site)] / LEAST_SHARE;
            if (large && run >= RISES) {
                promote(site, (int) Math.min(run - RISES + 1, maxShift));
            } else if (!large || run <= -CALM_EPOCHS) {
                change(site, -1);
            }
        }
        budget.endEpoch();
    }

    private void readTrends(SiteCounts counts, int sites) {
        Arrays.fill(layerLive, 0);
        for (int site = 0; site < sites; site++) {
            trends.endEpoch(site, counts);
            layerLive[counts.layer(site)] += trends.live(site);
        }
    }

    /** Learns from the last epoch what walks cost, and how much more of them there may be. */
    private void forecast(int sites) {
        double walks = 0;
        for (int site = 0; promoted > 0 && site < sites; site++) {
            walks += shifts[site] == 0 ? 0 : extraWalks(site, shifts[site]);
        }
        if (budget.isOverdrawn()) {
            room = -1;
            return;
        }
        if (walks >= ENOUGH_WALKS) {
            walkNanos = Math.max(WALK_NANOS, budget.epochCost() / walks);
        }
        room = budget.epochShare() * USABLE_SHARE - Math.max(budget.epochCost(), walks * walkNanos);
    }

    /** {@return how many of the blocks of the last epoch would not have been drawn at the base interval, but at this one} */
    private double extraWalks(int site, int shift) {
        long count = trends.epochCount(site);
        double meanSize = count == 0 ? 0 : Math.max(1, (double) trends.epochBytes(site) / count);
        return count * (probability(meanSize, shift) - probability(meanSize, 0));
    }

    private double probability(double size, int shift) {
        return shift >= maxShift ? 1 : -Math.expm1(-Math.scalb(size, shift) / interval);
    }

    private void promote(int site, int steps) {
        int before = shifts[site];
        double cost = extraWalks(site, before);
        for (int step = Math.min(steps, maxShift - before); step > 0; step--) {
            double added = (extraWalks(site, before + step) - cost) * walkNanos;
            if (added <= room / 2) {
                room -= added;
                change(site, step);
                return;
            }
        }
    }

    private void change(int site, int steps) {
        int before = shifts[site];
        int after = Math.max(0, Math.min(maxShift, before + steps));
        if (after != before) {
            promoted += (after == 0 ? 0 : 1) - (before == 0 ? 0 : 1);
            shifts[site] = (byte) after;
        }
    }

    /** {@return bytes of off-heap memory taken} */
    public long memoryBytes() {
        return trends.memoryBytes();
    }

    /** Gives all off-heap memory back. When no other thread uses it. */
    public void clear() {
        trends.clear();
    }
}
