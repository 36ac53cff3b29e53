// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.report.cli;

import dev.seep.report.render.ReportFiles;
import dev.seep.report.snapshot.Figures;
import dev.seep.report.snapshot.Frame;
import dev.seep.report.snapshot.Generation;
import dev.seep.report.snapshot.KindFigures;
import dev.seep.report.snapshot.Layer;
import dev.seep.report.snapshot.LayerPeak;
import dev.seep.report.snapshot.MemoryReadings;
import dev.seep.report.snapshot.NotSeen;
import dev.seep.report.snapshot.OwnCost;
import dev.seep.report.snapshot.OwnerFigures;
import dev.seep.report.snapshot.ProcessDescription;
import dev.seep.report.snapshot.Reason;
import dev.seep.report.snapshot.SiteFigures;
import dev.seep.report.snapshot.Snapshot;
import dev.seep.report.snapshot.SnapshotWriter;
import dev.seep.report.snapshot.StackFigures;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Files of a program with one line that leaks, one that keeps what it had at first, and one that frees everything. */
public final class Programs {
    public static final long BLOCK = 1_009;
    public static final Frame LEAK = frame("leak", 42);
    public static final Frame HOLD = frame("hold", 17);
    public static final Frame CLEAN = frame("clean", 99);
    public static final OwnerFigures OWNERS = new OwnerFigures(0, 0, 3, 2);
    private static final Frame MAIN = frame("main", 7);
    private static final int GENERATIONS = 40;

    private Programs() {}

    private static Frame frame(String method, int line) {
        return new Frame("com.acme.Server", method, "Server.java", line, false);
    }

    /** {@return what is live after {@code leaked} blocks have leaked, evenly over all of the time} */
    public static Snapshot after(long leaked) {
        return after(leaked, LEAK);
    }

    /** {@return the same, with the leak at another line} */
    public static Snapshot after(long leaked, Frame leak) {
        List<SiteFigures> sites = new ArrayList<>();
        long perEpoch = leaked / GENERATIONS;
        List<Generation> leaking = new ArrayList<>();
        List<Generation> clean = new ArrayList<>();
        for (int i = 0; i < GENERATIONS; i++) {
            leaking.add(new Generation(i / 10.0, perEpoch * BLOCK, perEpoch * BLOCK, (i + 1) * perEpoch * BLOCK));
            clean.add(new Generation(i / 10.0, 100 * BLOCK, 0, 0));
        }
        Figures leakedFigures = new Figures(
                perEpoch * GENERATIONS * BLOCK,
                perEpoch * GENERATIONS,
                perEpoch * GENERATIONS * BLOCK,
                perEpoch * GENERATIONS);
        if (leaked > 0) {
            sites.add(site(leak, leakedFigures, leaking));
        }
        Figures held = new Figures(10 * BLOCK, 10, 10 * BLOCK, 10);
        sites.add(site(HOLD, held, List.of(new Generation(0, 10 * BLOCK, 10 * BLOCK, 10 * BLOCK))));
        sites.add(site(CLEAN, new Figures(0, 0, 4_000 * BLOCK, 4_000), clean));
        Figures sum = Figures.ZERO;
        for (SiteFigures site : sites) {
            sum = sum.plus(site.figures());
        }
        return new Snapshot(
                Reason.EXIT,
                new ProcessDescription(
                        4_242,
                        "com.acme.Server",
                        "OpenJDK 17",
                        "Linux",
                        Instant.parse("2026-11-21T05:09:44Z"),
                        Instant.parse("2026-11-21T05:09:48Z"),
                        4),
                new TreeMap<>(Map.of("interval", "512k", "depth", "64", "top", "100")),
                false,
                512 << 10,
                64,
                100,
                List.of(new KindFigures("direct", Layer.BASE, sum)),
                sites,
                List.of(),
                List.of(
                        new LayerPeak(Layer.BASE, sum.liveBytes()),
                        new LayerPeak(Layer.MAPPED, 0),
                        new LayerPeak(Layer.POOL, 0)),
                0,
                false,
                new MemoryReadings(64L << 20, 16L << 20),
                new NotSeen(List.of(), List.of(), 1, 0, 0, 0, 0),
                new OwnCost(1_000, 0.5, 12, 34, 5),
                List.of());
    }

    private static SiteFigures site(Frame line, Figures figures, List<Generation> generations) {
        StackFigures stack = new StackFigures(
                StackFigures.Role.WALKED,
                List.of(line, MAIN),
                figures,
                figures,
                figures.liveCount(),
                0,
                figures.allocatedCount(),
                0,
                List.of());
        return new SiteFigures(
                "direct",
                Layer.BASE,
                line,
                figures,
                null,
                generations,
                List.of(),
                List.of(),
                List.of(),
                0,
                List.of(),
                OWNERS,
                List.of(stack));
    }

    /** Writes a snapshot in the format of the file's extension. {@return its name} */
    public static String write(Path file, Snapshot snapshot) throws IOException {
        ReportFiles.write(file, snapshot);
        return file.toString();
    }

    /** Writes a snapshot with one that was kept before. {@return its name} */
    static String write(Path file, Snapshot snapshot, String mark, Snapshot marked) throws IOException {
        ReportFiles.write(file, snapshot, List.of(SnapshotWriter.encode(mark, marked)));
        return file.toString();
    }
}
