// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.agent.live;

import java.util.HashMap;
import java.util.Map;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.jetbrains.lincheck.datastructures.Validate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

/** Whatever threads do at once, the table is a map from address to size: no block is lost, and none stays as a ghost. */
@EnabledForJreRange(min = JRE.JAVA_21, disabledReason = "one JDK is enough, and Lincheck is at home on later ones")
class LiveTableLincheckTest {
    @Test
    void putAndRemove_onThreeThreads_areLinearizable() {
        new StressOptions()
                .iterations(20)
                .invocationsPerIteration(400)
                .threads(3)
                .actorsPerThread(4)
                .actorsBefore(2)
                .actorsAfter(3)
                .sequentialSpecification(Blocks.class)
                .check(Table.class);
    }

    /** The table, on four addresses. */
    @Param(name = "block", gen = IntGen.class, conf = "1:4")
    @Param(name = "size", gen = IntGen.class, conf = "1:9")
    public static final class Table {
        private final LiveTable table = new LiveTable(1 << 20);

        @Operation
        public void put(@Param(name = "block") int block, @Param(name = "size") int size) {
            long address = block * 16L;
            while (table.put(address, size, 0, 0, 0, 0) < 0) {
                table.makeRoom(address, 0);
            }
        }

        @Operation
        public long remove(@Param(name = "block") int block) {
            long[] record = new long[RecordCopy.WORDS];
            return table.remove(block * 16L, record) == 0 ? -1 : RecordCopy.size(record);
        }

        @Validate
        public void validate() {
            table.checkInvariants(32);
            table.clear(); // thousands of tables are made, and none is used after this
        }
    }

    /** A map. */
    public static final class Blocks {
        private final Map<Integer, Long> sizes = new HashMap<>();

        public void put(int block, int size) {
            sizes.put(block, (long) size);
        }

        public long remove(int block) {
            Long size = sizes.remove(block);
            return size == null ? -1 : size;
        }
    }
}
