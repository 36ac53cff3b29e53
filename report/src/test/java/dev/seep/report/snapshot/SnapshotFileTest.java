// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.report.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seep.report.RandomSnapshots;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is written comes back, from this version's files and from older ones. */
final class SnapshotFileTest {
    @ParameterizedTest
    @EnumSource(Reason.class)
    void snapshot_withSomethingInEveryField_comesBack(Reason reason) throws IOException {
        Snapshot snapshot = FullSnapshot.of(reason);

        SnapshotFile file = SnapshotReader.read(new ByteArrayInputStream(bytes(snapshot)));

        assertThat(file).isEqualTo(new SnapshotFile(snapshot, List.of(), null));
    }

    @Test
    void snapshots_thatNobodyWouldThinkOf_comeBack() throws IOException {
        for (long seed = 0; seed < 500; seed++) {
            Snapshot snapshot = RandomSnapshots.of(seed);

            SnapshotFile file = SnapshotReader.read(new ByteArrayInputStream(bytes(snapshot)));

            assertThat(file.damage()).as("seed %d", seed).isNull();
            assertThat(file.snapshot()).as("seed %d", seed).isEqualTo(snapshot);
        }
    }

    @Test
    void snapshot_ofMoreThanASection_comesBack() throws IOException {
        List<StackFigures> stacks = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            List<Frame> frames = new ArrayList<>();
            for (int depth = 0; depth < 30; depth++) {
                int number = depth < 3 ? i >> 5 * depth & 31 : 0;
                frames.add(new Frame("com.acme.Class" + depth, "method" + number, "Class.java", number, false));
            }
            stacks.add(new StackFigures(
                    StackFigures.Role.WALKED,
                    frames,
                    Figures.ZERO,
                    Figures.ZERO,
                    i,
                    0,
                    i,
                    0,
                    List.of(),
                    List.of(0L, (long) i)));
        }
        Snapshot full = FullSnapshot.of(Reason.EXIT);
        Snapshot snapshot = withStacks(full, stacks);

        byte[] bytes = bytes(snapshot);

        assertThat(SnapshotReader.read(new ByteArrayInputStream(bytes)))
                .isEqualTo(new SnapshotFile(snapshot, List.of(), null));
        assertThat(bytes.length).isBetween(SnapshotFormat.SECTION_BYTES, 70 * stacks.size());
    }

    @Test
    void marks_appendedAsTheyWereEncoded_comeBackInTheirOrder() throws IOException {
        Snapshot snapshot = FullSnapshot.of(Reason.EXIT);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        SnapshotWriter writer = new SnapshotWriter(out);
        writer.write("", snapshot);
        byte[] encoded = SnapshotWriter.encode("after start", RandomSnapshots.of(1));
        writer.append(encoded);
        writer.append(SnapshotWriter.encode("after job", RandomSnapshots.of(2)));

        SnapshotFile file = SnapshotReader.read(new ByteArrayInputStream(out.toByteArray()));

        assertThat(file.snapshot()).isEqualTo(snapshot);
        assertThat(file.marks())
                .containsExactly(
                        new SnapshotFile.Mark("after start", RandomSnapshots.of(1)),
                        new SnapshotFile.Mark("after job", RandomSnapshots.of(2)));
        assertThat(SnapshotReader.decode(encoded)).isEqualTo(RandomSnapshots.of(1));
    }

    /** The bytes of this file never change. When a field is added, its default is what comes back. */
    @Test
    void fileOfVersion1_readByThisVersion_comesBack() throws IOException {
        try (InputStream in = SnapshotFileTest.class.getResourceAsStream("version-1.seep")) {
            assertThat(SnapshotReader.read(in))
                    .isEqualTo(new SnapshotFile(
                            FullSnapshot.of(Reason.EXIT),
                            List.of(new SnapshotFile.Mark("before the job", FullSnapshot.of(Reason.MARK))),
                            null));
        }
    }

    static byte[] bytes(Snapshot snapshot) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new SnapshotWriter(out).write("", snapshot);
        return out.toByteArray();
    }

    private static Snapshot withStacks(Snapshot full, List<StackFigures> stacks) {
        SiteFigures site = full.sites().get(0);
        SiteFigures large = new SiteFigures(
                site.kind(),
                site.layer(),
                site.callSite(),
                site.figures(),
                site.allocatorTime(),
                site.generations(),
                site.sizes(),
                site.lifetimes(),
                site.threads(),
                site.oldestSeconds(),
                site.oldestBlocks(),
                site.owners(),
                stacks);
        return new Snapshot(
                full.reason(),
                full.process(),
                full.settings(),
                full.allStacksWalked(),
                full.sampleIntervalBytes(),
                full.depth(),
                full.top(),
                full.kinds(),
                List.of(large, full.sites().get(1)),
                full.timeline(),
                full.peaks(),
                full.unknownFreeCount(),
                full.beforeStart(),
                full.memory(),
                full.notSeen(),
                full.own(),
                List.of("leak:com.acme", "kind:direct"));
    }
}
