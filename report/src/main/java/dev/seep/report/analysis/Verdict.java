// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.report.analysis;

/** What the generations of a site say about the memory it holds. */
public enum Verdict {
    /** Owners were garbage-collected and the block was never freed, where no cleaner will do it. */
    CERTAIN("certain"),

    /** Survivors in most generations, no decay, rising, no plateau. */
    LIKELY("likely"),

    /** Rising, but the oldest generations do shrink: perhaps a cache that is still filling. */
    GROWING("growing"),

    /** Nothing was closed by the program: what came back came back through the garbage collector. */
    GC_ONLY("gc-only"),

    /** Held, but neither from all of the time nor more and more. */
    BOUNDED("bounded"),

    /** Held since the first moments of the run, and hardly anything added since. */
    STARTUP("startup"),

    /** Held, but too young, or watched for too short a time, to judge. */
    YOUNG("young"),

    /** One block, or blocks of a single moment. */
    SINGLE("single");

    private final String label;

    Verdict(String label) {
        this.label = label;
    }

    /** {@return the verdict's name in reports, such as {@code gc-only}} */
    public String label() {
        return label;
    }

    /** {@return whether it makes a site a suspect, and may fail a build} */
    public boolean isSuspect() {
        return this == CERTAIN || this == LIKELY;
    }

    /** {@return whether it is worth a look, although it makes no suspect} */
    public boolean isApart() {
        return this == GROWING || this == GC_ONLY;
    }
}
