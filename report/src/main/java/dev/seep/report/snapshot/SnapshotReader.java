// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.report.snapshot;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code .seep} files: of this version, of older ones, and of a damaged or cut one what is whole.
 *
 * <p>Streamed, section by section. Never takes more memory than a few times the file, whatever its lengths say.
 */
public final class SnapshotReader {
    private final InputStream in;
    private final FrameBudget budget = new FrameBudget();
    private final List<SnapshotAssembly> snapshots = new ArrayList<>();
    private SnapshotAssembly current = new SnapshotAssembly();
    private long at;
    private int sections;
    private int lostSections;
    private long firstLostAt = -1;
    private boolean cut;
    private boolean newer;

    private SnapshotReader(InputStream in) {
        this.in = in;
    }

    /**
     * Reads a file to its end.
     *
     * @param in read in pieces of a section's length; not closed
     * @throws IOException if {@code in} refuses, if this is no snapshot, if it is one of a format that only a newer
     *     version knows, or if nothing in it can be read; the message is one line
     */
    public static SnapshotFile read(InputStream in) throws IOException {
        SnapshotReader reader = new SnapshotReader(in);
        reader.header();
        while (reader.section()) {
            // sections follow one another until the end
        }
        reader.close();
        return reader.file();
    }

    /** {@return the one snapshot in what {@link SnapshotWriter#encode} made} */
    public static Snapshot decode(byte[] encoded) throws IOException {
        SnapshotReader reader = new SnapshotReader(new ByteArrayInputStream(encoded));
        while (reader.section()) {
            // as above
        }
        reader.close();
        return reader.snapshots.get(0).build();
    }

    private void header() throws IOException {
        byte[] expected = SnapshotFormat.HEADER;
        byte[] header = in.readNBytes(expected.length);
        at = header.length;
        int last = expected.length - 1;
        if (header.length < expected.length || !Arrays.equals(header, 0, last, expected, 0, last)) {
            throw new IOException("no Seep snapshot");
        }
        if (header[last] != expected[last]) {
            throw new IOException("a snapshot of a newer Seep: format=" + (header[last] & 0xff) + ", known up to "
                    + expected[last] + " (read it with that Seep)");
        }
    }

    /** Reads one section. {@return whether there may be another} */
    private boolean section() throws IOException {
        long start = at;
        byte[] front = in.readNBytes(SnapshotFormat.FRONT_BYTES);
        at += front.length;
        if (front.length == 0) {
            return false;
        }
        sections++;
        if (front.length < SnapshotFormat.FRONT_BYTES) {
            return lose(start, true);
        }
        int length = intAt(front, 4);
        if (((front[0] & 0xff) << 8 | front[1] & 0xff) != SnapshotFormat.SYNC
                || length < 0
                || length > SnapshotFormat.MAX_SECTION_BYTES) {
            lose(start, false);
            cut = true; // where the next one starts is not known
            return false;
        }
        byte[] rest = in.readNBytes(length + 4);
        at += rest.length;
        if (rest.length < length + 4) {
            addCut(front[2] & 0xff, Arrays.copyOf(rest, Math.min(rest.length, length)));
            return lose(start, true);
        }
        CRC32 crc = new CRC32();
        crc.update(front, 2, SnapshotFormat.FRONT_BYTES - 2);
        crc.update(rest, 0, length);
        if ((int) crc.getValue() != intAt(rest, length)) {
            return lose(start, false);
        }
        if (front[3] > SnapshotFormat.VERSION) {
            newer = true;
            return true;
        }
        try {
            add(front[2] & 0xff, Arrays.copyOf(rest, length));
        } catch (DamageException e) {
            return lose(start, false);
        }
        return true;
    }

    private void add(int type, byte[] records) throws DamageException {
        if (type > SnapshotFormat.END) {
            return; // of a newer writer
        }
        if (type == SnapshotFormat.BEGIN && (current.holdsAnything() || current.ended())) {
            close(); // its end was lost
        }
        current.add(type, new SectionInput(records, budget));
        if (type == SnapshotFormat.END) {
            close();
        }
    }

    /** Adds the records of the last section of a cut file that are there; what is not damaged is as it was written. */
    private void addCut(int type, byte[] records) {
        try {
            add(type, records);
        } catch (DamageException e) {
            // where the file ends
        }
    }

    private boolean lose(long start, boolean isCut) {
        lostSections++;
        firstLostAt = firstLostAt < 0 ? start : firstLostAt;
        cut |= isCut;
        return !isCut;
    }

    private void close() {
        if (current.holdsAnything()) {
            cut |= !current.ended();
            snapshots.add(current);
        }
        current = new SnapshotAssembly();
    }

    private SnapshotFile file() throws IOException {
        if (snapshots.isEmpty()) {
            throw new IOException("nothing in it can be read: bytes=" + at);
        }
        SnapshotAssembly main = snapshots.get(0);
        for (SnapshotAssembly candidate : snapshots) {
            if (candidate.begun() && candidate.name().isEmpty()) {
                main = candidate;
                break;
            }
        }
        List<SnapshotFile.Mark> marks = new ArrayList<>();
        for (SnapshotAssembly candidate : snapshots) {
            SnapshotFile.Mark mark = candidate == main ? null : candidate.mark();
            if (mark != null) {
                marks.add(mark);
            }
        }
        return new SnapshotFile(main.build(), List.copyOf(marks), damage(main));
    }

    private @Nullable String damage(SnapshotAssembly main) {
        if (lostSections == 0 && !cut) {
            return newer ? "parts that only a newer Seep can read are left out" : null;
        }
        String lines = main.ended() ? main.siteCount() + " of " + main.announcedSites() : "" + main.siteCount();
        return "damaged or cut: " + lostSections + " of " + sections + " sections cannot be read"
                + (firstLostAt < 0 ? "" : ", the first at byte " + firstLostAt) + "; lines read: " + lines;
    }

    private static int intAt(byte[] bytes, int index) {
        int value = 0;
        for (int i = index; i < index + 4; i++) {
            value = value << 8 | bytes[i] & 0xff;
        }
        return value;
    }
}
