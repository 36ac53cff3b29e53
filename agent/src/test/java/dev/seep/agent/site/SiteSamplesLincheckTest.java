// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.agent.site;

import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.jetbrains.lincheck.datastructures.Validate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

/** Whatever threads do at once, each pair of site and thread that was added is there, once. */
@EnabledForJreRange(min = JRE.JAVA_21, disabledReason = "one JDK is enough, and Lincheck is at home on later ones")
class SiteSamplesLincheckTest {
    @Test
    void addThread_onThreeThreads_isLinearizable() {
        new StressOptions()
                .iterations(20)
                .invocationsPerIteration(200)
                .threads(3)
                .actorsPerThread(3)
                .actorsBefore(0)
                .actorsAfter(4)
                .sequentialSpecification(Pairs.class)
                .check(Samples.class);
    }

    /** The tables, on two sites of one segment and one of another. */
    @Param(name = "site", gen = IntGen.class, conf = "7:9")
    @Param(name = "thread", gen = IntGen.class, conf = "0:2")
    public static final class Samples {
        private final SiteSamples samples = new SiteSamples(16);

        @Operation
        public int addAndCount(@Param(name = "site") int site, @Param(name = "thread") int thread) {
            samples.ensure(site);
            samples.addThread(site, thread, 1);
            int[] seen = new int[1];
            samples.forEachThread(site, (shown, bytes) -> seen[0] += shown == thread ? 1 : 0);
            return seen[0] > 1 ? seen[0] : 1; // 0 while another thread is adding the same pair
        }

        @Validate
        public void validate() {
            samples.clear(); // thousands of tables are made, and none is used after this
        }
    }

    /** What every order of operations must look like. */
    public static final class Pairs {
        public int addAndCount(int site, int thread) {
            return 1;
        }
    }
}
