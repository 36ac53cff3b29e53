// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.report.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seep.report.render.ReportFormat;
import dev.seep.report.snapshot.Frame;
import dev.seep.report.snapshot.OwnerFigures;
import dev.seep.report.snapshot.SnapshotFile;
import dev.seep.report.snapshot.SnapshotReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the commands print, write and exit with. */
final class SeepCommandTest {
    @TempDir
    private Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int seep(String... args) {
        out.reset();
        err.reset();
        return SeepCommand.run(out, err, StandardCharsets.UTF_8, args);
    }

    private String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @ValueSource(strings = {".seep", ".json"})
    void report_ofAFile_printsTheTextReport(String extension) throws IOException {
        String file = Programs.write(folder.resolve("a" + extension), Programs.after(400));

        assertThat(seep("report", file)).isZero();

        assertThat(err()).isEmpty();
        assertThat(out())
                .startsWith("[seep] 404.0 KiB of off-heap memory live at exit, in 410 blocks; 1 suspect\n")
                .contains("  1. com.acme.Server.leak(Server.java:42)\n     likely (");
    }

    @Test
    void report_toAFile_isWrittenByExtension() throws IOException {
        String file = Programs.write(folder.resolve("a.seep"), Programs.after(400));
        ByteArrayOutputStream expected = new ByteArrayOutputStream();
        ReportFormat.COLLAPSED.write(Programs.after(400), expected);

        assertThat(seep("report", file, "-o", folder.resolve("b.collapsed").toString()))
                .isZero();

        assertThat(out()).isEmpty();
        assertThat(folder.resolve("b.collapsed")).hasBinaryContent(expected.toByteArray());
    }

    @Test
    void report_inAnotherFormat_isPrinted() throws IOException {
        String file = Programs.write(folder.resolve("a.seep"), Programs.after(400));

        assertThat(seep("report", "--format=json", file)).isZero();

        assertThat(out()).startsWith("{\n  \"format\": \"seep-report/1\",\n").endsWith("}\n");
    }

    @ParameterizedTest
    @CsvSource({
        "400, likely, 3, suspects that are likely or certain: 1",
        "400, certain, 0,",
        "0, likely, 0,",
        "400, bytes=413689, 3, 'bytes of off-heap memory live: 413690, allowed: 413689'",
        "400, bytes=413690, 0,",
        "400, BYTES=1m, 0,",
        "400, bytes=1k, 3, 'bytes of off-heap memory live: 413690, allowed: 1024'"
    })
    void failOn_whatIsFound_endsWithThree(long leaked, String condition, int exitCode, String reason)
            throws IOException {
        String file = Programs.write(folder.resolve("a.seep"), Programs.after(leaked));

        assertThat(seep("report", "--fail-on", condition, file)).isEqualTo(exitCode);

        assertThat(err()).isEqualTo(reason == null ? "" : "seep: failed: " + reason + "\n");
        assertThat(out()).startsWith("[seep] ");
    }

    @Test
    void diff_ofTwoRuns_marksWhatGrewAndWhatShrank() throws IOException {
        String before = Programs.write(folder.resolve("before.seep"), Programs.after(80));
        String after = Programs.write(folder.resolve("after.json"), Programs.after(400));

        assertThat(seep("diff", before, after)).isZero();
        assertThat(out())
                .startsWith("[seep] +315.3 KiB of off-heap memory live\n")
                .contains("""
                    Lines that hold more
                      +  com.acme.Server.leak(Server.java:42)
                           +315.3 KiB in +320 blocks (direct), from 78.8 KiB to 394.1 KiB
                           called by com.acme.Server.main(Server.java:7)

                    Unchanged: 2 lines
                    """);
        assertThat(seep("diff", after, before)).isZero();
        assertThat(out())
                .startsWith("[seep] -315.3 KiB of off-heap memory live\n")
                .contains("  -  com.acme.Server.leak(Server.java:42)\n");
        assertThat(seep("diff", before, before)).isZero();
        assertThat(out()).startsWith("[seep] as much off-heap memory is live as before\n");
    }

    @Test
    void diff_whenTheCodeHasMoved_comparesTheLineWithItself() throws IOException {
        Frame moved = new Frame("com.acme.Server", "leak", "Server.java", 57, false);
        String before = Programs.write(folder.resolve("before.seep"), Programs.after(80));
        String after = Programs.write(folder.resolve("after.seep"), Programs.after(400, moved));

        assertThat(seep("diff", before, after)).isZero();

        assertThat(out())
                .contains("  +  com.acme.Server.leak(Server.java:57)\n"
                        + "       +315.3 KiB in +320 blocks (direct), from 78.8")
                .doesNotContain("Lines that hold less");
    }

    @Test
    void diff_againstAMark_findsItInTheFile() throws IOException {
        String file = Programs.write(folder.resolve("a.seep"), Programs.after(400), "warm", Programs.after(0));

        assertThat(seep("diff", file + "#warm", file)).isZero();
        assertThat(out())
                .contains("+  com.acme.Server.leak(Server.java:42)\n       +394.1 KiB in +400 blocks (direct), new\n");
        assertThat(seep("report", file)).isZero();
        assertThat(err()).isEqualTo("seep: marks to compare with: warm (seep diff " + file + "#warm " + file + ")\n");
        assertThat(seep("diff", file + "#cold", file)).isEqualTo(2);
        assertThat(err()).isEqualTo("seep: " + file + "#cold: no mark of that name (it has warm)\n");
    }

