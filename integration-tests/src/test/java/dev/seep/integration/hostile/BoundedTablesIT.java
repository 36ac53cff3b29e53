// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.integration.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seep.integration.fork.EndedJvm;
import dev.seep.integration.fork.EveryJdk;
import dev.seep.integration.fork.ForkedJvm;
import dev.seep.integration.fork.Jdk;
import dev.seep.integration.report.Figures;
import dev.seep.integration.report.Report;
import dev.seep.integration.report.Site;
import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.junit.jupiter.params.ParameterizedTest;

/** Programs with more lines and more stacks than anybody reads: the tables stay bounded, and nothing is lost silently. */
class BoundedTablesIT {
    private static final String LINES = "BoundedTablesIT$Lines";

    @EveryJdk
    @ParameterizedTest
    void callSites_tenThousand_areToldApart(Jdk jdk) throws Exception {
        EndedJvm jvm = ForkedJvm.on(jdk).withAgent("top=100000").run(ManyLines.class, "1000");

        assertThat(jvm.exitCode()).as(jvm.toString()).isZero();
        List<Site> sites = lines(jvm.report());
        assertThat(sites.size()).isEqualTo(10_000);
        assertThat(sites.stream().filter(BoundedTablesIT::isExactlyOneBlock).count())
                .isEqualTo(10_000);
        assertThat(jvm.report().notSeen().labelsLost()).isZero();
    }

    @EveryJdk
    @ParameterizedTest
    void callSites_moreThanTheTableHolds_areCountedInTheirKind(Jdk jdk) throws Exception {
        EndedJvm jvm = ForkedJvm.on(jdk).withAgent("top=100000").run(ManyLines.class, "2000");

        assertThat(jvm.exitCode()).as(jvm.toString()).isZero();
        Report report = jvm.report();
        assertThat(lines(report).stream()
                        .filter(BoundedTablesIT::isExactlyOneBlock)
                        .count())
                .isBetween(16_000L, 16_384L);
        Figures direct = report.kind("direct");
        assertThat(direct.liveCount()).isGreaterThanOrEqualTo(20_000);
        assertThat(direct.liveBytes()).isGreaterThanOrEqualTo(20_000L * ManyLines.LEAKED_BYTES);
    }

    @EveryJdk
    @ParameterizedTest
    void stacks_moreThanTheTableHolds_areCountedAndTold(Jdk jdk) throws Exception {
        EndedJvm jvm = ForkedJvm.on(jdk).withAgent("interval=1").run(ManyStacks.class);

        assertThat(jvm.exitCode()).as(jvm.toString()).isZero();
        Report report = jvm.report();
        assertThat(report.siteAt("direct", ManyStacks.class, "leak").figures().liveCount())
                .isEqualTo(1 << ManyStacks.TURNS);
        assertThat(report.own().stacks()).isBetween(100_000L, 1L << 17);
        assertThat(report.own().memoryBytes()).isLessThan(200L << 20);
        assertThat(jvm.err()).contains("the table of stacks was full");
    }

    private static boolean isExactlyOneBlock(Site site) {
        return site.exact() && site.figures().liveCount() == 1 && site.figures().liveBytes() == ManyLines.LEAKED_BYTES;
    }

    private static List<Site> lines(Report report) {
        return report.sites().stream()
                .filter(site ->
                        site.callSite() != null && site.callSite().className().contains(LINES))
                .toList();
    }

    /** Leaks a buffer at each of ten lines in each of as many classes as its argument says. */
    static final class ManyLines {
        static final int LEAKED_BYTES = 1_009;

        static final List<ByteBuffer> KEPT = new ArrayList<>();

        public static void main(String[] args) throws Exception {
            String template = template();
            for (int i = 0; i < Integer.parseInt(args[0]); i++) {
                // As long as the old name, so that the class file stays intact.
                String name = "Lines" + String.valueOf(10_000 + i).substring(1);
                byte[] classfile = template.replace("Lines____", name).getBytes(StandardCharsets.ISO_8859_1);
                Class<?> type = MethodHandles.lookup().defineClass(classfile);
                IntFunction<?> lines =
                        (IntFunction<?>) type.getDeclaredConstructor().newInstance();
                for (int line = 0; line < 10; line++) {
                    KEPT.add((ByteBuffer) lines.apply(line));
                }
            }
        }

        private static String template() throws IOException {
            try (InputStream in = BoundedTablesIT.class.getResourceAsStream("BoundedTablesIT$Lines____.class")) {
                return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
            }
        }
    }

    /** What {@link ManyLines} copies. */
    static final class Lines____ implements IntFunction<ByteBuffer> {
        @Override
        public ByteBuffer apply(int line) {
            return switch (line) {
                case 0 -> ByteBuffer.allocateDirect(ManyLines.LEAKED_BYTES);
                case 1 -> ByteBuffer.allocateDirect(ManyLines.LEAKED_BYTES);
                case 2 -> ByteBuffer.allocateDirect(ManyLines.LEAKED_BYTES);
                case 3 -> ByteBuffer.allocateDirect(ManyLines.LEAKED_BYTES);
                case 4 -> ByteBuffer.allocateDirect(ManyLines.LEAKED_BYTES);
                case 5 -> ByteBuffer.allocateDirect(ManyLines.LEAKED_BYTES);
                case 6 -> ByteBuffer.allocateDirect(ManyLines.LEAKED_BYTES);
                case 7 -> ByteBuffer.allocateDirect(ManyLines.LEAKED_BYTES);
                case 8 -> ByteBuffer.allocateDirect(ManyLines.LEAKED_BYTES);
                default -> ByteBuffer.allocateDirect(ManyLines.LEAKED_BYTES);
            };
        }
    }

    /** Leaks a buffer from each of 262,144 stacks. */
    static final class ManyStacks {
        static final int TURNS = 18;

        static final List<ByteBuffer> KEPT = new ArrayList<>();

        public static void main(String[] args) {
            for (int path = 0; path < 1 << TURNS; path++) {
                left(TURNS, path);
            }
        }

        private static void left(int turns, int path) {
            if (turns == 0) {
                leak();
            } else if ((path & 1) == 0) {
                left(turns - 1, path >>> 1);
            } else {
                right(turns - 1, path >>> 1);
            }
        }

        private static void right(int turns, int path) {
            if (turns == 0) {
                leak();
            } else if ((path & 1) == 0) {
                left(turns - 1, path >>> 1);
            } else {
                right(turns - 1, path >>> 1);
            }
        }

        private static void leak() {
            KEPT.add(ByteBuffer.allocateDirect(16));
        }
    }
}
