// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.report.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.seep.report.RandomSnapshots;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;

/** Files that are cut, damaged, hostile, or of a newer version. */
final class DamagedSnapshotFileTest {
    private static final Snapshot SNAPSHOT = FullSnapshot.of(Reason.EXIT);

    @Test
    void file_cutAnywhere_givesOneLineAndWhatIsWhole() throws IOException {
        byte[] bytes = SnapshotFileTest.bytes(SNAPSHOT);
        int beginEnds = sectionEnd(bytes, SnapshotFormat.HEADER.length);

        for (int length = 0; length < bytes.length; length++) {
            InputStream in = new ByteArrayInputStream(bytes, 0, length);

            if (length < beginEnds - 4) { // without its checksum it is whole still
                assertThatIOException()
                        .as("length %d", length)
                        .isThrownBy(() -> SnapshotReader.read(in))
                        .withMessageNotContaining("\n");
            } else {
                SnapshotFile file = SnapshotReader.read(in);
                assertThat(file.damage()).as("length %d", length).startsWith("damaged or cut: ");
                assertThat(file.snapshot().process()).isEqualTo(SNAPSHOT.process());
                for (int i = 0; i < file.snapshot().sites().size(); i++) {
                    SiteFigures read = file.snapshot().sites().get(i);
                    assertThat(read.figures()).isEqualTo(SNAPSHOT.sites().get(i).figures());
                    List<StackFigures> stacks = SNAPSHOT.sites().get(i).stacks();
                    assertThat(read.stacks())
                            .isEqualTo(stacks.subList(0, read.stacks().size()));
                }
            }
        }
    }

    @Test
    void section_thatIsCut_givesItsRecordsUpToThere() throws IOException {
        byte[] bytes = SnapshotFileTest.bytes(SNAPSHOT);

        SnapshotFile file = SnapshotReader.read(new ByteArrayInputStream(bytes, 0, bytes.length - 40));

        assertThat(file.snapshot().sites()).hasSize(2);
        assertThat(file.snapshot().sites().get(0)).isEqualTo(SNAPSHOT.sites().get(0));
        assertThat(file.damage()).startsWith("damaged or cut: 1 of 8 sections cannot be read");
    }

    @Test
    void byte_flippedAnywhere_isNoticed_andTheOtherSectionsComeBack() throws IOException {
        byte[] bytes = SnapshotFileTest.bytes(SNAPSHOT);

        for (int at = SnapshotFormat.HEADER.length; at < bytes.length; at++) {
            byte[] damaged = bytes.clone();
            damaged[at] ^= (byte) (1 << at % 8);
            SnapshotFile file = readOrNull(damaged);

            if (file != null) {
                assertThat(file.damage()).as("byte %d", at).isNotNull().doesNotContain("\n");
                assertThat(SNAPSHOT.sites()).containsAll(file.snapshot().sites());
            }
        }
    }

    @Test
    void section_thatIsDamaged_leavesTheOthersWhole() throws IOException {
        byte[] bytes = SnapshotFileTest.bytes(SNAPSHOT);
        int settings = sectionEnd(bytes, SnapshotFormat.HEADER.length);
        bytes[settings + SnapshotFormat.FRONT_BYTES] ^= 1;

        SnapshotFile file = SnapshotReader.read(new ByteArrayInputStream(bytes));

        assertThat(file.damage())
                .isEqualTo("damaged or cut: 1 of 9 sections cannot be read, the first at byte " + settings
                        + "; lines read: 2 of 2");
        assertThat(file.snapshot().settings()).isEmpty();
        assertThat(file.snapshot().sites()).isEqualTo(SNAPSHOT.sites());
        assertThat(file.snapshot().kinds()).isEqualTo(SNAPSHOT.kinds());
    }

