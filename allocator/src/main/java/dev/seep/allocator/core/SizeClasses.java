// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.allocator.core;

/**
 * The sizes in which small blocks come: multiples of 16 up to 128 bytes, then eight a doubling up to 64 KiB.
 *
 * <p>Of a block at most 15 bytes are not asked for up to 128 bytes, and less than an eighth of it above. Every power of two
 * is a class. A block's address is a multiple of the largest power of two that divides its size, up to a page.
 */
public final class SizeClasses {
    /** Number of classes. */
    public static final int COUNT = 80;

    /** Largest size of a small block, in bytes. */
    public static final int MAX_BYTES = 64 * 1024;

    private static final int GRANULE_SHIFT = 4;
    private static final int GRANULE = 1 << GRANULE_SHIFT;
    private static final int LINEAR = 8; // classes before the doublings start
    private static final int PER_DOUBLING = 8;

    private static final int[] BYTES = new int[COUNT];
    private static final byte[] CLASS_OF = new byte[(MAX_BYTES >>> GRANULE_SHIFT) + 1];

    static {
        int granules = 0;
        for (int sizeClass = 0; sizeClass < COUNT; sizeClass++) {
            BYTES[sizeClass] = computeBytes(sizeClass);
            while (granules << GRANULE_SHIFT <= BYTES[sizeClass] && granules < CLASS_OF.length) {
                CLASS_OF[granules++] = (byte) sizeClass;
            }
        }
    }

    private SizeClasses() {}

    private static int computeBytes(int sizeClass) {
        if (sizeClass < LINEAR) {
            return GRANULE * (sizeClass + 1);
        }
        int doubling = (sizeClass - LINEAR) / PER_DOUBLING;
        int step = (sizeClass - LINEAR) % PER_DOUBLING + 1;
        return (GRANULE << doubling) * (PER_DOUBLING + step);
    }

    /**
     * {@return the smallest class whose blocks have at least {@code size} bytes}
     *
     * @param size 0 to {@value #MAX_BYTES}
     */
    static int of(long size) {
        return CLASS_OF[(int) (size + (GRANULE - 1) >>> GRANULE_SHIFT)];
    }

    /** {@return the size of this class's blocks in bytes} */
    public static int bytes(int sizeClass) {
        return BYTES[sizeClass];
    }
}
