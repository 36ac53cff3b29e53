// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.report.snapshot;

/**
 * The layout of a snapshot file, {@code .seep}.
 *
 * <p>A file is a header and sections; a section is records; a record is fields. All but the frame around a section is
 * variable-length numbers, of which small ones take a byte.
 */
final class SnapshotFormat {
    /*
     * Implementation notes
     *
     *     file    = HEADER section*
     *     section = SYNC(2) type(1) version(1) length(4) record*(length) crc32(4, of type to records)    big endian
     *     record  = length tag field*
     *
     * Each section can be read by itself: strings, frames and stacks are defined in it, in records of their own, before
     * the record that names them by number. So a damaged section costs what is in it, and no more. The sections of a
     * snapshot stand between a BEGIN and an END; several snapshots may follow one another, and what was encoded before
     * can be appended as it is.
     *
     * How it changes. Fields are only ever added at the end of a record: an older reader skips them, a newer one that
     * misses them takes a default. Tags and types that a reader does not know are skipped. The version of a section
     * type goes up only where that is not enough, and a reader leaves out sections of a newer version than it knows.
     * The last byte of the header is for the day when nothing of this holds any more.
     *
     * No compression: a stack shares its outer frames with those before it in the section, which leaves a tenth of the
     * JSON report, and Deflater's native memory would have to be taken from a process that may have none left.
     */
    static final byte[] HEADER = {(byte) 0x89, 'S', 'E', 'E', 'P', '\r', '\n', 1};

    /** A section starts with these two bytes. */
    static final int SYNC = 0xa55e;

    /** Bytes of a section before its records. */
    static final int FRONT_BYTES = 8;

    /** Longest section that a reader takes for one. */
    static final int MAX_SECTION_BYTES = 1 << 24;

    /** A writer ends a section that is longer. */
    static final int SECTION_BYTES = 1 << 17;

    /** The version of every section type, so far. */
    static final int VERSION = 1;

    // Types of sections.
    static final int BEGIN = 1;
    static final int SETTINGS = 2;
    static final int KINDS = 3;
    static final int PEAKS = 4;
    static final int NOT_SEEN = 5;
    static final int OWN = 6;
    static final int TIMELINE = 7;
    static final int SITES = 8;
    static final int END = 9;

    // Tags of records, the same in all sections.
    static final int STRING = 1;
    static final int FRAME = 2;
    static final int PATH = 3;
    static final int ENTRY = 4;
    static final int STACK = 5;
    static final int NOT_WOVEN = 6;

    private SnapshotFormat() {}
}
