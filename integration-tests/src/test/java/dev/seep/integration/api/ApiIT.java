// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.integration.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seep.api.Seep;
import dev.seep.integration.fork.EndedJvm;
import dev.seep.integration.fork.EveryJdk;
import dev.seep.integration.fork.ForkedJvm;
import dev.seep.integration.fork.Jdk;
import dev.seep.report.snapshot.Figures;
import dev.seep.report.snapshot.Reason;
import dev.seep.report.snapshot.Snapshot;
import dev.seep.report.snapshot.SnapshotFile;
import dev.seep.report.snapshot.SnapshotReader;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ref.WeakReference;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What {@code dev.seep.api} does with the agent, without it, and with one that is off. */
class ApiIT {
    private static final String API = pathOf(Seep.class);

    private static String pathOf(Class<?> type) {
        return type.getProtectionDomain().getCodeSource().getLocation().getPath();
    }

    @EveryJdk
    void marks_areKept_compared_andWrittenIntoTheSnapshot(Jdk jdk) throws Exception {
        ForkedJvm fork = ForkedJvm.on(jdk);
        Path exit = fork.folder().resolve("exit.seep");

        EndedJvm jvm = fork.withBareAgent("quiet,out=" + exit)
                .withClassPath(API)
                .run(Marks.class, fork.folder().resolve("now.seep").toString());

        assertThat(jvm.exitCode()).as(jvm.toString()).isZero();
        assertThat(jvm.err()).isEmpty();
        assertThat(jvm.out())
                .startsWith("present true, kept true\nsince nothing: \nsince:\n")
                .contains("  +  dev.seep.integration.api.ApiIT$Marks.leak(ApiIT.java:")
                .contains("+4.9 KiB in +5 blocks (direct), new\n")
                .contains("forgotten true, again false, unknown: there is no such mark: name=gone\n")
                .contains("report [seep] ")
                .contains("written true\n")
                .contains("pdf: unknown report format: file=");
        SnapshotFile atExit = read(exit);
        assertThat(atExit.marks()).extracting(SnapshotFile.Mark::name).containsExactly("before", "32 more");
        assertThat(atExit.marks().get(0).snapshot().reason()).isEqualTo(Reason.MARK);
        assertThat(leaked(atExit.marks().get(0).snapshot())).isEqualTo(Figures.ZERO);
        assertThat(leaked(atExit.snapshot())).isEqualTo(new Figures(5 * 1_009, 5, 5 * 1_009, 5));
        assertThat(read(fork.folder().resolve("now.seep")).snapshot().reason()).isEqualTo(Reason.DUMP);
    }

    private static SnapshotFile read(Path file) throws Exception {
        try (InputStream in = Files.newInputStream(file)) {
            SnapshotFile read = SnapshotReader.read(in);
            assertThat(read.damage()).isNull();
            return read;
        }
    }

    private static Figures leaked(Snapshot snapshot) {
        return snapshot.sites().stream()
                .filter(site ->
                        site.callSite() != null && site.callSite().methodName().equals("leak"))
                .map(site -> site.figures())
                .reduce(Figures.ZERO, Figures::plus);
    }

    @EveryJdk
    void calls_withTheAgentOff_doNothing(Jdk jdk) throws Exception {
        EndedJvm jvm = ForkedJvm.on(jdk)
                .withBareAgent("enabled=false")
                .withClassPath(API)
                .run(AsksForEverything.class);

        assertThat(jvm.exitCode()).as(jvm.toString()).isZero();
        assertThat(jvm.out()).isEqualTo("false false  false  false\n");
        assertThat(jvm.err()).isEmpty();
    }

    @EveryJdk
    void calls_withoutAgent_doNothing(Jdk jdk) throws Exception {
        EndedJvm jvm = ForkedJvm.on(jdk).withClassPath(API).run(AsksForEverything.class);

        assertThat(jvm.exitCode()).as(jvm.toString()).isZero();
        assertThat(jvm.out()).isEqualTo("false false  false  false\n");
    }

    @EveryJdk
    void classLoaders_thatAskedTheAgent_canBeCollected(Jdk jdk) throws Exception {
        EndedJvm jvm = ForkedJvm.on(jdk).withAgent("quiet").run(AsksFromManyLoaders.class, API);

        assertThat(jvm.exitCode()).as(jvm.toString()).isZero();
        assertThat(jvm.said("marked")).isEqualTo(3);
        assertThat(jvm.said("collected")).isEqualTo(3);
    }

    /** Leaks five blocks between two marks, and asks for all that there is. */
    static final class Marks {
        private static final List<ByteBuffer> KEPT = new ArrayList<>();

        public static void main(String[] args) throws Exception {
            System.out.println("present " + Seep.isPresent() + ", kept " + Seep.mark("before"));
            System.out.println("since nothing: " + Seep.since("before"));
            for (int i = 0; i < 5; i++) {
                KEPT.add(leak());
            }
            System.out.println("since:\n" + Seep.since("before"));
            Seep.mark("gone");
            System.out.print("forgotten " + Seep.forget("gone") + ", again " + Seep.forget("gone"));
            try {
                Seep.since("gone");
            } catch (IllegalStateException e) {
                System.out.println(", unknown: " + e.getMessage());
            }
            Seep.mark("32 more");
            System.out.println("report " + Seep.report());
            System.out.println("written " + Seep.snapshot(Path.of(args[0])));
            try {
                Seep.snapshot(Path.of("report.pdf"));
            } catch (IOException e) {
                System.out.println("pdf: " + e.getMessage());
            }
        }

        private static ByteBuffer leak() {
            return ByteBuffer.allocateDirect(1_009);
        }
    }

    /** Asks for everything once. */
    static final class AsksForEverything {
        public static void main(String[] args) throws Exception {
            System.out.println(Seep.isPresent() + " " + Seep.mark("a") + " " + Seep.since("a") + " " + Seep.forget("a")
                    + " " + Seep.report() + " " + Seep.snapshot(Path.of("none.seep")));
        }
    }

    /** Loads the API in three class loaders and drops them. */
    static final class AsksFromManyLoaders {
        public static void main(String[] args) throws Exception {
            int marked = 0;
            List<WeakReference<ClassLoader>> loaders = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                marked += mark(args[0], loaders) ? 1 : 0;
            }
            System.out.println("marked=" + marked);
            long deadline = System.nanoTime() + 20_000_000_000L;
            int collected = 0;
            while (collected < 3 && System.nanoTime() < deadline) {
                System.gc();
                collected = 0;
                for (WeakReference<ClassLoader> loader : loaders) {
                    collected += loader.get() == null ? 1 : 0;
                }
            }
            System.out.println("collected=" + collected);
        }

        private static boolean mark(String api, List<WeakReference<ClassLoader>> loaders) throws Exception {
            try (URLClassLoader loader = new URLClassLoader(
                    new URL[] {Path.of(api).toUri().toURL()}, ClassLoader.getPlatformClassLoader())) {
                loaders.add(new WeakReference<>(loader));
                Class<?> seep = loader.loadClass("dev.seep.api.Seep");
                return (boolean) seep.getMethod("mark", String.class).invoke(null, "a");
            }
        }
    }
}
