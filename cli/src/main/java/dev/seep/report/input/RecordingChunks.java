// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.report.input;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;

/**
 * The chunks of a flight recording, from their headers.
 *
 * @param startNanos start of the first, since the epoch
 * @param durationNanos of all together
 * @param wholeBytes bytes of the chunks that are whole, which stand before the others
 * @param fileBytes bytes of the file
 */
record RecordingChunks(long startNanos, long durationNanos, long wholeBytes, long fileBytes) {
    private static final int MAGIC = 'F' << 24 | 'L' << 16 | 'R' << 8;
    private static final int HEADER_BYTES = 68;

    static RecordingChunks of(Path file) throws IOException {
        try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
            long size = in.length();
            long at = 0;
            long start = 0;
            long end = 0;
            while (at + HEADER_BYTES <= size) {
                in.seek(at);
                if (in.readInt() != MAGIC) {
                    break;
                }
                in.readInt(); // version
                long bytes = in.readLong();
                in.readLong(); // constant pool
                in.readLong(); // metadata
                long startNanos = in.readLong();
                long durationNanos = in.readLong();
                if (bytes < HEADER_BYTES || bytes > size - at || durationNanos < 0) {
                    break; // still being written, or cut off
                }
                start = at == 0 ? startNanos : Math.min(start, startNanos);
                end = Math.max(end, startNanos + durationNanos);
                at += bytes;
            }
            if (at == 0) {
                throw new IOException(
                        "no whole chunk of a flight recording (it was cut off, or is still being written)");
            }
            return new RecordingChunks(start, Math.max(1, end - start), at, size);
        }
    }

    boolean areWhole() {
        return wholeBytes == fileBytes;
    }
}
