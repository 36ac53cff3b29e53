// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.allocator.core;

import dev.seep.allocator.os.PageSources;

/** The allocator that all tests use. */
final class Tested {
    static final Blocks BLOCKS =
            new Blocks(new Settings("stressed", Long.MAX_VALUE, 64 * 1024, 1_000_000), PageSources.system());

    private Tested() {}

    /** Frees a block. {@return whether it was live} */
    static boolean free(long address) {
        try {
            BLOCKS.free(address);
            return true;
        } catch (IllegalStateException | IllegalArgumentException e) {
            return false;
        }
    }
}
