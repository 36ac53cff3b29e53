// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.report.snapshot;

/** Where a block stands: memory the process took, address space it mapped, or a block carved out of base memory. */
public enum Layer {
    /** Memory taken with malloc and its kin. */
    BASE("base"),

    /** Files mapped into the address space; its bytes are never added to {@link #BASE}. */
    MAPPED("mapped"),

    /** Blocks that a pool carved out of base memory. */
    POOL("pool");

    private final String label;

    Layer(String label) {
        this.label = label;
    }

    /** {@return the layer's name in reports, such as {@code base}} */
    public String label() {
        return label;
    }
}
