// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.integration.example;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seep.allocator.OffHeapAllocator;
import dev.seep.examples.allocator.FirstBlocks;
import dev.seep.examples.allocator.FixedMemory;
import dev.seep.examples.allocator.ForgottenPath;
import dev.seep.examples.allocator.FrameMemory;
import dev.seep.examples.allocator.OffHeapCache;
import dev.seep.examples.allocator.OrderBook;
import dev.seep.integration.fork.EndedJvm;
import dev.seep.integration.fork.ForkedJvm;
import dev.seep.integration.fork.Jdk;
import dev.seep.integration.report.Figures;
import dev.seep.integration.report.Site;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The programs that use the allocator: they say what they should, and are short enough to be read at once. */
class AllocatorExamplesIT {
    private static final int MAX_LINES = 59;

    @Test
    void firstBlocks_freesAll() throws Exception {
        assertThat(linesOf(FirstBlocks.class))
                .containsExactly(
                        "usable bytes of 100: 112",
                        "kept by reallocate: 42",
                        "a second free is refused",
                        "hello in 6 bytes",
                        "allocated 4 blocks, live 0");
    }

    @Test
    void orderBook_freesOrdersThatAreFilled() throws Exception {
        assertThat(linesOf(OrderBook.class)).containsExactly("orders left: 45324", "orders in an empty book: 0");
    }

    @Test
    void frameMemory_needsWhatItsFirstFrameNeeded() throws Exception {
        assertThat(linesOf(FrameMemory.class))
                .containsExactly("highest particle after 600 frames: 100", "memory taken after the first frame: 0");
    }

    @Test
    void fixedMemory_makesNoJavaObjectAfterItsStart() throws Exception {
        assertThat(linesOf(FixedMemory.class))
                .containsExactly(
                        "Java objects after the start: 0 bytes",
                        "memory within its limit: true",
                        "messages refused: 0, sum of the others: 999936");
    }

    @Test
    void offHeapCache_keepsWhatIsAskedFor() throws Exception {
        List<String> lines = linesOf(OffHeapCache.class);

        assertThat(lines.get(0)).isEqualTo("still there: true, values: 4002");
        assertThat(Long.parseLong(lines.get(1).replaceAll("\\D", ""))).isBetween(4L << 20, 5L << 20);
    }

    @Test
    void forgottenPath_reportNamesTheLineThatAllocates_andTheCallerThatForgets() throws Exception {
        EndedJvm jvm = fork().withAgent("interval=1").run(ForgottenPath.class);

        assertThat(jvm.out()).isEqualTo("sum of what was accepted: 45000000\n");
        Site site = jvm.report().siteAt("seep", ForgottenPath.class, "read");
        assertThat(site.exact()).isTrue();
        assertThat(site.figures()).isEqualTo(new Figures(1_009_000, 1_000, 10_090_000, 10_000, 9_081_000, 9_000));
        assertThat(site.below(ForgottenPath.class, "refuse").liveBytes()).isEqualTo(1_009_000);
        assertThat(site.below(ForgottenPath.class, "accept").liveBytes()).isZero();
        assertThat(linesThatHoldMost(jvm))
                .contains("ForgottenPath.read(ForgottenPath.java:"
                        + site.callSite().line() + ")")
                .contains("ForgottenPath.refuse(")
                .doesNotContain("ForgottenPath.accept(");
    }

    @Test
    void forgottenPath_withTheDefaults_reportNamesTheLineExactly() throws Exception {
        EndedJvm jvm = fork().withAgent("").run(ForgottenPath.class);

        Site site = jvm.report().siteAt("seep", ForgottenPath.class, "read");
        assertThat(site.exact()).isTrue();
        assertThat(site.figures().liveBytes()).isEqualTo(1_009_000);
        assertThat(linesThatHoldMost(jvm)).contains("ForgottenPath.read(");
    }

    @Test
    void examples_areShort() throws IOException {
        Path sources = Path.of(System.getProperty("seep.root", ".."), "examples/src/java25");
        try (Stream<Path> files = Files.walk(sources)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(Files.readAllLines(file)).as(file.toString()).hasSizeLessThanOrEqualTo(MAX_LINES);
            }
        }
    }

    private static List<String> linesOf(Class<?> program) throws Exception {
        EndedJvm jvm = fork().run(program);
        assertThat(jvm.exitCode()).as(jvm.toString()).isZero();
        assertThat(jvm.err()).isEmpty();
        return jvm.out().lines().toList();
    }

    private static ForkedJvm fork() throws Exception {
        Path allocator = Path.of(OffHeapAllocator.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        return ForkedJvm.on(Jdk.JAVA_25)
                .withJvmArgs("--enable-native-access=ALL-UNNAMED")
                .withClassPath(allocator.toString());
    }

    private static String linesThatHoldMost(EndedJvm jvm) {
        return jvm.err()
                .substring(jvm.err().indexOf("Lines that hold most"), jvm.err().indexOf("Lines that allocate most"));
    }
}
