// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.agent.stack;

import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.jetbrains.lincheck.datastructures.Validate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

/** Whatever threads do at once, a stack has one id, and no drawn allocation is lost: each stack is a linearizable sum. */
@EnabledForJreRange(min = JRE.JAVA_21, disabledReason = "one JDK is enough, and Lincheck is at home on later ones")
class StackTableLincheckTest {
    @Test
    void internAndAddDrawn_onThreeThreads_areLinearizable() {
        new StressOptions()
                .iterations(15)
                .invocationsPerIteration(400)
                .threads(3)
                .actorsPerThread(4)
                .actorsBefore(0)
                .actorsAfter(2)
                .sequentialSpecification(Sums.class)
                .check(Table.class);
    }

    /** The table, seen as a sum for each of a few stacks. */
    @Param(name = "stack", gen = IntGen.class, conf = "0:3")
    public static final class Table {
        private final StackTable table = new StackTable(64, 16, 1, StackFilter.ALL);

        @Operation
        public void draw(@Param(name = "stack") int stack) {
            table.addDrawn(table.intern(new NumberedStack(stack), 0, 0), 1, 256);
        }

        @Operation
        public long drawn(@Param(name = "stack") int stack) {
            return table.allocatedBytes(table.intern(new NumberedStack(stack), 0, 0));
        }

        @Validate
        public void validate() {
            table.checkInvariants();
            table.tables().memory.freeAll(); // thousands of tables are made, and none is used after this
        }
    }

    /** What the table does, with nobody else there. */
    public static final class Sums {
        private final long[] sums = new long[4];

        public void draw(int stack) {
            sums[stack]++;
        }

        public long drawn(int stack) {
            return sums[stack];
        }
    }
}
