// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.report.render;

import dev.seep.report.snapshot.Snapshot;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.List;

/** Writes reports to files, so that a reader finds the old report or the new one, never half of one. */
public final class ReportFiles {
    /*
     * Implementation notes
     *
     * A report is written to a file beside its target, readable by its owner only (it names threads and arguments), and
     * renamed over it. A target that exists and is no regular file, a device, a pipe, /dev/stdout, is written to as it
     * is; opening a pipe waits for its reader, as for any program. A symbolic link stays: what it points to is replaced.
     *
     * Bytes go through FileOutputStream: channels would allocate direct buffers, which the agent that writes this report
     * is counting, and would close when the thread is interrupted.
     */
    private static final int ATTEMPTS = 100;

    private ReportFiles() {}

    /**
     * Writes {@code snapshot} to {@code file}, in the format of the file's extension.
     *
     * @throws IllegalArgumentException if there is no format for the extension
     * @throws IOException if the file cannot be written, with a message of one line that names it; no part of the report
     *     is left behind, except in a device or pipe
     */
    public static void write(Path file, Snapshot snapshot) throws IOException {
        write(file, snapshot, List.of());
    }

    /**
     * Writes {@code snapshot} to {@code file} as {@link #write(Path, Snapshot)} does, and these earlier ones with it where
     * the format has room for them.
     *
     * @param marks as {@link ReportFormat#write(Snapshot, List, OutputStream)} takes them
     */
    public static void write(Path file, Snapshot snapshot, List<byte[]> marks) throws IOException {
        ReportFormat format = ReportFormat.of(file);
        write(file, out -> format.write(snapshot, marks, out));
    }

    /**
     * Writes a text in UTF-8, as {@link #write(Path, Snapshot)} writes a report.
     *
     * @throws IOException as {@link #write(Path, Snapshot)} does
     */
    public static void write(Path file, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        write(file, out -> out.write(bytes));
    }

    private static void write(Path file, Content content) throws IOException {
        try {
            if (Files.isDirectory(file)) {
                throw new IOException("is a folder");
            }
            if (Files.exists(file) && !Files.isRegularFile(file)) {
                try (OutputStream out = open(file)) {
                    content.writeTo(out);
                }
                return;
            }
            Path target = Files.isSymbolicLink(file) ? linkTarget(file) : file;
            replace(target, content);
        } catch (IOException e) {
            throw new IOException("cannot write the report: file=" + file + ", cause=" + cause(e), e);
        }
    }

    private static void replace(Path target, Content content) throws IOException {
        Path beside = createBeside(target);
        boolean done = false;
        try {
            try (OutputStream out = open(beside)) {
                content.writeTo(out);
            }
            move(beside, target);
            done = true;
        } finally {
            if (!done) {
                deleteQuietly(beside);
            }
        }
    }

    private static Path createBeside(Path target) throws IOException {
        FileAttribute<?>[] ownerOnly = ownerOnly(target);
        long number = System.nanoTime();
        for (int attempt = 1; ; attempt++) {
            Path beside = target.resolveSibling(".seep-" + Long.toHexString(number + attempt) + ".tmp");
            try {
                return Files.createFile(beside, ownerOnly);
            } catch (FileAlreadyExistsException e) {
                if (attempt == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    private static FileAttribute<?>[] ownerOnly(Path target) {
        if (!target.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            return new FileAttribute<?>[0];
        }
        return new FileAttribute<?>[] {
            PosixFilePermissions.asFileAttribute(
                    EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE))
        };
    }

    private static OutputStream open(Path file) throws IOException {
        if (file.getFileSystem() == FileSystems.getDefault()) {
            return new FileOutputStream(file.toString());
        }
        return Files.newOutputStream(file, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING);
    }

    private static void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static Path linkTarget(Path link) throws IOException {
        if (Files.exists(link)) {
            return link.toRealPath();
        }
        return link.resolveSibling(Files.readSymbolicLink(link)); // dangling: made where it points to
    }

    private static void deleteQuietly(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            // the failure that brought us here is the one to report
        }
    }

    private static String cause(IOException e) {
        if (e instanceof NoSuchFileException) {
            return "no such folder";
        }
        if (e instanceof AccessDeniedException) {
            return "permission denied";
        }
        String reason = e instanceof FileSystemException failure ? failure.getReason() : e.getMessage();
        return reason == null ? e.getClass().getSimpleName() : reason;
    }

    private interface Content {
        void writeTo(OutputStream out) throws IOException;
    }
}
