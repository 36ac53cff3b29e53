// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.report.input;

import dev.seep.report.snapshot.SnapshotFile;
import dev.seep.report.snapshot.SnapshotReader;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** A file to read, whichever form it has: its first bytes tell, not its name. */
public final class InputFile {
    private InputFile() {}

    /**
     * Reads a snapshot, a JSON report or a flight recording.
     *
     * @throws IOException if it cannot be read, or is none of them; the message is one line that names the file
     */
    public static SnapshotFile read(Path file, Progress progress) throws IOException {
        try {
            if (Files.isDirectory(file)) {
                throw new IOException("is a folder");
            }
            return readKnown(file, progress);
        } catch (NoSuchFileException e) {
            throw new IOException(file + ": no such file", e);
        } catch (AccessDeniedException e) {
            throw new IOException(file + ": permission denied", e);
        } catch (IOException e) {
            throw new IOException(file + ": " + oneLine(e), e);
        } catch (OutOfMemoryError e) {
            throw new IOException(file + ": too large for the memory of this JVM (give it more with -Xmx)", e);
        }
    }

    private static SnapshotFile readKnown(Path file, Progress progress) throws IOException {
        int first;
        int second;
        try (InputStream in = Files.newInputStream(file)) {
            first = in.read();
            second = in.read();
        }
        if (first < 0) {
            throw new IOException("is empty");
        }
        if (first == 'F' && second == 'L') {
            return FlightRecordings.read(file, progress);
        }
        try (InputStream in = new BufferedInputStream(
                new CountedStream(Files.newInputStream(file), Files.size(file), progress), 1 << 16)) {
            return first == 0x89 ? SnapshotReader.read(in) : JsonReports.read(in);
        }
    }

    private static String oneLine(IOException e) {
        String message = e.getMessage();
        return message == null
                ? e.getClass().getSimpleName()
                : message.lines().findFirst().orElse("");
    }
}
