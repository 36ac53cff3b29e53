// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.allocator.core;

import java.util.HashMap;
import java.util.Map;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.jetbrains.lincheck.datastructures.Validate;
import org.junit.jupiter.api.Test;

/** Whatever threads change (one at a time, as under the page heap's lock), others find the span that was set last. */
class PageMapLincheckTest {
    @Test
    void setAndGet_onThreeThreads_areLinearizable() {
        new StressOptions()
                .iterations(20)
                .invocationsPerIteration(400)
                .threads(3)
                .actorsPerThread(4)
                .actorsBefore(2)
                .actorsAfter(3)
                .sequentialSpecification(Spans.class)
                .check(Pages.class);
    }

    /** The map, on mappings that lie 2^30 and 2^40 bytes apart, so that the map has to grow, and some are far. */
    @Param(name = "mapping", gen = IntGen.class, conf = "1:4")
    public static final class Pages {
        private final PageMap map = new PageMap();
        private final boolean[] added = new boolean[5];

        private static long address(int mapping) {
            return (1L << 46) + ((long) mapping << (mapping % 2 == 0 ? 30 : 40));
        }

        /** Adds a mapping with a span of its own, if it is not there. */
        @Operation
        public synchronized boolean add(@Param(name = "mapping") int mapping) {
            if (added[mapping]) {
                return false;
            }
            added[mapping] = true;
            map.add(address(mapping), PageMap.PAGE_BYTES);
            Span span = Span.ofPages();
            span.base = address(mapping);
            map.set(address(mapping), span);
            return true;
        }

        @Operation
        public synchronized boolean remove(@Param(name = "mapping") int mapping) {
            if (!added[mapping]) {
                return false;
            }
            added[mapping] = false;
            map.set(address(mapping), Span.NONE);
            map.remove(address(mapping), PageMap.PAGE_BYTES);
            return true;
        }

        /** Looks up as a free does, which has the address from who allocated it: synchronized stands for that. */
        @Operation
        public boolean contains(@Param(name = "mapping") int mapping) {
            synchronized (this) {
                // what was written before happens before
            }
            return map.find(address(mapping)).base == address(mapping);
        }

        @Validate
        public synchronized void validate() {
            map.checkInvariants();
        }
    }

    /** A set. */
    public static final class Spans {
        private final Map<Integer, Boolean> added = new HashMap<>();

        public boolean add(int mapping) {
            return added.put(mapping, true) == null;
        }

        public boolean remove(int mapping) {
            return added.remove(mapping) != null;
        }

        public boolean contains(int mapping) {
            return added.containsKey(mapping);
        }
    }
}