    @ParameterizedTest
    @CsvSource({"likely, 3", "certain, 0", "bytes=322879, 3", "bytes=322880, 0"})
    void diff_failOn_looksAtWhatGrew(String condition, int exitCode) throws IOException {
        String before = Programs.write(folder.resolve("before.seep"), Programs.after(80));
        String after = Programs.write(folder.resolve("after.seep"), Programs.after(400));

        assertThat(seep("diff", "--fail-on=" + condition, before, after)).isEqualTo(exitCode);
        assertThat(seep("diff", "--fail-on=" + condition, after, after)).isZero();
    }

    @Test
    void merge_ofManyJvms_addsThem() throws IOException {
        String one = Programs.write(folder.resolve("one.seep"), Programs.after(400));
        String other = Programs.write(folder.resolve("other.json"), Programs.after(80));
        Path sum = folder.resolve("sum.seep");

        assertThat(seep("merge", one, other, one, "-o", sum.toString())).isZero();
        assertThat(seep("report", "--fail-on=likely", sum.toString())).isEqualTo(3);

        long live = (400 + 80 + 400 + 3 * 10) * Programs.BLOCK;
        try (InputStream in = Files.newInputStream(sum)) {
            SnapshotFile file = SnapshotReader.read(in);
            assertThat(file.snapshot().kinds().get(0).figures().liveBytes()).isEqualTo(live);
            assertThat(file.snapshot().sites())
                    .filteredOn(site -> Programs.LEAK.equals(site.callSite()))
                    .singleElement()
                    .satisfies(site -> {
                        assertThat(site.figures().liveCount()).isEqualTo(880);
                        assertThat(site.owners()).isEqualTo(new OwnerFigures(0, 0, 9, 6));
                        assertThat(site.generations()).hasSize(40);
                        assertThat(site.generations().get(39).endLiveBytes()).isEqualTo(880 * Programs.BLOCK);
                    });
        }
        assertThat(out()).contains("  3 JVMs: com.acme.Server\n").doesNotContain("pid 0");
    }

    @Test
    void suppress_takesSuspectsAway_andRefusesWhatIsNoRule() throws IOException {
        String file = Programs.write(folder.resolve("a.json"), Programs.after(400));
        Path rules = Files.writeString(folder.resolve("rules"), "# known\nleak:com.acme.Server.leak\n");
        Path bad = Files.writeString(folder.resolve("bad"), "leak:a\nmemory:b\n");

        assertThat(seep("report", "--fail-on=likely", "--suppress=" + rules, file))
                .isZero();
        assertThat(seep("report", "--suppress=" + bad, file)).isEqualTo(2);
        assertThat(err()).isEqualTo("seep: " + bad + ": neither leak: nor kind: with a pattern: line=2\n");
        assertThat(seep("report", file, "-o", folder.resolve("b.seep").toString(), "--suppress", rules.toString()))
                .isZero();
        assertThat(seep("report", "--fail-on=likely", folder.resolve("b.seep").toString()))
                .isZero();
    }

    @Test
    void badInput_isOneLineAndTwo() throws IOException {
        Path text = Files.writeString(folder.resolve("a.seep"), "hello");
        Path empty = Files.writeString(folder.resolve("b.seep"), "");
        Path json = Files.writeString(folder.resolve("c.json"), "{\"format\": \"other/1\"}");
        Path jfr = Files.writeString(folder.resolve("d.jfr"), "FLR\0 and no more");

        assertBad(folder + "/none.seep: no such file", "report", folder + "/none.seep");
        assertBad(folder + ": is a folder", "report", folder.toString());
        assertBad(empty + ": is empty", "report", empty.toString());
        assertBad(json + ": no report of Seep: format=other/1, expected=seep-report/1", "report", json.toString());
        assertBad(
                jfr + ": no whole chunk of a flight recording (it was cut off, or is still being written)",
                "report",
                jfr.toString());
        assertBad(text + ": neither a snapshot, nor a JSON report, nor a flight recording", "report", text.toString());
        assertBad("the name of a file is empty", "report", "");
    }

    private void assertBad(String line, String... args) {
        assertThat(seep(args)).isEqualTo(2);
        assertThat(err()).isEqualTo("seep: " + line + "\n");
        assertThat(out()).isEmpty();
    }

