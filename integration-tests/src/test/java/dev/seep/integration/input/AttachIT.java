// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.integration.input;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seep.integration.fork.EndedJvm;
import dev.seep.integration.fork.EveryJdk;
import dev.seep.integration.fork.ForkedJvm;
import dev.seep.integration.fork.Jdk;
import dev.seep.integration.fork.RunningJvm;
import dev.seep.integration.program.OffHeap;
import dev.seep.integration.report.Site;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/** The agent is loaded into a JVM that runs already. */
class AttachIT {
    @EveryJdk
    void attached_tracksFromThenOn_andSaysSo(Jdk jdk) throws Exception {
        ForkedJvm fork = ForkedJvm.on(jdk);
        RunningJvm running = fork.start(LeaksBeforeAndAfter.class).awaitLine("before");

        attach(running, "interval=1,out=" + fork.report());
        EndedJvm jvm = running.closeInput().awaitEnd();

        assertThat(jvm.exitCode()).isZero();
        assertThat(jvm.report().totals().beforeStart()).isTrue();
        assertThat(jvm.report().liveBytesBelow(LeaksBeforeAndAfter.class)).isEqualTo(20 * 50_021);
        assertThat(jvm.report().totals().unknownFreeCount())
                .isGreaterThanOrEqualTo(10); // and what the JDK itself frees of the time before
    }

    @EveryJdk
    void attachedTwice_tracksOnce_andSaysSo(Jdk jdk) throws Exception {
        ForkedJvm fork = ForkedJvm.on(jdk);
        RunningJvm running = fork.start(LeaksBeforeAndAfter.class).awaitLine("before");

        attach(running, "interval=1,out=" + fork.report());
        attach(running, "interval=1,out=" + fork.report());
        EndedJvm jvm = running.closeInput().awaitEnd();

        assertThat(jvm.exitCode()).isZero();
        assertThat(jvm.agentLines()).hasSize(1);
        assertThat(jvm.report().liveBytesBelow(LeaksBeforeAndAfter.class)).isEqualTo(20 * 50_021);
    }

    @EveryJdk
    void attachedToAJvmThatHasIt_changesNothing_andSaysSo(Jdk jdk) throws Exception {
        ForkedJvm fork = ForkedJvm.on(jdk).withAgent("interval=1");
        RunningJvm running = fork.start(LeaksBeforeAndAfter.class).awaitLine("before");

        attach(running, "interval=1,out=" + fork.report());
        EndedJvm jvm = running.closeInput().awaitEnd();

        assertThat(jvm.exitCode()).isZero();
        assertThat(jvm.agentLines()).hasSize(1);
        assertThat(jvm.report().totals().beforeStart()).isFalse();
        assertThat(jvm.report().liveBytesBelow(LeaksBeforeAndAfter.class)).isEqualTo(20 * 50_021 + 10 * 50_021);
    }

    @EveryJdk
    void attached_labelsTheCallsOfLoadedClasses(Jdk jdk) throws Exception {
        ForkedJvm fork = ForkedJvm.on(jdk);
        RunningJvm running = fork.start(AllocatesBeforeAndAfter.class).awaitLine("before");

        attach(running, "out=" + fork.report());
        EndedJvm jvm = running.closeInput().awaitEnd();

        assertThat(jvm.exitCode()).isZero();
        for (String method : List.of("directly", "byReference")) {
            Site site = jvm.report().siteAt("direct", AllocatesBeforeAndAfter.class, method);
            assertThat(site.exact()).as(method).isTrue();
            assertThat(site.figures().liveBytes()).as(method).isEqualTo(20 * 1_061);
        }
    }

    /** Its last words are the JVM's: 25 warns of agents that are loaded at run time. */
    private static void attach(RunningJvm running, String options) throws IOException, InterruptedException {
        String printed =
                running.jcmd("JVMTI.agent_load", '"' + ForkedJvm.agentJar().toString() + '"', '"' + options + '"');
        assertThat(printed).contains("return code: 0");
    }

    /** Allocates 20 blocks in two ways, and again once its input ends. */
    static final class AllocatesBeforeAndAfter {
        private static final List<Object> KEPT = new ArrayList<>();

        public static void main(String[] args) throws IOException {
            allocate();
            System.out.println("before");
            while (System.in.read() != -1) {
                // the test says when to go on by closing this
            }
            allocate();
        }

        private static void allocate() {
            for (int i = 0; i < 20; i++) {
                directly();
                byReference();
            }
        }

        private static void directly() {
            KEPT.add(ByteBuffer.allocateDirect(1_061));
        }

        private static void byReference() {
            IntFunction<ByteBuffer> function = ByteBuffer::allocateDirect;
            KEPT.add(function.apply(1_061));
        }
    }

    /** Leaks 10 blocks and keeps 10 to free; then, once its input ends, frees those and leaks 20. */
    static final class LeaksBeforeAndAfter {
        public static void main(String[] args) throws Throwable {
            long[] kept = new long[10];
            for (int i = 0; i < kept.length; i++) {
                leak();
                kept[i] = leak();
            }
            System.out.println("before");
            while (System.in.read() != -1) {
                // the test says when to go on by closing this
            }
            for (long block : kept) {
                OffHeap.free(block);
            }
            for (int i = 0; i < 20; i++) {
                leak();
            }
        }

        static long leak() throws Throwable {
            return (long) OffHeap.ALLOCATE.invokeExact(50_021L);
        }
    }
}
