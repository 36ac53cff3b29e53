// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.agent.jfr;

import dev.seep.report.snapshot.AllocatorTime;
import dev.seep.report.snapshot.Figures;
import dev.seep.report.snapshot.Frame;
import dev.seep.report.snapshot.KindFigures;
import dev.seep.report.snapshot.Layer;
import dev.seep.report.snapshot.MemoryReadings;
import dev.seep.report.snapshot.NotSeen;
import dev.seep.report.snapshot.OwnCost;
import dev.seep.report.snapshot.ProcessDescription;
import dev.seep.report.snapshot.Reason;
import dev.seep.report.snapshot.SiteFigures;
import dev.seep.report.snapshot.Snapshot;
import dev.seep.report.snapshot.StackFigures;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** Snapshots of a program that leaks through {@code direct}, a number of bytes that only it would ask for. */
final class TestSnapshots {
    static final Figures LEAK = new Figures(1_000_003, 3, 2_000_003, 5);

    private static final Frame ALLOCATE_DIRECT =
            new Frame("java.nio.ByteBuffer", "allocateDirect", "ByteBuffer.java", 317, true);
    private static final Frame MAIN = new Frame("com.acme.Main", "main", null, -1, false);

    private TestSnapshots() {}

    /** {@return one site, every stack of which was walked} */
    static Snapshot exact() {
        return snapshot(true, LEAK, List.of(stack(42, LEAK, 0)));
    }

    /** {@return two sites that hold the same, of whose allocations a sample was walked} */
    static Snapshot sampled() {
        return snapshot(false, LEAK.plus(LEAK), List.of(stack(1, LEAK, 1e10), stack(2, LEAK, 1e10)));
    }

    /** {@return {@code count} sites that hold the same} */
    static Snapshot manySites(int count) {
        List<StackFigures> stacks = new ArrayList<>();
        Figures total = Figures.ZERO;
        for (int line = 1; line <= count; line++) {
            stacks.add(stack(line, LEAK, 0));
            total = total.plus(LEAK);
        }
        return snapshot(true, total, stacks);
    }

    private static StackFigures stack(int line, Figures figures, double liveVariance) {
        Frame codec = new Frame("com.acme.Codec", "read", "Codec.java", line, false);
        return new StackFigures(
                StackFigures.Role.WALKED,
                List.of(ALLOCATE_DIRECT, codec, MAIN),
                figures,
                Figures.ZERO,
                figures.liveCount(),
                liveVariance,
                figures.allocatedCount(),
                1.5,
                List.of());
    }

    private static SiteFigures unlabelled(Figures figures, List<StackFigures> stacks) {
        List<Long> unknown = List.of();
        return new SiteFigures(
                "direct",
                Layer.BASE,
                null,
                figures,
                new AllocatorTime(0.001_000_003, 1, List.of(1L)),
                List.of(),
                unknown,
                unknown,
                List.of(),
                1.5,
                List.of(),
                null,
                stacks);
    }

    private static Snapshot snapshot(boolean allStacksWalked, Figures kind, List<StackFigures> stacks) {
        return new Snapshot(
                Reason.DUMP,
                new ProcessDescription(7, "com.acme.Main", "17", "Linux", Instant.EPOCH, Instant.EPOCH, 1),
                new TreeMap<>(),
                allStacksWalked,
                allStacksWalked ? 1 : 512 * 1024,
                64,
                100,
                List.of(new KindFigures("direct", Layer.BASE, kind)),
                List.of(unlabelled(kind, stacks)),
                List.of(),
                List.of(),
                0,
                false,
                new MemoryReadings(null, null),
                new NotSeen(List.of(), List.of(), 1, 0, 0, 0, 0),
                new OwnCost(0, 0, 0, 0, 0),
                List.of());
    }
}
