// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.allocator.core;

/** What an allocator has at one moment: exact while nobody allocates or frees. All sizes are in bytes. */
public final class Figures {
    /** By size class. */
    public final ClassFigures[] classes = new ClassFigures[SizeClasses.COUNT];

    /** Of blocks larger than those. */
    public final LargeFigures large = new LargeFigures();

    /** Mapped. */
    public long mappedBytes;

    /** In use or kept resident. */
    public long committedBytes;

    /** Free pages that may be resident. */
    public long dirtyBytes;

    /** Free pages that are not resident. */
    public long cleanBytes;

    /** Given back to the operating system by purging, ever. */
    public long purgedBytes;

    Figures() {
        for (int i = 0; i < classes.length; i++) {
            classes[i] = new ClassFigures();
        }
    }
}
