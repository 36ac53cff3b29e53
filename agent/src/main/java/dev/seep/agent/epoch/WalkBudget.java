// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.agent.epoch;

/**
 * What walks beyond those of the base interval may cost: a bucket of processor time that fills at the budget's rate.
 *
 * <p>Confined to the agent's own thread, but for {@link #isOverdrawn}.
 */
final class WalkBudget {
    private static final long BURST_NANOS = 200_000_000; // what the bucket holds is the share of four ticks

    private final double rate;
    private final double burst;
    private double credit; // nanoseconds of processor time; negative: debt
    private volatile boolean overdrawn;
    private boolean started;
    private long lastNanos;
    private long lastSpent;
    private double epochCost;
    private double epochShare;

    /** Makes a full bucket; {@code rate} is a share of one processor's time. */
    WalkBudget(double rate) {
        this.rate = rate;
        burst = BURST_NANOS * rate;
        credit = burst;
    }

    boolean isNone() {
        return rate <= 0;
    }

    /**
     * Takes what was spent since the last call off the credit.
     *
     * @return by how many steps all sites have to go down: 0 while there is no debt that grows, else one, and one more
     *     for each doubling that this tick's walks cost over their share
     */
    int spend(long nanosSoFar, long nowNanos) {
        double share = started ? (nowNanos - lastNanos) * rate : 0;
        double cost = Math.max(0, nanosSoFar - lastSpent); // an estimate, so it may shrink
        started = true;
        lastNanos = nowNanos;
        lastSpent = Math.max(lastSpent, nanosSoFar);
        epochCost += cost;
        epochShare += share;
        credit = Math.min(burst, credit + share - cost);
        overdrawn = credit < 0 || overdrawn && credit < burst;
        if (credit >= 0 || cost <= share) {
            return 0;
        }
        return share > 0 ? 1 + Math.getExponent(cost / share) : Byte.MAX_VALUE;
    }

    /** {@return whether there is a debt, or there was one and the bucket has not filled up since} */
    boolean isOverdrawn() {
        return overdrawn;
    }

    /** {@return nanoseconds that extra walks have cost since the last epoch's end} */
    double epochCost() {
        return epochCost;
    }

    /** {@return nanoseconds that they might have cost} */
    double epochShare() {
        return epochShare;
    }

    void endEpoch() {
        epochCost = 0;
        epochShare = 0;
    }
}