    @Test
    void manyBytes_changedAtRandom_neverGiveAnythingButALine() throws IOException {
        Random random = new Random(20_261_121);
        for (int round = 0; round < 2_000; round++) {
            byte[] bytes = SnapshotFileTest.bytes(RandomSnapshots.of(round));
            for (int i = 1 + random.nextInt(8); i > 0; i--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            byte[] cut = Arrays.copyOf(bytes, bytes.length - random.nextInt(3));

            readOrNull(cut);
        }
    }

    @Test
    void records_ofAnyContentBehindARightChecksum_giveNothingButALine() throws IOException {
        byte[] begin = Arrays.copyOf(
                SnapshotFileTest.bytes(SNAPSHOT),
                sectionEnd(SnapshotFileTest.bytes(SNAPSHOT), SnapshotFormat.HEADER.length));
        Random random = new Random(4_242);
        for (int round = 0; round < 5_000; round++) {
            byte[] records = new byte[random.nextInt(60)];
            random.nextBytes(records);
            for (int i = 0; i < records.length; i++) {
                records[i] = random.nextInt(3) == 0 ? (byte) 0xff : (byte) (records[i] & 15);
            }
            byte[] file = concatenated(begin, section(1 + random.nextInt(8), 1, records));

            assertThat(SnapshotReader.read(new ByteArrayInputStream(file)).damage())
                    .isNotNull();
        }
    }

    @Test
    void section_thatPromisesMoreThanThereIs_takesNoMemoryForIt() throws IOException {
        byte[] bytes = SnapshotFileTest.bytes(SNAPSHOT);
        int second = sectionEnd(bytes, SnapshotFormat.HEADER.length);
        bytes[second + 4] = 0x7f;

        SnapshotFile file = SnapshotReader.read(new ByteArrayInputStream(bytes));

        assertThat(file.damage())
                .isEqualTo("damaged or cut: 1 of 2 sections cannot be read, the first at byte " + second
                        + "; lines read: 0");
    }

    @Test
    void stacks_thatShareFramesToGrowWithoutBound_areCutOff() throws IOException {
        ByteRow records = new ByteRow();
        addRecord(records, SnapshotFormat.STRING, 'a');
        addRecord(records, SnapshotFormat.FRAME, 1, 1, 0, 0, 0);
        ByteRow path = new ByteRow();
        path.add(SnapshotFormat.PATH);
        path.addUnsigned(0);
        path.addUnsigned(4_096);
        for (int i = 0; i < 4_096; i++) {
            path.addUnsigned(1);
        }
        records.addUnsigned(path.length());
        records.add(path);
        addRecord(records, SnapshotFormat.STRING, 'b', 'a', 's', 'e');
        addRecord(records, SnapshotFormat.STRING, 'W', 'A', 'L', 'K', 'E', 'D');
        addRecord(
                records, SnapshotFormat.ENTRY, 0, 1, 2, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
        ByteRow stack = new ByteRow();
        stack.add(SnapshotFormat.STACK);
        stack.add(0);
        stack.add(3);
        stack.addUnsigned(4_096);
        for (int i = 0; i < 4 + 4 + 1 + 8 + 1 + 8 + 1; i++) {
            stack.add(0);
        }
        for (int i = 0; i < 100_000; i++) {
            records.addUnsigned(stack.length());
            records.add(stack);
        }
        byte[] whole = SnapshotFileTest.bytes(SNAPSHOT);
        byte[] begin = Arrays.copyOf(whole, sectionEnd(whole, SnapshotFormat.HEADER.length));
        byte[] file =
                concatenated(begin, section(SnapshotFormat.SITES, 1, Arrays.copyOf(records.array(), records.length())));

        SnapshotFile read = SnapshotReader.read(new ByteArrayInputStream(file));

        assertThat(read.damage()).contains("1 of 2 sections cannot be read");
        assertThat(read.snapshot().sites()).hasSize(1);
        assertThat(read.snapshot().sites().get(0).stacks()).hasSize((1 << 25) / 4_096);
    }

    @Test
    void sections_ofTypesAndVersionsToCome_areSkipped() throws IOException {
        byte[] bytes = SnapshotFileTest.bytes(SNAPSHOT);
        int second = sectionEnd(bytes, SnapshotFormat.HEADER.length);
        byte[] unknown = section(99, 1, new byte[] {1, 2, 3});
        byte[] newer = section(SnapshotFormat.SITES, 2, new byte[] {1, 2, 3});
        byte[] begin = Arrays.copyOf(bytes, second);
        byte[] rest = Arrays.copyOfRange(bytes, second, bytes.length);

        SnapshotFile withUnknown =
                SnapshotReader.read(new ByteArrayInputStream(concatenated(concatenated(begin, unknown), rest)));
        SnapshotFile withNewer =
                SnapshotReader.read(new ByteArrayInputStream(concatenated(concatenated(begin, newer), rest)));

        assertThat(withUnknown.damage()).isNull();
        assertThat(withUnknown.snapshot()).isEqualTo(SNAPSHOT);
        assertThat(withNewer.damage()).isEqualTo("parts that only a newer Seep can read are left out");
        assertThat(withNewer.snapshot()).isEqualTo(SNAPSHOT);
    }

    @Test
    void fieldsAndRecords_thatWereAddedLater_areSkipped() throws IOException {
        byte[] bytes = SnapshotFileTest.bytes(SNAPSHOT);
        ByteRow peaks = new ByteRow();
        addRecord(peaks, SnapshotFormat.STRING, 'p', 'o', 'o', 'l');
        addRecord(peaks, 77, 1, 2, 3);
        addRecord(peaks, SnapshotFormat.ENTRY, 1, 2 * 5, 42, 42, 42);

        SnapshotFile file = SnapshotReader.read(new ByteArrayInputStream(concatenated(
                Arrays.copyOf(bytes, sectionEnd(bytes, SnapshotFormat.HEADER.length)),
                section(SnapshotFormat.PEAKS, 1, Arrays.copyOf(peaks.array(), peaks.length())))));

        assertThat(file.snapshot().peaks()).containsExactly(new LayerPeak(Layer.POOL, 5));
    }

    @Test
    void files_thatAreNoneOfOurs_areSaidToBeNone() throws IOException {
        byte[] newer = SnapshotFileTest.bytes(SNAPSHOT);
        newer[SnapshotFormat.HEADER.length - 1] = 2;

        assertThatIOException()
                .isThrownBy(() -> SnapshotReader.read(new ByteArrayInputStream("{\"format\": 1}".getBytes("UTF-8"))))
                .withMessage("no Seep snapshot");
        assertThatIOException()
                .isThrownBy(() -> SnapshotReader.read(new ByteArrayInputStream(newer)))
                .withMessage("a snapshot of a newer Seep: format=2, known up to 1 (read it with that Seep)");
        assertThatIOException()
                .isThrownBy(() -> SnapshotReader.read(new ByteArrayInputStream(SnapshotFormat.HEADER)))
                .withMessage("nothing in it can be read: bytes=8");
    }

    private static SnapshotFile readOrNull(byte[] bytes) {
        try {
            return SnapshotReader.read(new ByteArrayInputStream(bytes));
        } catch (IOException e) {
            assertThat(e.getMessage()).isNotBlank().doesNotContain("\n");
            return null;
        }
    }

    private static void addRecord(ByteRow records, int... bytes) {
        records.addUnsigned(bytes.length);
        for (int value : bytes) {
            records.add(value);
        }
    }

    private static int sectionEnd(byte[] bytes, int start) {
        int length = 0;
        for (int i = start + 4; i < start + 8; i++) {
            length = length << 8 | bytes[i] & 0xff;
        }
        return start + SnapshotFormat.FRONT_BYTES + length + 4;
    }

    private static byte[] section(int type, int version, byte[] records) {
        ByteRow row = new ByteRow();
        row.add(SnapshotFormat.SYNC >> 8);
        row.add(SnapshotFormat.SYNC);
        row.add(type);
        row.add(version);
        row.addInt(records.length);
        CRC32 crc = new CRC32();
        crc.update(row.array(), 2, 6);
        crc.update(records);
        for (byte value : records) {
            row.add(value);
        }
        row.addInt((int) crc.getValue());
        return Arrays.copyOf(row.array(), row.length());
    }

    private static byte[] concatenated(byte[] one, byte[] other) throws IOException {
        ByteArrayOutputStream both = new ByteArrayOutputStream();
        both.write(one);
        both.write(other);
        return both.toByteArray();
    }
}