    @Test
    void damagedFile_isReportedAsFarAsItGoes_andFailsNoLessThanItMust() throws IOException {
        byte[] whole = Files.readAllBytes(Path.of(Programs.write(folder.resolve("a.seep"), Programs.after(400))));
        Path cut = Files.write(folder.resolve("cut.seep"), Arrays.copyOf(whole, whole.length - 1));

        assertThat(seep("report", cut.toString())).isZero();
        assertThat(out()).startsWith("[seep] 404.0 KiB");
        assertThat(err())
                .startsWith("seep: " + cut + ": damaged or cut: 1 of 8 sections")
                .hasLineCount(1);
        assertThat(seep("report", "--fail-on=certain", cut.toString())).isEqualTo(2);
        assertThat(err()).endsWith("seep: nothing was found, but the file is not whole\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "\"\" | a command is missing",
                "explain | no such command: 'explain' (report, diff, merge, completion or help)",
                "report | Missing required parameter: 'FILE'",
                "report a.seep b.seep | one argument too many: 'b.seep'",
                "report --bogus a.seep | Unknown option: '--bogus'",
                "report a.seep -f json -o b.json | -f is for standard output",
                "report --fail-on=never x | 'never' is none of likely, certain and bytes=N",
                "report --fail-on=bytes=many x | 'bytes=many' is no number of bytes",
                "report --fail-on=bytes=-1 x | 'bytes=-1' is no number of bytes",
                "merge x | Missing required option: '--out=OUT'"
            })
    void badArguments_areALineAndAHint(String arguments, String message) {
        String[] args = arguments.isEmpty() ? new String[0] : arguments.split(" ");

        assertThat(seep(args)).isEqualTo(2);

        assertThat(err())
                .startsWith("seep: ")
                .contains(message)
                .contains("seep: try 'seep help")
                .hasLineCount(2);
        assertThat(out()).isEmpty();
    }

    @Test
    void output_thatCannotBeWritten_isOneLineAndOne() throws IOException {
        String file = Programs.write(folder.resolve("a.seep"), Programs.after(400));

        assertThat(seep("report", file, "-o", folder + "/none/b.json")).isEqualTo(1);
        assertThat(err())
                .isEqualTo("seep: cannot write the report: file=" + folder + "/none/b.json, cause=no such folder\n");
        assertThat(seep("report", file, "-o", folder + "/b.pdf")).isEqualTo(2);
        assertThat(err()).startsWith("seep: unknown report format: ").hasLineCount(1);
        assertBad(
                "a difference is text: file=" + folder + "/d.json (end its name in .txt)",
                "diff",
                file,
                file,
                "-o",
                folder + "/d.json");
        assertThat(seep("diff", file, file, "-o", folder + "/none/d.txt")).isEqualTo(1);
        assertThat(err())
                .isEqualTo("seep: cannot write the report: file=" + folder + "/none/d.txt, cause=no such folder\n");
    }

    @Test
    void standardOutput_thatIsFull_isOneLineAndOne_andOneThatIsClosedIsQuiet() throws IOException {
        String file = Programs.write(folder.resolve("a.seep"), Programs.after(400));

        assertThat(SeepCommand.run(failing("No space left on device"), err, StandardCharsets.UTF_8, "report", file))
                .isEqualTo(1);
        assertThat(err()).isEqualTo("seep: cannot write the result: No space left on device\n");
        err.reset();
        assertThat(SeepCommand.run(failing("Broken pipe"), err, StandardCharsets.UTF_8, "report", file))
                .isEqualTo(1);
        assertThat(err()).isEmpty();
        OutputStream full = failing("No space left on device");
        assertThat(SeepCommand.run(full, err, StandardCharsets.UTF_8, "report", file, "--fail-on=likely"))
                .isEqualTo(3);
    }

    private static OutputStream failing(String message) {
        return new OutputStream() {
            @Override
            public void write(int value) throws IOException {
                throw new IOException(message);
            }
        };
    }

    @Test
    void json_thatIsCutOrTooDeep_isOneLine() throws IOException {
        byte[] whole = Files.readAllBytes(Path.of(Programs.write(folder.resolve("a.json"), Programs.after(400))));
        Path deep = Files.writeString(folder.resolve("deep.json"), "{\"a\":" + "[".repeat(100_000));

        for (int length = 1; length < whole.length - 1; length += 97) {
            Path cut = Files.write(folder.resolve("cut.json"), Arrays.copyOf(whole, length));
            assertThat(seep("report", cut.toString())).isEqualTo(2);
            assertThat(err())
                    .matches("seep: \\Q" + cut + "\\E: (cut off in line \\d+|no JSON from line \\d+ on: .*)\n");
        }
        assertThat(seep("report", deep.toString())).isEqualTo(2);
        assertThat(err()).startsWith("seep: " + deep + ": no JSON: ").hasLineCount(1);
    }

    @Test
    void help_namesEveryCommand_inEightyColumns() {
        assertThat(seep("help")).isZero();
        assertThat(out()).contains("report ", "diff ", "merge ", "completion ");
        for (String command : new String[] {"report", "diff", "merge", "completion"}) {
            assertThat(seep("help", command)).isZero();
            assertThat(out()).startsWith("Usage: seep " + command);
            assertThat(out().lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
        }
    }

    @Test
    void completion_isAScriptThatKnowsTheCommands() {
        assertThat(seep("completion")).isZero();
        assertThat(out()).startsWith("#!/usr/bin/env bash").contains("report", "--fail-on", "complete -F");
    }
}
