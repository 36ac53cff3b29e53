// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.integration.kind;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seep.integration.fork.EndedJvm;
import dev.seep.integration.fork.ForkedJvm;
import dev.seep.integration.fork.Jdk;
import dev.seep.integration.program.Marks;
import java.lang.reflect.Method;
import org.junit.jupiter.api.Test;

/** The arenas that incubated in JDK 17, which are not told apart. */
class IncubatorArenaIT {
    @Test
    void scope_isOfKindUnsafe_andTheReportSaysSo() throws Exception {
        EndedJvm jvm = ForkedJvm.on(Jdk.JAVA_17)
                .withAgent("interval=1")
                .withJvmArgs("--add-modules", "jdk.incubator.foreign")
                .run(LeaksIncubatingSegments.class);

        LeakThroughHelper.of("unsafe", LeaksIncubatingSegments.class)
                .leaks(30, LeaksIncubatingSegments.SIZE)
                .cleanTraffic(0, 0)
                .check(jvm);
        assertThat(jvm.report().notSeen().kinds())
                .anyMatch(sentence -> sentence.contains("arenas") && sentence.contains("unsafe"));
    }

    /** Allocates in the global scope, by reflection: the incubating API is unknown to the compiler. */
    static final class LeaksIncubatingSegments {
        static final int SIZE = 110_016; // a multiple of 16: the rounded size is what arrives

        public static void main(String[] args) throws Exception {
            Class<?> scope = Class.forName("jdk.incubator.foreign.ResourceScope");
            Method allocate =
                    Class.forName("jdk.incubator.foreign.MemorySegment").getMethod("allocateNative", long.class, scope);
            Object global = scope.getMethod("globalScope").invoke(null);
            for (int i = 0; i < 30; i++) {
                forgetful(allocate, global);
            }
        }

        static void forgetful(Method allocate, Object global) throws Exception {
            helper(allocate, global);
        }

        static void helper(Method allocate, Object global) throws Exception {
            allocate.invoke(null, Marks.line("helper", (long) SIZE), global);
        }
    }
}
