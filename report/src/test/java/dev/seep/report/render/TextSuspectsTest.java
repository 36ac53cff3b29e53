// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.report.render;

import static dev.seep.report.SnapshotBuilder.frame;
import static org.assertj.core.api.Assertions.assertThat;

import dev.seep.report.LabelledSite;
import dev.seep.report.SnapshotBuilder;
import dev.seep.report.snapshot.Figures;
import dev.seep.report.snapshot.Frame;
import dev.seep.report.snapshot.Snapshot;
import org.junit.jupiter.api.Test;

class TextSuspectsTest {
    private static final Frame ALLOCATE = frame("com.acme.Buffers", "allocate", 10);
    static final Frame LEAKY = frame("com.acme.Export", "run", 77);
    private static final Frame CLEAN = frame("com.acme.Import", "run", 33);
    private static final Frame MAIN = frame("com.acme.Main", "main", 5);

    @Test
    void suspect_whoseCallersPart_isShownWithTheCulpritFirst() {
        String report = TextReport.of(leak());

        assertThat(report).contains("""

            Suspects
              1. com.acme.Export.run(Export.java:77)
                 likely (95%), +585.9 KiB/min, 39.1 KiB in 40 blocks (unsafe), none freed
                 live by time of allocation: @@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@
                 allocated by com.acme.Buffers.allocate(Buffers.java:10)
                 called by    com.acme.Main.main(Main.java:5)
            """);
    }

    @Test
    void suspect_inALibrary_showsWhereTheApplicationReachesIt() {
        Frame library = frame("io.netty.buffer.UnpooledDirectByteBuf", "allocateDirect", 121);
        Frame between = frame("io.netty.buffer.UnpooledByteBufAllocator", "newDirectBuffer", 97);
        Frame further = frame("io.netty.buffer.AbstractByteBufAllocator", "directBuffer", 187);
        Frame furthest = frame("io.netty.buffer.AbstractByteBufAllocator", "directBuffer", 178);
        Figures figures = new Figures(40_000, 40, 40_000, 40);
        LabelledSite site = LabelledSite.of("unsafe", library, figures)
                .stack(figures, figures, library, between, further, furthest, LEAKY, MAIN)
                .stack(Figures.ZERO, Figures.ZERO, library, furthest, CLEAN, MAIN);
        for (int i = 0; i < 40; i++) {
            site.generation(0.1 * i, 1000, 1000);
        }

        String report = TextReport.of(
                new SnapshotBuilder().kind("unsafe", figures).site(site.build()).build());

        assertThat(report).contains("""
              1. i.n.b.UnpooledDirectByteBuf.allocateDirect(UnpooledDirectByteBuf.java:121)
                 likely (95%), +585.9 KiB/min, 39.1 KiB in 40 blocks (unsafe), none freed
                 live by time of allocation: @@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@
                 called by    ...Allocator.newDirectBuffer(UnpooledByteBufAllocator.java:97)
                              ...ufAllocator.directBuffer(AbstractByteBufAllocator.java:187)
                 reached from com.acme.Export.run(Export.java:77)
            """);
    }

    @Test
    void pool_filledAtTheStart_isHeldAndNoSuspect() {
        Figures figures = new Figures(3072, 3, 3072, 3);
        LabelledSite pool = LabelledSite.of("unsafe", ALLOCATE, figures);
        for (int i = 0; i < 40; i++) {
            pool.generation(0.1 * i, i < 3 ? 1024 : 0, i < 3 ? 1024 : 0);
        }

        String report = TextReport.of(
                new SnapshotBuilder().kind("unsafe", figures).site(pool.build()).build());

        assertThat(report).doesNotContain("Suspects").contains("""

            No suspects: no line gathers memory as a leak does

            Held, and why it is no suspect
              startup  3.0 KiB from 1 line      since the start, hardly more since
            """);
    }

    @Test
    void suppressions_areListedWithTheirUse_andTheHeadlineCountsNoSuspect() {
        String report = TextReport.of(leakBuilder()
                .suppress("leak:com.acme.Export.run", "kind:direct")
                .build());

        assertThat(report).contains("in 40 blocks; no suspects\n").contains("""

            Suppressions
              leak:com.acme.Export.run: 39.1 KiB of 1 line
              kind:direct: warning: never used
            """);
    }

    static Snapshot leak() {
        return leakBuilder().build();
    }

    static SnapshotBuilder leakBuilder() {
        Figures stay = new Figures(40_000, 40, 40_000, 40);
        Figures go = new Figures(0, 0, 200_000, 200);
        LabelledSite site = LabelledSite.of("unsafe", ALLOCATE, stay.plus(go))
                .stack(stay, stay, ALLOCATE, LEAKY, MAIN)
                .stack(go, go, ALLOCATE, CLEAN, MAIN);
        for (int i = 0; i < 40; i++) {
            site.generation(0.1 * i, 6000, 1000);
        }
        return new SnapshotBuilder().kind("unsafe", stay.plus(go)).site(site.build());
    }
}
