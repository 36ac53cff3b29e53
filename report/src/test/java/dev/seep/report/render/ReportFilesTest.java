// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.report.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.seep.report.snapshot.Snapshot;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportFilesTest {
    private static final Path FULL_DEVICE = Path.of("/dev/full");

    private final Snapshot snapshot = Demo.exact().build();

    @TempDir
    Path folder;

    @Test
    void write_toANewFile_leavesOnlyThatFile() throws IOException {
        Path file = folder.resolve("seep.json");

        ReportFiles.write(file, snapshot);

        assertThat(Files.readString(file))
                .startsWith("{\n  \"format\": \"seep-report/1\"")
                .endsWith("}\n");
        assertThat(names()).containsExactly("seep.json");
    }

    @Test
    void write_toANewFile_letsOnlyItsOwnerReadIt() throws IOException {
        assumeTrue(FileSystems.getDefault().supportedFileAttributeViews().contains("posix"), "no POSIX permissions");
        Path file = folder.resolve("seep.txt");

        ReportFiles.write(file, snapshot);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void write_overAnOldFile_replacesItAndItsMode() throws IOException {
        Path file = Files.writeString(folder.resolve("seep.txt"), "x".repeat(1_000_000));

        ReportFiles.write(file, snapshot);

        assertThat(Files.readString(file)).isEqualTo(TextReport.of(snapshot));
        assertThat(names()).containsExactly("seep.txt");
    }

    @Test
    void write_overASymbolicLink_replacesWhatItPointsTo() throws IOException {
        Path target = Files.writeString(folder.resolve("target"), "old");
        Path link = Files.createSymbolicLink(folder.resolve("link.txt"), Path.of("target"));

        ReportFiles.write(link, snapshot);

        assertThat(link).isSymbolicLink();
        assertThat(Files.readString(target)).isEqualTo(TextReport.of(snapshot));
    }

    @Test
    void write_overADanglingLink_makesWhatItPointsTo() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("link.txt"), Path.of("target"));

        ReportFiles.write(link, snapshot);

        assertThat(link).isSymbolicLink();
        assertThat(Files.readString(folder.resolve("target"))).isEqualTo(TextReport.of(snapshot));
    }

    @Test
    void write_toAFullDisk_failsInOneLineThatNamesFileAndCause() throws IOException {
        assumeTrue(Files.exists(FULL_DEVICE), "no /dev/full");
        Path link = Files.createSymbolicLink(folder.resolve("seep.json"), FULL_DEVICE);

        assertThatIOException()
                .isThrownBy(() -> ReportFiles.write(link, snapshot))
                .withMessage("cannot write the report: file=" + link + ", cause=No space left on device");
        assertThat(names()).containsExactly("seep.json");
        assertThat(link).isSymbolicLink();
    }

    @Test
    void write_toAPipe_goesStraightThrough() throws Exception {
        Path pipe = folder.resolve("pipe.txt");
        assumeTrue(makePipe(pipe), "no mkfifo");
        CompletableFuture<String> reader = CompletableFuture.supplyAsync(() -> read(pipe));

        ReportFiles.write(pipe, snapshot);

        assertThat(reader.get(30, TimeUnit.SECONDS)).isEqualTo(TextReport.of(snapshot));
        assertThat(names()).containsExactly("pipe.txt");
    }

    @Test
    void write_toAFolder_fails() throws IOException {
        Path target = Files.createDirectory(folder.resolve("seep.json"));

        assertThatIOException()
                .isThrownBy(() -> ReportFiles.write(target, snapshot))
                .withMessage("cannot write the report: file=" + target + ", cause=is a folder");
        assertThat(names()).containsExactly("seep.json");
    }

    @Test
    void write_toAMissingFolder_failsAndDoesNotMakeIt() throws IOException {
        Path file = folder.resolve("missing/seep.json");

        assertThatIOException()
                .isThrownBy(() -> ReportFiles.write(file, snapshot))
                .withMessage("cannot write the report: file=" + file + ", cause=no such folder");
        assertThat(names()).isEmpty();
    }

    @Test
    void write_intoAFile_fails() throws IOException {
        Path file = Files.writeString(folder.resolve("plain"), "").resolve("seep.json");

        assertThatIOException()
                .isThrownBy(() -> ReportFiles.write(file, snapshot))
                .withMessage("cannot write the report: file=" + file + ", cause=Not a directory");
    }

    @Test
    void write_withoutPermission_failsAndSaysSo() throws IOException {
        Path closed = Files.createDirectory(folder.resolve("closed"));
        assumeTrue(closed.toFile().setWritable(false) && !Files.isWritable(closed), "this user may write everywhere");
        Path file = closed.resolve("seep.json");

        assertThatIOException()
                .isThrownBy(() -> ReportFiles.write(file, snapshot))
                .withMessage("cannot write the report: file=" + file + ", cause=permission denied");
        assertThat(closed.toFile().setWritable(true)).isTrue();
    }

    @Test
    void write_whenTheReportFails_removesWhatWasBegun() throws IOException {
        Path file = Files.writeString(folder.resolve("seep.json"), "old");
        Snapshot broken = Demo.exact().settings(new BrokenMap()).build();

        assertThatIllegalStateException().isThrownBy(() -> ReportFiles.write(file, broken));
        assertThat(names()).containsExactly("seep.json");
        assertThat(Files.readString(file)).isEqualTo("old");
    }

    @Test
    void write_whileTheThreadIsInterrupted_writesAll() throws IOException {
        Path file = folder.resolve("seep.txt");
        Thread.currentThread().interrupt();

        ReportFiles.write(file, snapshot);

        assertThat(Thread.interrupted()).isTrue();
        assertThat(Files.readString(file)).isEqualTo(TextReport.of(snapshot));
    }

    @Test
    void write_ofALongFileName_needsNoLongerOne() throws IOException {
        Path file = folder.resolve("x".repeat(250) + ".json");

        ReportFiles.write(file, snapshot);

        assertThat(file).isNotEmptyFile();
    }

    @Test
    void write_toAFileSystemWithoutPermissions_works() throws IOException {
        URI zip = URI.create("jar:" + folder.resolve("seep.zip").toUri());
        try (FileSystem fileSystem = FileSystems.newFileSystem(zip, Map.of("create", "true"))) {
            Path file = fileSystem.getPath("seep.txt");
            Files.writeString(file, "old");

            ReportFiles.write(file, snapshot);

            assertThat(Files.readString(file)).isEqualTo(TextReport.of(snapshot));
        }
    }

    @Test
    void write_ofUnknownFormat_namesTheFormatsThereAre() {
        Path file = folder.resolve("seep.xml");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> ReportFiles.write(file, snapshot))
                .withMessage(
                        "unknown report format: file=" + file + " (end its name in .json, .txt, .collapsed or .seep)");
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private static boolean makePipe(Path pipe) throws InterruptedException {
        try {
            return new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return e.toString();
        }
    }

    /** Settings that cannot be read, as a defect anywhere in a report would have it. */
    private static final class BrokenMap extends TreeMap<String, String> {
        private static final long serialVersionUID = 1;

        @Override
        public Set<Map.Entry<String, String>> entrySet() {
            throw new IllegalStateException("broken");
        }
    }
}
