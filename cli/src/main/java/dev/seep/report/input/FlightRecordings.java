// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.report.input;

import dev.seep.report.snapshot.SnapshotFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import jdk.jfr.consumer.EventStream;
import org.jspecify.annotations.Nullable;

/** Reads flight recordings as a stream: the agent's events, and two of the JDK's that say whose they are. */
final class FlightRecordings {
    /*
     * Implementation notes
     *
     * Events come in any order within a chunk: putting them in order takes memory for all of a chunk, and chunks may be
     * as large as a user likes. The recorder of blocks does not need it. Only the types that are asked for are
     * parsed; a recording is full of others.
     *
     * EventStream waits for the rest of a chunk that is not finished, for ever. So chunks that are not whole, at the end of
     * a file, are left out beforehand.
     */
    private FlightRecordings() {}

    /**
     * Reads a recording.
     *
     * @throws IOException if it is none, or holds no events of the agent; the message is one line
     */
    static SnapshotFile read(Path file, Progress progress) throws IOException {
        RecordingChunks chunks = RecordingChunks.of(file);
        if (chunks.areWhole()) {
            return new SnapshotFile(readWhole(file, chunks, progress).snapshot(), List.of(), null);
        }
        Path whole = Files.createTempFile("seep-", ".jfr");
        try {
            copy(file, whole, chunks.wholeBytes());
            return new SnapshotFile(
                    readWhole(whole, chunks, progress).snapshot(),
                    List.of(),
                    "damaged or cut: of " + chunks.fileBytes() + " bytes only the first " + chunks.wholeBytes()
                            + " are whole chunks");
        } finally {
            Files.deleteIfExists(whole);
        }
    }

    private static void copy(Path from, Path to, long bytes) throws IOException {
        try (InputStream in = Files.newInputStream(from);
                OutputStream out = Files.newOutputStream(to)) {
            byte[] buffer = new byte[1 << 16];
            long left = bytes;
            while (left > 0) {
                int read = in.read(buffer, 0, (int) Math.min(left, buffer.length));
                if (read < 0) {
                    return;
                }
                out.write(buffer, 0, read);
                left -= read;
            }
        }
    }

    private static RecordedSites readWhole(Path file, RecordingChunks chunks, Progress progress) throws IOException {
        RecordedSites sites = new RecordedSites(chunks.startNanos(), chunks.durationNanos());
        AtomicReference<@Nullable Throwable> problem = new AtomicReference<>();
        try (EventStream stream = EventStream.openFile(file)) {
            stream.setOrdered(false);
            stream.setReuse(true);
            stream.onError(problem::set);
            stream.onEvent("seep.Allocation", event -> {
                sites.allocation(event);
                progress.at(sites.share(event));
            });
            stream.onEvent("seep.Free", sites::free);
            stream.onEvent("seep.Site", sites::site);
            stream.onEvent("seep.LiveBytes", event -> progress.at(sites.share(event)));
            stream.onEvent("jdk.JVMInformation", sites::jvm);
            stream.onEvent("jdk.OSInformation", sites::os);
            stream.start();
        } catch (RuntimeException e) {
            throw new IOException("a flight recording that cannot be read: " + e, e);
        }
        Throwable thrown = problem.get();
        if (thrown != null) {
            throw new IOException("a flight recording that cannot be read: " + thrown, thrown);
        }
        if (!sites.holdsAnything()) {
            throw new IOException("a flight recording without events of Seep (was the agent running?)");
        }
        return sites;
    }
}
