// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.report;

import dev.seep.report.snapshot.Figures;
import dev.seep.report.snapshot.Frame;
import dev.seep.report.snapshot.Layer;
import dev.seep.report.snapshot.Snapshot;
import dev.seep.report.snapshot.StackFigures.Role;
import java.util.Random;

/** Snapshots that nobody would think of, the same ones for the same seed. */
public final class RandomSnapshots {
    private static final String[] KINDS = {"direct", "unsafe", "arena-shared", "mapped"};

    private RandomSnapshots() {}

    /** {@return a small snapshot, exact or sampled, with huge and tiny figures that need not agree with each other} */
    public static Snapshot of(long seed) {
        Random random = new Random(seed);
        SnapshotBuilder builder = new SnapshotBuilder();
        if (random.nextBoolean()) {
            builder.sampled(1L + random.nextInt(1 << 20));
        }
        builder.thinned(1L << Math.max(0, random.nextInt(6) - 3));
        builder.depth(1 + random.nextInt(12)).top(random.nextInt(12));
        int magnitude = 10 + random.nextInt(40);
        for (String kind : KINDS) {
            if (random.nextInt(5) > 0) {
                builder.kind(kind, layer(kind), figures(random, magnitude + 3));
            }
        }
        int stacks = random.nextInt(60);
        for (int i = 0; i < stacks; i++) {
            String kind = KINDS[random.nextInt(KINDS.length)];
            int role = random.nextInt(10);
            if (role < 2) {
                builder.unattributed(kind, role == 0 ? Role.FILTERED : Role.UNKNOWN, figures(random, magnitude));
            } else {
                double variance = random.nextInt(5) == 0 ? -1 : Math.pow(random.nextInt(1 << 20), 2);
                builder.stack(kind, layer(kind), figures(random, magnitude), variance, frames(random));
            }
        }
        if (random.nextInt(3) > 0) {
            addLabelled(builder, random, magnitude);
        }
        return builder.build();
    }

    private static void addLabelled(SnapshotBuilder builder, Random random, int magnitude) {
        int sites = random.nextInt(12);
        for (int i = 0; i < sites; i++) {
            String kind = KINDS[random.nextInt(KINDS.length)];
            Figures figures = figures(random, magnitude);
            int number = random.nextInt(6);
            Frame callSite = SnapshotBuilder.frame("com.acme.Class" + number, "method" + number, random.nextInt(4) - 1);
            LabelledSite site = random.nextInt(8) == 0
                    ? LabelledSite.unlabelled(kind, figures)
                    : LabelledSite.of(kind, callSite, figures);
            for (int stack = random.nextInt(5); stack > 0; stack--) {
                boolean walked = random.nextInt(4) > 0;
                Role role = walked ? Role.WALKED : random.nextBoolean() ? Role.FILTERED : Role.UNKNOWN;
                Figures estimate = random.nextBoolean() ? Figures.ZERO : figures(random, magnitude);
                Figures sure = random.nextInt(3) == 0 ? figures : figures(random, 6);
                site.stack(role, estimate, sure, walked ? frames(random) : new Frame[0]);
            }
            addDetails(site, random, magnitude);
            builder.site(site.layer(layer(kind)).build());
        }
    }

    private static void addDetails(LabelledSite site, Random random, int magnitude) {
        for (int generation = random.nextInt(5); generation > 0; generation--) {
            Figures figures = figures(random, magnitude);
            site.generation(5 - generation, figures.liveBytes(), figures.allocatedBytes());
        }
        for (int thread = random.nextInt(5); thread > 0; thread--) {
            Figures figures = figures(random, magnitude);
            site.thread(thread == 3 ? null : "thread-" + thread, figures.liveBytes(), figures.allocatedBytes());
        }
        if (random.nextBoolean()) {
            site.sizes(0L, (long) random.nextInt(100), 0L, (long) random.nextInt(3))
                    .lifetimes(3L, 2L, 0L);
            site.allocatorTime(random.nextInt(1000) / 1e3, 1L, 2L);
        }
    }

    private static Layer layer(String kind) {
        return kind.equals("mapped") ? Layer.MAPPED : Layer.BASE;
    }

    private static Figures figures(Random random, int magnitude) {
        long liveBytes = random.nextInt(3) == 0 ? 0 : random.nextLong() >>> 64 - magnitude;
        long liveCount = liveBytes == 0 ? 0 : 1 + (liveBytes >> 10);
        long freedBytes = random.nextInt(3) == 0 ? 0 : random.nextLong() >>> 64 - magnitude;
        long freedCount = freedBytes == 0 ? 0 : 1 + (freedBytes >> 10);
        return new Figures(liveBytes, liveCount, liveBytes + freedBytes, liveCount + freedCount);
    }

    private static Frame[] frames(Random random) {
        Frame[] frames = new Frame[random.nextInt(20)];
        for (int i = 0; i < frames.length; i++) {
            int number = random.nextInt(6);
            frames[i] = random.nextInt(3) == 0
                    ? SnapshotBuilder.jdk("java.util.Jdk" + number, "call", number)
                    : SnapshotBuilder.frame("com.acme.Class" + number, "method" + number, random.nextInt(4) - 1);
        }
        return frames;
    }
}
