// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.benchmarks.allocator;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A question that the comparison answers. */
enum Part {
    /** What does a pair take in programs like real ones? */
    PROGRAMS,
    /** What does it take in the programs that other allocators are measured by? */
    KERNELS,
    /** What do arenas take? */
    ARENAS,
    /** By how much does a process grow for what is live? */
    MEMORY,
    /** How long do single calls take? */
    LATENCY;

    /** {@return the name it has on the command line} */
    String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * {@return the parts of these names}
     *
     * @throws IllegalArgumentException if there is none of a name
     */
    static List<Part> of(List<String> keys) {
        List<Part> parts = new ArrayList<>();
        for (String key : keys) {
            parts.add(of(key));
        }
        return parts;
    }

    private static Part of(String key) {
        List<String> known = new ArrayList<>();
        for (Part part : values()) {
            if (part.key().equals(key)) {
                return part;
            }
            known.add(part.key());
        }
        throw new IllegalArgumentException(
                "unknown part: --parts " + key + " [one of " + String.join(", ", known) + "]");
    }
}
