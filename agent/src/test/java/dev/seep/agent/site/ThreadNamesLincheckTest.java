// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.agent.site;

import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

/** Whatever threads do at once, a name keeps its number, and no number has two names. */
@EnabledForJreRange(min = JRE.JAVA_21, disabledReason = "one JDK is enough, and Lincheck is at home on later ones")
class ThreadNamesLincheckTest {
    @Test
    void indexOf_onThreeThreads_isLinearizable() {
        new StressOptions()
                .iterations(20)
                .invocationsPerIteration(400)
                .threads(3)
                .actorsPerThread(4)
                .actorsBefore(1)
                .actorsAfter(5)
                .sequentialSpecification(Known.class)
                .check(Names.class);
    }

    /** The table, on names that share a hash two by two. */
    @Param(name = "name", gen = IntGen.class, conf = "0:5")
    public static final class Names {
        private static final String[] NAMES = {"AaAa", "BBBB", "AaBB", "BBAa", "worker-1", "worker-2"};

        private final ThreadNames names = new ThreadNames();

        @Operation
        public boolean isKeptApart(@Param(name = "name") int name) {
            int index = names.indexOf(NAMES[name]);
            return index != ThreadNames.OTHER && index == names.indexOf(NAMES[name]);
        }

        @Operation
        public boolean isShownAsItself(@Param(name = "name") int name) {
            int index = names.indexOf(NAMES[name]);
            String shown = names.names()[index]; // null for a moment, while another thread is adding it
            return shown == null || shown.equals(NAMES[name]);
        }
    }

    /** What every order of operations must look like. */
    public static final class Known {
        public boolean isKeptApart(int name) {
            return true;
        }

        public boolean isShownAsItself(int name) {
            return true;
        }
    }
}
