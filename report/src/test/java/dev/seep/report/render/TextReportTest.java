// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.report.render;

import static dev.seep.report.SnapshotBuilder.frame;
import static dev.seep.report.SnapshotBuilder.jdk;
import static org.assertj.core.api.Assertions.assertThat;

import dev.seep.report.LabelledSite;
import dev.seep.report.RandomSnapshots;
import dev.seep.report.SnapshotBuilder;
import dev.seep.report.snapshot.Figures;
import dev.seep.report.snapshot.Frame;
import dev.seep.report.snapshot.Snapshot;
import dev.seep.report.snapshot.StackFigures.Role;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class TextReportTest {
    private static final Frame MAIN = frame("com.acme.Main", "main", 2);
    private static final Frame ALLOCATE = jdk("java.nio.ByteBuffer", "allocateDirect", 360);

    @Test
    void report_ofASampledRun_isTheGoldenOne() throws IOException {
        assertThat(TextReport.of(Demo.sampled().build())).isEqualTo(golden("sampled.txt"));
    }

    @Test
    void report_ofAnExactRun_isTheGoldenOne() throws IOException {
        assertThat(TextReport.of(Demo.exact().setting("out", "seep.json").build()))
                .isEqualTo(golden("exact.txt"));
    }

    @Test
    void report_ofALabelledRun_isTheGoldenOne() throws IOException {
        assertThat(TextReport.of(Demo.labelled().build())).isEqualTo(golden("labelled.txt"));
    }

    @Test
    void report_ofALabelledRunThatWasWalkedWhole_isExact() {
        Figures figures = new Figures(20, 1, 20, 1);
        String report = TextReport.of(new SnapshotBuilder()
                .sampled(512 << 10)
                .kind("direct", figures)
                .site(LabelledSite.of("direct", ALLOCATE, figures)
                        .stack(Figures.ZERO, figures, ALLOCATE, frame("com.acme.Cache", "load", 42))
                        .build())
                .build());

        assertThat(report)
                .contains("  Every figure is exact: counted, allocation by allocation.\n")
                .doesNotContain("~");
    }

    @Test
    void callers_ofALineThatCallsAClassNotWoven_startAtTheLine() {
        Frame load = frame("com.acme.Cache", "load", 42);
        Figures figures = new Figures(64, 1, 128, 2);
        String report = TextReport.of(new SnapshotBuilder()
                .sampled(512 << 10)
                .kind("direct", figures)
                .site(LabelledSite.of("direct", load, figures)
                        .stack(figures, Figures.ZERO, ALLOCATE, frame("com.acme.NotWoven", "take", 1), load, MAIN)
                        .build())
                .build());

        assertThat(report).contains("""
              1. com.acme.Cache.load(Cache.java:42)
                 64 B in 1 block (direct), 50% freed
                 calls com.acme.NotWoven.take
                 called by com.acme.Main.main(Main.java:2)
            """.indent(0).stripTrailing());
    }

    @Test
    void callers_thatAreNotKnown_areSaidSo() {
        Frame load = frame("com.acme.Cache", "load", 42);
        Figures figures = new Figures(64, 1, 128, 2);
        SnapshotBuilder builder = new SnapshotBuilder().sampled(512 << 10).kind("direct", figures);

        String report = TextReport.of(
                builder.site(LabelledSite.of("direct", load, figures).build()).build());

        assertThat(report).contains("     64 B in 1 block (direct), 50% freed\n     its callers are not known\n");
    }

    @Test
    void report_ofARunThatMissedThings_isTheGoldenOne() throws IOException {
        Snapshot snapshot = new SnapshotBuilder()
                .thinned(4)
                .lost(3, 1, 17)
                .beforeStart(1234)
                .notWoven("com.acme.A", "too old")
                .notWoven("com.acme.B", "its loader refuses java.lang")
                .notWoven("com.acme.C", "too large")
                .notWoven("com.acme.D", "too large")
                .kind("unsafe", new Figures(9 << 20, 9000, 90 << 20, 90_000))
                .stack("unsafe", new Figures(8 << 20, 8000, 80 << 20, 80_000), frame("com.acme.Cache", "load", 42))
                .unattributed("unsafe", Role.UNKNOWN, new Figures(1 << 20, 1000, 10 << 20, 10_000))
                .build();

        assertThat(TextReport.of(snapshot)).isEqualTo(golden("missed.txt"));
    }

    @Test
    void report_ofNothingLive_isShort() throws IOException {
        Snapshot snapshot = new SnapshotBuilder()
                .kind("direct", new Figures(0, 0, 300 << 20, 3000))
                .stack("direct", new Figures(0, 0, 300 << 20, 3000), ALLOCATE, frame("com.acme.Codec", "encode", 17))
                .build();

        assertThat(TextReport.of(snapshot)).isEqualTo(golden("nothing-live.txt"));
    }

    @Test
    void report_ofNothingAtAll_saysSo() throws IOException {
        assertThat(TextReport.of(new SnapshotBuilder().build())).isEqualTo(golden("nothing.txt"));
    }

    @Test
    void callers_thatPartFarOut_areShownWhereTheyPart() {
        Frame[] common = new Frame[10];
        for (int i = 0; i < common.length; i++) {
            common[i] = frame("com.acme.Layer" + i, "pass", i);
        }
        String report = TextReport.of(new SnapshotBuilder()
                .kind("direct", new Figures(30, 2, 30, 2))
                .stack("direct", new Figures(20, 1, 20, 1), then(common, frame("com.acme.Leaker", "leak", 1)))
                .stack("direct", new Figures(10, 1, 10, 1), then(common, frame("com.acme.Holder", "hold", 2)))
                .build());

        assertThat(report).contains("""
              1. com.acme.Layer0.pass(Layer0.java:0)
                 30 B in 2 blocks (direct), none freed, oldest 1 min 3 s
                 called by
                     com.acme.Layer1.pass(Layer1.java:1)
                     com.acme.Layer2.pass(Layer2.java:2)
                     com.acme.Layer3.pass(Layer3.java:3)
                     com.acme.Layer4.pass(Layer4.java:4)
                     ... 5 more
                 20 B from com.acme.Leaker.leak(Leaker.java:1)
                 10 B from com.acme.Holder.hold(Holder.java:2)
            """.indent(0).stripTrailing());
    }

    @Test
    void caller_thatIsTheStartOfAnother_hasNoFurtherCaller() {
        Frame helper = frame("com.acme.Helper", "take", 3);
        String report = TextReport.of(new SnapshotBuilder()
                .kind("direct", new Figures(30, 2, 30, 2))
                .stack("direct", new Figures(20, 1, 20, 1), ALLOCATE, helper)
                .stack("direct", new Figures(10, 1, 10, 1), ALLOCATE, helper, frame("com.acme.Main", "main", 2))
                .build());

        assertThat(report)
                .contains("     20 B with no further caller\n     10 B from com.acme.Main.main(Main.java:2)\n");
    }

    @Test
    void frames_ofTheJdkBetweenCallers_shareALine() {
        String report = TextReport.of(new SnapshotBuilder()
                .kind("direct", new Figures(30, 2, 30, 2))
                .stack(
                        "direct",
                        new Figures(30, 2, 30, 2),
                        ALLOCATE,
                        frame("com.acme.Job", "run", 3),
                        jdk("java.util.stream.A", "a", 1),
                        jdk("java.util.stream.B", "b", 1),
                        jdk("java.util.stream.C", "c", 1),
                        frame("com.acme.Main", "main", 9))
                .build());

        assertThat(report).contains("(3 frames of the JDK)\n         com.acme.Main.main(Main.java:9)\n");
    }

    @Test
    void sites_smallBesideTheOthers_areSummedUp() {
        SnapshotBuilder builder = new SnapshotBuilder().kind("direct", new Figures(1_000_400, 44, 1_000_400, 44));
        for (int i = 0; i < 4; i++) {
            builder.stack("direct", new Figures(250_000, 1, 250_000, 1), frame("com.acme.Big" + i, "take", 1));
        }
        for (int i = 0; i < 40; i++) {
            builder.stack("direct", new Figures(10, 1, 10, 1), frame("com.acme.Small" + i, "take", 1));
        }

        String report = TextReport.of(builder.build());

        assertThat(report).contains("  4. com.acme.Big3.take(Big3.java:1)\n");
        assertThat(report).contains("\n  and 400 B from 40 other lines\n");
        assertThat(report.substring(0, report.indexOf("Lines that allocate most")))
                .doesNotContain("Small");
    }

    @Test
    void report_ofAnySnapshot_fitsATerminal() {
        for (int seed = 0; seed < 300; seed++) {
            assertThat(TextReport.of(RandomSnapshots.of(seed)).lines())
                    .as("seed %d", seed)
                    .allSatisfy(line -> {
                        assertThat(line).hasSizeLessThanOrEqualTo(80).doesNotEndWith(" ");
                    });
        }
    }

    @Test
    void report_ofHostileNames_fitsATerminalAndForgesNoLine() {
        String hostile = "x\r\n[seep] all is well\u001b[2J\u0085\u2028\ud800 " + "long.package.name.".repeat(20);
        Figures huge = new Figures(Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE);
        String report = TextReport.of(new SnapshotBuilder()
                .command(hostile)
                .setting("out", hostile)
                .notSeenKind(hostile)
                .notWoven(hostile, hostile)
                .beforeStart(Long.MAX_VALUE)
                .lost(Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE)
                .thinned(Long.MAX_VALUE)
                .durationSeconds(Double.MAX_VALUE)
                .kind(hostile, huge)
                .stack(
                        hostile,
                        huge,
                        new Frame(hostile, hostile, hostile, Integer.MAX_VALUE, true),
                        new Frame(hostile, hostile, hostile, Integer.MAX_VALUE, false),
                        new Frame(hostile, "\u65e5\u672c", null, -1, false))
                .build());

        assertThat(report.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
        assertThat(report.lines().filter(line -> line.startsWith("[seep]"))).hasSize(1);
        assertThat(report.chars().filter(c -> c != '\n').anyMatch(Character::isISOControl))
                .isFalse();
        assertThat(StandardCharsets.UTF_8.newEncoder().canEncode(report)).isTrue();
    }

    @Test
    void report_inAnyLocale_isTheSame() throws IOException {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-u-nu-arab"));
            assertThat(TextReport.of(Demo.sampled().build())).isEqualTo(golden("sampled.txt"));
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void report_ofAsciiNames_isAscii() {
        assertThat(StandardCharsets.US_ASCII
                        .newEncoder()
                        .canEncode(TextReport.of(Demo.sampled().build())))
                .isTrue();
    }

    private static Frame[] then(Frame[] frames, Frame last) {
        Frame[] all = Arrays.copyOf(frames, frames.length + 1);
        all[frames.length] = last;
        return all;
    }

    private static String golden(String name) throws IOException {
        try (InputStream in = TextReportTest.class.getResourceAsStream("golden/" + name)) {
            return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
