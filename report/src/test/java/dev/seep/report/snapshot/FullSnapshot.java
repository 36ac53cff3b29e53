// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.report.snapshot;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A snapshot with something in every field, the one that {@code version-1.seep} holds. */
final class FullSnapshot {
    private static final Frame INNER = new Frame("java.nio.Bits", "reserveMemory", "Bits.java", 175, true);
    private static final Frame LINE = new Frame("com.acme.Codec", "encode", "Codec.java", 42, false);
    private static final Frame NO_FILE = new Frame("com.acme.Gen$*", "run", null, -1, false);

    private FullSnapshot() {}

    static Snapshot of(Reason reason) {
        return new Snapshot(
                reason,
                new ProcessDescription(
                        4242,
                        "com.acme.Server --name=\u00e4\ud83d\ude00\ud800",
                        "OpenJDK 17",
                        "Linux",
                        Instant.parse("2026-11-21T05:09:44.250000001Z"),
                        Instant.parse("2026-11-21T05:11:49.250Z"),
                        125.000_000_001),
                new TreeMap<>(Map.of("interval", "512k", "out", "a.seep")),
                true,
                524_288,
                63,
                99,
                List.of(
                        new KindFigures("direct", Layer.BASE, new Figures(1, 2, 3, 4)),
                        new KindFigures("mapped", Layer.MAPPED, new Figures(5, 6, 7, Long.MAX_VALUE))),
                List.of(site(), unlabelled()),
                List.of(
                        new TimelinePoint(0.05, 1, 2, 3, 4L, null),
                        new TimelinePoint(0.1, -1, Long.MIN_VALUE, Long.MAX_VALUE, null, 5L)),
                List.of(new LayerPeak(Layer.POOL, 77)),
                13,
                true,
                new MemoryReadings(512L << 20, null),
                new NotSeen(
                        List.of(new NotSeen.NotWoven("com.acme.Big", "too large")),
                        List.of("malloc inside native libraries"),
                        2,
                        3,
                        4,
                        5,
                        6),
                new OwnCost(1_000_003, 0.118, 345, 12_345, 120),
                List.of());
    }

    private static SiteFigures site() {
        return new SiteFigures(
                "direct",
                Layer.BASE,
                LINE,
                new Figures(4_096, 1, 1L << 40, 1 << 20),
                new AllocatorTime(0.25, 16, List.of(0L, 16L)),
                List.of(new Generation(0, 100, 50, 50), new Generation(0.05, 200, 0, 49)),
                List.of(0L, 1L, 2L),
                List.of(3L),
                List.of(new ThreadFigures("main", 4_096, 1L << 40), new ThreadFigures(null, 0, 1)),
                62.5,
                List.of(new Block(0x7fff_ffff_f000L, 4_096, 62.5, "main"), new Block(-16, 1, 0, null)),
                new OwnerFigures(7, 8, 9),
                List.of(
                        stack(StackFigures.Role.WALKED, List.of(INNER, LINE, NO_FILE)),
                        stack(StackFigures.Role.WALKED, List.of(LINE, LINE, LINE, NO_FILE))));
    }

    private static SiteFigures unlabelled() {
        return new SiteFigures(
                "mapped",
                Layer.MAPPED,
                null,
                Figures.ZERO,
                null,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                0,
                List.of(),
                null,
                List.of(
                        stack(StackFigures.Role.FILTERED, List.of()),
                        stack(StackFigures.Role.UNKNOWN, List.of()),
                        stack(StackFigures.Role.WALKED, List.of(NO_FILE))));
    }

    private static StackFigures stack(StackFigures.Role role, List<Frame> frames) {
        return new StackFigures(
                role,
                frames,
                new Figures(1, 2, 3, 4),
                new Figures(5, 6, 7, 8),
                9,
                10.5,
                11,
                12.25,
                List.of(new Block(1, 2, 3, "worker-1")));
    }
}
