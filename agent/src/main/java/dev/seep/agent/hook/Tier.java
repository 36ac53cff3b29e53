// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.agent.hook;

/** Tells whether the caller was compiled by the JIT that keeps objects off the Java heap where they do not escape. */
final class Tier {
    private Tier() {}

    /**
     * {@return whether it was; a constant there, so that what is done otherwise costs nothing and lets nothing escape}
     *
     * <p>In the agent this class is replaced by one that knows ({@code weave.TierClasses}); as it stands here, nobody does.
     */
    static boolean isCompiled() {
        return false;
    }
}
