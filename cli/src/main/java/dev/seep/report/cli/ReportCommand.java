// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.report.cli;

import dev.seep.report.analysis.Judgement;
import dev.seep.report.analysis.Sites;
import dev.seep.report.analysis.Suspect;
import dev.seep.report.render.ReportFormat;
import dev.seep.report.snapshot.Layer;
import dev.seep.report.snapshot.Snapshot;
import dev.seep.report.snapshot.SnapshotFile;
import dev.seep.report.snapshot.SnapshotWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code seep report}: shows a file in another form, and fails a build. */
@Command(
        name = "report",
        description = "Show what a file holds: the suspects, what is live, what allocates most.",
        mixinStandardHelpOptions = true)
final class ReportCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = ".seep, .json or .jfr; FILE#NAME for a mark in a .seep")
    private String input;

    @Option(
            names = {"-o", "--out"},
            paramLabel = "OUT",
            description = "Write to this file, in the format of its extension: .txt, .json, .collapsed or .seep.")
    private @Nullable Path out;

    @Option(
            names = {"-f", "--format"},
            description = "Format on standard output: text (the default), json or collapsed.")
    private @Nullable Format format;

    @Option(
            names = "--fail-on",
            paramLabel = "likely|certain|bytes=N",
            converter = FailOn.Converter.class,
            description =
                    "End with exit code 3 if there is a suspect that is likely or certain, one that is certain, or"
                            + " if more than N bytes of off-heap memory are live (suffix k, m or g).")
    private @Nullable FailOn failOn;

    /** What can be printed. */
    enum Format {
        TEXT(ReportFormat.TEXT),
        JSON(ReportFormat.JSON),
        COLLAPSED(ReportFormat.COLLAPSED);

        private final ReportFormat report;

        Format(ReportFormat report) {
            this.report = report;
        }
    }

    @Mixin
    private SuppressOption suppress = new SuppressOption();

    @Override
    public Integer call() {
        if (format != null && out != null) {
            throw new CommandLine.ParameterException(
                    spec.commandLine(), "-f is for standard output, and the name in -o tells its own format: give one");
        }
        PrintWriter messages = spec.commandLine().getErr();
        Inputs inputs = new Inputs(messages);
        Snapshot snapshot = suppress.applied(inputs.snapshot(input));
        if (out == null) {
            Format printed = format == null ? Format.TEXT : format;
            print(snapshot, printed);
            if (printed == Format.TEXT) {
                listMarks(inputs, messages);
            }
        } else {
            OutputFiles.write(out, snapshot, marks(inputs));
        }
        FailOn condition = failOn;
        return condition == null
                ? 0
                : FailOn.exitCode(failure(condition, Sites.of(snapshot)), inputs, "the file", messages);
    }

    private void print(Snapshot snapshot, Format printed) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            printed.report.write(snapshot, bytes);
        } catch (IOException e) {
            throw new AssertionError("memory refused", e);
        }
        String text = bytes.toString(StandardCharsets.UTF_8);
        spec.commandLine().getOut().print(printed == Format.TEXT ? Colours.applied(text) : text);
        spec.commandLine().getOut().flush();
    }

    private void listMarks(Inputs inputs, PrintWriter messages) {
        List<String> names = new ArrayList<>();
        for (SnapshotFile.Mark mark :
                input.indexOf('#') < 0 ? inputs.file(input).marks() : List.<SnapshotFile.Mark>of()) {
            names.add(mark.name().replaceAll("\\p{Cntrl}", "?"));
        }
        if (!names.isEmpty()) {
            messages.println("seep: marks to compare with: " + String.join(", ", names) + " (seep diff "
                    + quoted(input + "#" + names.get(0)) + " " + quoted(input) + ")");
        }
    }

    /** {@return an argument as a shell takes it} */
    private static String quoted(String argument) {
        return argument.matches("[\\w./#:@%+=,-]+") ? argument : "'" + argument.replace("'", "'\\''") + "'";
    }

    private List<byte[]> marks(Inputs inputs) {
        List<byte[]> marks = new ArrayList<>();
        if (input.indexOf('#') < 0) {
            for (SnapshotFile.Mark mark : inputs.file(input).marks()) {
                marks.add(SnapshotWriter.encode(mark.name(), mark.snapshot()));
            }
        }
        return marks;
    }

    private static @Nullable String failure(FailOn condition, Sites sites) {
        if (condition.isBytes()) {
            long live = sites.total(Layer.BASE).liveBytes();
            return live > condition.bytes()
                    ? "bytes of off-heap memory live: " + live + ", allowed: " + condition.bytes()
                    : null;
        }
        int count = 0;
        for (Suspect suspect : Judgement.of(sites).suspects()) {
            count += condition.means(suspect.judgement().verdict()) ? 1 : 0;
        }
        return count == 0 ? null : condition.suspects() + ": " + count;
    }
}
