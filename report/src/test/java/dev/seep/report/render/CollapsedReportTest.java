// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.report.render;

import static dev.seep.report.SnapshotBuilder.frame;
import static dev.seep.report.SnapshotBuilder.jdk;
import static org.assertj.core.api.Assertions.assertThat;

import dev.seep.report.RandomSnapshots;
import dev.seep.report.SnapshotBuilder;
import dev.seep.report.analysis.Sites;
import dev.seep.report.snapshot.Figures;
import dev.seep.report.snapshot.Frame;
import dev.seep.report.snapshot.Layer;
import dev.seep.report.snapshot.Snapshot;
import dev.seep.report.snapshot.StackFigures.Role;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class CollapsedReportTest {
    @Test
    void line_ofAStack_runsFromTheOutermostFrameToTheKind() throws IOException {
        List<String> lines = lines(new SnapshotBuilder()
                .kind("direct", new Figures(1_000_003, 1, 1_000_003, 1))
                .stack(
                        "direct",
                        new Figures(1_000_003, 1, 1_000_003, 1),
                        jdk("java.nio.ByteBuffer", "allocateDirect", 360),
                        frame("com.acme.Cache", "load", 42),
                        frame("com.acme.Main", "main", 5))
                .build());

        assertThat(lines)
                .containsExactly(
                        "com.acme.Main.main:5;com.acme.Cache.load:42;java.nio.ByteBuffer.allocateDirect:360;[direct]"
                                + " 1000003");
    }

    @Test
    void line_ofAFrameThatWouldBreakIt_isKeptWhole() throws IOException {
        List<String> lines = lines(new SnapshotBuilder()
                .kind("un safe", new Figures(8, 1, 8, 1))
                .stack("un safe", new Figures(8, 1, 8, 1), new Frame("a b;c\nd", "e\u2003f", null, -1, false))
                .build());

        assertThat(lines).containsExactly("a_b_c_d.e_f;[un_safe] 8");
    }

    @Test
    void line_ofACutStack_startsWithAMark() throws IOException {
        List<String> lines = lines(new SnapshotBuilder()
                .depth(1)
                .kind("direct", new Figures(8, 1, 8, 1))
                .stack("direct", new Figures(8, 1, 8, 1), frame("A", "a", 1), frame("B", "b", 2))
                .build());

        assertThat(lines).containsExactly("[deeper];A.a:1;[direct] 8");
    }

    @Test
    void stacks_withNothingLive_areLeftOut() throws IOException {
        List<String> lines = lines(new SnapshotBuilder()
                .kind("direct", new Figures(0, 0, 8, 1))
                .stack("direct", new Figures(0, 0, 8, 1), frame("A", "a", 1))
                .build());

        assertThat(lines).isEmpty();
    }

    @Test
    void memory_withoutKnownStack_hasALineOfItsOwn() throws IOException {
        List<String> lines = lines(new SnapshotBuilder()
                .kind("direct", new Figures(20, 2, 20, 2))
                .unattributed("direct", Role.UNKNOWN, new Figures(20, 2, 20, 2))
                .build());

        assertThat(lines).containsExactly("[unknown];[direct] 20");
    }

    @Test
    void lines_ofAnySnapshot_addUpToItsLiveBytes() throws IOException {
        for (int seed = 0; seed < 200; seed++) {
            Snapshot snapshot = RandomSnapshots.of(seed);
            long sum = 0;
            for (String line : lines(snapshot)) {
                sum += Long.parseLong(line.substring(line.lastIndexOf(' ') + 1));
            }
            Sites sites = Sites.of(snapshot);
            long live = sites.total(Layer.BASE).liveBytes()
                    + sites.total(Layer.MAPPED).liveBytes();
            assertThat(sum).as("seed %d", seed).isEqualTo(live);
        }
    }

    private static List<String> lines(Snapshot snapshot) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ReportFormat.COLLAPSED.write(snapshot, out);
        return out.toString(StandardCharsets.UTF_8).lines().toList();
    }
}
