// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.agent.live;

/** Reads what {@link LiveTable#remove} returned: one word, so that a free makes no object. */
public final class Removed {
    /*
     * Implementation notes
     *
     * Layout, from the top: a bit that is always set, drawn (1), owned (1), weight (7, from bit 48), site (16), tick (32).
     */
    private static final long PRESENT = 1L << 63;
    private static final int DRAWN_SHIFT = 62;
    private static final int OWNED_SHIFT = 61;
    private static final int WEIGHT_SHIFT = 48;
    private static final int WEIGHT_MASK = 0x7f;
    private static final int SITE_SHIFT = 32;

    private Removed() {}

    static long of(int site, int tick, boolean drawn, boolean owned, int weight) {
        return PRESENT
                | (drawn ? 1L << DRAWN_SHIFT : 0)
                | (owned ? 1L << OWNED_SHIFT : 0)
                | (long) weight << WEIGHT_SHIFT
                | (long) site << SITE_SHIFT
                | tick & 0xffffffffL;
    }

    /** {@return the block's site} */
    public static int site(long removed) {
        return (int) (removed >>> SITE_SHIFT) & Records.SITE_MASK;
    }

    /** {@return the tick of the block's allocation} */
    public static int tick(long removed) {
        return (int) removed;
    }

    /** {@return whether the block was drawn by the sampler} */
    public static boolean isDrawn(long removed) {
        return (removed & 1L << DRAWN_SHIFT) != 0;
    }

    /** {@return whether somebody watches the block's owner} */
    public static boolean isOwned(long removed) {
        return (removed & 1L << OWNED_SHIFT) != 0;
    }

    /** {@return how many freed blocks of its site this one stands for: 1, 64 or 0} */
    public static int weight(long removed) {
        return (int) (removed >>> WEIGHT_SHIFT) & WEIGHT_MASK;
    }
}
