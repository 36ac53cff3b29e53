// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.benchmarks;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The inserts that were slow in every run. Confined. */
final class SlowInserts {
    /** By number of the insert the shortest time it took in any run, in ns; null before the first run. */
    private @Nullable Map<Integer, Long> slow;

    /**
     * Adds a run.
     *
     * @param inserts what was slow in it, each as number, colon, nanoseconds and comma
     */
    void addRun(String inserts) {
        Map<Integer, Long> before = slow;
        Map<Integer, Long> both = new HashMap<>();
        for (String insert : inserts.split(",", -1)) {
            int colon = insert.indexOf(':');
            if (colon > 0) {
                int number = Integer.parseInt(insert.substring(0, colon));
                long nanos = Long.parseLong(insert.substring(colon + 1));
                if (before == null) {
                    both.put(number, nanos);
                } else if (before.containsKey(number)) {
                    both.put(number, Math.min(nanos, before.get(number)));
                }
            }
        }
        slow = both;
    }

    /** {@return how long the longest of them took at least, in ns; 0 if there is none} */
    long nanos() {
        return slow == null
                ? 0
                : slow.values().stream().mapToLong(Long::longValue).max().orElse(0);
    }
}
