// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.agent.hook;

import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.jetbrains.lincheck.datastructures.ThreadIdGen;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

/** Whatever threads do at once, nobody sees another thread's label, even where all of them look for the same slot. */
@EnabledForJreRange(min = JRE.JAVA_21, disabledReason = "one JDK is enough, and Lincheck is at home on later ones")
class CallSlotLincheckTest {
    @Test
    void slotsOfThreadsThatCollide_keepTheirLabelsApart() {
        new StressOptions()
                .iterations(15)
                .invocationsPerIteration(1000)
                .threads(3)
                .actorsPerThread(4)
                .actorsBefore(0)
                .actorsAfter(0)
                .sequentialSpecification(AlwaysOwn.class)
                .check(Slots.class);
    }

    /** Slots of threads whose ids all lead to the same first slot. */
    @Param(name = "thread", gen = ThreadIdGen.class)
    public static final class Slots {
        @Operation
        public boolean label(@Param(name = "thread") int thread) {
            long tid = CallSlot.SLOTS * (thread + 1L);
            CallSlot slot = CallSlot.claimFor(tid);
            if (slot == null || CallSlot.heldBy(tid) != slot) {
                return false;
            }
            boolean empty = !slot.isLabelled() && !slot.isInside();
            slot.label(thread, tid);
            slot.tryEnter();
            boolean own = slot.size() == tid && slot.isInside() && slot.takeKind() == thread;
            slot.exit();
            return empty && own && CallSlot.heldBy(tid) == null;
        }
    }

    /** What a thread that is alone sees. */
    public static final class AlwaysOwn {
        public boolean label(int thread) {
            return true;
        }
    }
}
