// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.integration.callsite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seep.integration.fork.CompiledProgram;
import dev.seep.integration.fork.EndedJvm;
import dev.seep.integration.fork.EveryJdk;
import dev.seep.integration.fork.ForkedJvm;
import dev.seep.integration.fork.Jdk;
import dev.seep.integration.report.Report;
import dev.seep.integration.report.Site;
import java.util.List;

/** Calls of {@code sun.misc.Unsafe}, in a program that is compiled here: javac warns of each, and cannot be told not to. */
class UnsafeCallsIT {
    private static final String PROGRAM = "UnsafeCalls";
    private static final String SOURCE = """
        import java.lang.reflect.Field;
        import java.util.function.LongUnaryOperator;
        import sun.misc.Unsafe;

        public class UnsafeCalls {
            private static final Unsafe UNSAFE = unsafe();

            public static void main(String[] args) {
                for (int i = 0; i < 10; i++) {
                    allocate();
                    reallocate();
                    byReference();
                    afterOneThatThrew();
                }
            }

            private static Unsafe unsafe() {
                try {
                    Field field = Unsafe.class.getDeclaredField("theUnsafe");
                    field.setAccessible(true);
                    return (Unsafe) field.get(null);
                } catch (ReflectiveOperationException e) {
                    throw new AssertionError(e);
                }
            }

            private static void allocate() {
                UNSAFE.allocateMemory(1_063);
            }

            private static void reallocate() {
                long block = UNSAFE.reallocateMemory(0, 16);
                UNSAFE.reallocateMemory(block, 2_069);
            }

            private static void byReference() {
                LongUnaryOperator reference = UNSAFE::allocateMemory;
                reference.applyAsLong(1_069);
            }

            private static void afterOneThatThrew() {
                try {
                    UNSAFE.allocateMemory(-1);
                } catch (IllegalArgumentException e) {
                    UNSAFE.allocateMemory(1_087);
                }
            }
        }
        """;

    @EveryJdk
    void callOfUnsafe_namesItsLineExactly(Jdk jdk) throws Exception {
        ForkedJvm fork = ForkedJvm.on(jdk).withAgent("");
        CompiledProgram.compile(fork.folder(), PROGRAM, SOURCE);

        EndedJvm jvm = fork.runMain(PROGRAM);

        assertThat(jvm.exitCode()).as(jvm.toString()).isZero();
        Report report = jvm.report();
        assertThat(report.notSeen().classesNotWoven()).isEmpty();
        checkSite(report, "allocate", 1_063);
        checkSite(report, "byReference", 1_069);
        checkSite(report, "afterOneThatThrew", 1_087);
    }

    @EveryJdk
    void reallocation_isAFreeAndAnAllocationAtItsLine(Jdk jdk) throws Exception {
        ForkedJvm fork = ForkedJvm.on(jdk).withAgent("");
        CompiledProgram.compile(fork.folder(), PROGRAM, SOURCE);

        List<Site> sites = sitesIn(fork.runMain(PROGRAM).report(), "reallocate");

        assertThat(sites).hasSize(2);
        assertThat(sites.get(0).figures().liveBytes()).isEqualTo(10 * 2_069);
        assertThat(sites.get(0).figures().allocatedBytes()).isEqualTo(10 * 2_069);
        assertThat(sites.get(1).figures().liveBytes()).isZero();
        assertThat(sites.get(1).figures().allocatedBytes()).isEqualTo(10 * 16);
    }

    private static void checkSite(Report report, String method, long size) {
        List<Site> sites = sitesIn(report, method);
        assertThat(sites).as(method).hasSize(1);
        assertThat(sites.get(0).exact()).as(method).isTrue();
        assertThat(sites.get(0).figures().liveBytes()).as(method).isEqualTo(10 * size);
    }

    private static List<Site> sitesIn(Report report, String method) {
        return report.sites().stream()
                .filter(site -> site.callSite() != null
                        && site.callSite().className().equals(PROGRAM)
                        && site.callSite().method().equals(method))
                .toList();
    }
}
