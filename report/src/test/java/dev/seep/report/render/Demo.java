// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.report.render;

import static dev.seep.report.SnapshotBuilder.frame;
import static dev.seep.report.SnapshotBuilder.jdk;

import dev.seep.report.LabelledSite;
import dev.seep.report.SnapshotBuilder;
import dev.seep.report.snapshot.Block;
import dev.seep.report.snapshot.Figures;
import dev.seep.report.snapshot.Frame;
import dev.seep.report.snapshot.Layer;
import dev.seep.report.snapshot.StackFigures.Role;

/** The snapshot of a small server that leaks: a bit of everything a report shows. */
final class Demo {
    private static final long MIB = 1 << 20;
    private static final Frame ALLOCATE = jdk("java.nio.ByteBuffer", "allocateDirect", 360);
    private static final Frame DIRECT = jdk("java.nio.DirectByteBuffer", "<init>", 127);
    private static final Frame TAKE = frame("com.acme.io.Buffers", "take", 42);
    private static final Frame POOL = frame("com.acme.io.BufferPool", "acquire", 17);
    private static final Frame THREAD = jdk("java.lang.Thread", "run", 840);
    private static final Frame WORKER = jdk("java.util.concurrent.ThreadPoolExecutor", "runWorker", 1136);

    private Demo() {}

    static SnapshotBuilder sampled() {
        return shape(new SnapshotBuilder().sampled(512 << 10), 60 * MIB * MIB);
    }

    /** A run whose calls were labelled, but for what the JDK took and a call by reflection. */
    static SnapshotBuilder labelled() {
        Figures buffers = figures(98 * MIB, 12_000, 180 * MIB, 22_200);
        Figures codec = figures(0, 0, 1020 * MIB, 137_800);
        return new SnapshotBuilder()
                .sampled(512 << 10)
                .kind("direct", buffers.plus(codec).plus(figures(MIB, 16, 8 * MIB, 128)))
                .kind("unsafe", figures(MIB / 2, 145, 20 * MIB, 1000))
                .peak(Layer.BASE, 110 * MIB)
                .site(LabelledSite.of("direct", TAKE, buffers)
                        .stack(figures(60 * MIB, 8000, 60 * MIB, 8000), Figures.ZERO, leak("Upload", 88))
                        .stack(figures(20 * MIB, 2500, 100 * MIB, 12_500), Figures.ZERO, leak("Search", 31))
                        .allocatorTime(0.0266, 1L)
                        .oldest(new Block(0x7f00_1000L, 4096, 118.5, "main"))
                        .build())
                .site(LabelledSite.of("direct", frame("com.acme.codec.Codec", "encode", 140), codec)
                        .allocatorTime(0.3, 1L)
                        .build())
                .stack("direct", figures(MIB, 16, 8 * MIB, 128), jdk("java.lang.reflect.Method", "invoke", 1), POOL)
                .stack("unsafe", figures(MIB, 200, 10 * MIB, 500), jdk("sun.nio.fs.NativeBuffers", "get", 50), THREAD)
                .callSitesRefused(2);
    }

    static SnapshotBuilder exact() {
        return shape(new SnapshotBuilder(), 0);
    }

    private static SnapshotBuilder shape(SnapshotBuilder builder, double variance) {
        return builder.kind("direct", figures(98 * MIB, 12_000, 1200 * MIB, 160_000))
                .kind("unsafe", figures(3 * MIB, 345, 90 * MIB, 8_000))
                .kind("mapped", Layer.MAPPED, figures(16 * MIB, 1, 16 * MIB, 1))
                .peak(Layer.BASE, 110 * MIB)
                .peak(Layer.MAPPED, 16 * MIB)
                .stack("direct", Layer.BASE, figures(61 * MIB, 8000, 61 * MIB, 8000), variance, leak("Upload", 88))
                .stack("direct", Layer.BASE, figures(20 * MIB, 2500, 100 * MIB, 12_500), variance, leak("Search", 31))
                .stack("direct", Layer.BASE, figures(10 * MIB, 1000, 10 * MIB, 1000), variance, leak("Login", 12))
                .stack("direct", Layer.BASE, figures(5 * MIB, 300, 5 * MIB, 300), variance, leak("Ping", 9))
                .stack("direct", Layer.BASE, figures(2 * MIB, 200, 4 * MIB, 400), variance, leak("Echo", 9))
                .stack(
                        "direct",
                        Layer.BASE,
                        figures(0, 0, 1020 * MIB, 137_800),
                        0,
                        DIRECT,
                        ALLOCATE,
                        frame("com.acme.codec.Codec", "encode", 140),
                        frame("com.acme.codec.Codec", "write", 66),
                        frame("com.acme.web.Server", "respond", 204),
                        WORKER,
                        THREAD)
                .stack(
                        "unsafe",
                        Layer.BASE,
                        figures(2 * MIB, 45, 70 * MIB, 7000),
                        variance / 100,
                        jdk("sun.misc.Unsafe", "allocateMemory", 462),
                        frame("com.acme.cache.OffHeapTable", "grow", 210),
                        frame("com.acme.cache.OffHeapTable", "put", 95),
                        frame("com.acme.web.Server", "main", 20))
                .stack(
                        "unsafe",
                        figures(MIB / 2, 200, 10 * MIB, 500),
                        jdk("sun.nio.fs.NativeBuffers", "get", 50),
                        THREAD)
                .unattributed("unsafe", Role.FILTERED, figures(MIB / 2, 100, 10 * MIB, 500))
                .stack(
                        "mapped",
                        Layer.MAPPED,
                        figures(16 * MIB, 1, 16 * MIB, 1),
                        0,
                        jdk("sun.nio.ch.FileChannelImpl", "map", 1000),
                        frame("com.acme.index.Index", "open", 77))
                .notSeenKind("malloc inside native libraries")
                .notSeenKind(
                        "arenas apart from unsafe: this JVM is older than 22, so their blocks are reported as unsafe");
    }

    private static Frame[] leak(String handler, int line) {
        return new Frame[] {
            DIRECT, ALLOCATE, TAKE, POOL, frame("com.acme.web." + handler, "handle", line), WORKER, THREAD
        };
    }

    private static Figures figures(long liveBytes, long liveCount, long allocatedBytes, long allocatedCount) {
        return new Figures(liveBytes, liveCount, allocatedBytes, allocatedCount);
    }
}
