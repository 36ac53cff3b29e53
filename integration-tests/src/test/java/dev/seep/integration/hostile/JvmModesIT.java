// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.integration.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seep.integration.fork.EndedJvm;
import dev.seep.integration.fork.ForkedJvm;
import dev.seep.integration.fork.Jdk;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The same leak under every collector, compiler and verifier. */
class JvmModesIT {
    static Stream<Arguments> modes() {
        List<String> everywhere = List.of(
                "-Xint",
                "-XX:TieredStopAtLevel=1",
                "-XX:-TieredCompilation",
                "-XX:+UseSerialGC",
                "-XX:+UseParallelGC",
                "-XX:+UseZGC",
                "-Xshare:off",
                "-XX:-UseCompressedOops",
                "-Xcheck:jni",
                "-XX:-StackTraceInThrowable",
                "-XX:MaxJavaStackTraceDepth=2",
                "-XX:+UnlockDiagnosticVMOptions -XX:+ShowHiddenFrames",
                "-Xss180k",
                "-Xmx8m",
                "-XX:+UnlockDiagnosticVMOptions -XX:+BytecodeVerificationLocal -XX:+BytecodeVerificationRemote");
        Stream<Arguments> both =
                Stream.of(Jdk.values()).flatMap(jdk -> everywhere.stream().map(mode -> Arguments.of(jdk, mode)));
        return Stream.concat(both, Stream.of(Arguments.of(Jdk.JAVA_25, "-XX:+UseCompactObjectHeaders")));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("modes")
    void leak_isReportedExactly(Jdk jdk, String mode) throws Exception {
        EndedJvm jvm = ForkedJvm.on(jdk)
                .withAgent("interval=1,quiet")
                .withJvmArgs(mode.split(" "))
                .run(LeaksInALoop.class);

        assertThat(jvm.exitCode()).as(jvm.toString()).isZero();
        assertThat(jvm.err()).isEmpty();
        assertThat(jvm.report()
                        .siteAt("direct", LeaksInALoop.class, "leak")
                        .figures()
                        .liveBytes())
                .isEqualTo(500L * 3_001);
    }

    /** Leaks 500 buffers. */
    static final class LeaksInALoop {
        private static final List<ByteBuffer> KEPT = new ArrayList<>();

        public static void main(String[] args) {
            for (int i = 0; i < 500; i++) {
                leak();
            }
        }

        private static void leak() {
            KEPT.add(ByteBuffer.allocateDirect(3_001));
        }
    }
}
