// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.report.cli;

import dev.seep.report.analysis.Difference;
import dev.seep.report.analysis.Judgement;
import dev.seep.report.analysis.LineChange;
import dev.seep.report.analysis.SiteJudgement;
import dev.seep.report.analysis.Sites;
import dev.seep.report.analysis.Suspect;
import dev.seep.report.render.DifferenceReport;
import dev.seep.report.snapshot.Frame;
import dev.seep.report.snapshot.Layer;
import dev.seep.report.snapshot.Snapshot;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code seep diff}: what grew between two snapshots of one run, or of two. */
@Command(
        name = "diff",
        description = "Show what grew from BEFORE to AFTER: two snapshots of one run, or of two runs.",
        mixinStandardHelpOptions = true)
final class DiffCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(
            index = "0",
            paramLabel = "BEFORE",
            description = ".seep, .json or .jfr; FILE#NAME for a mark in a .seep")
    private String before;

    @Parameters(index = "1", paramLabel = "AFTER", description = "The same.")
    private String after;

    @Option(
            names = {"-o", "--out"},
            paramLabel = "OUT",
            description = "Write the text to this file.")
    private @Nullable Path out;

    @Option(
            names = "--fail-on",
            paramLabel = "likely|certain|bytes=N",
            converter = FailOn.Converter.class,
            description = "End with exit code 3 if a line grew that is likely or certain to leak in AFTER, one that is"
                    + " certain, or if off-heap memory grew by more than N bytes (suffix k, m or g).")
    private @Nullable FailOn failOn;

    @Mixin
    private SuppressOption suppress = new SuppressOption();

    @Override
    public Integer call() {
        Inputs inputs = new Inputs(spec.commandLine().getErr());
        Snapshot older = inputs.snapshot(before);
        Snapshot newer = suppress.applied(inputs.snapshot(after));
        String text = DifferenceReport.of(before, older, after, newer);
        if (out == null) {
            spec.commandLine().getOut().print(Colours.applied(text));
        } else {
            OutputFiles.write(out, text);
        }
        FailOn condition = failOn;
        if (condition == null) {
            return 0;
        }
        String failure = failure(condition, Difference.of(Sites.of(older), Sites.of(newer)));
        return FailOn.exitCode(failure, inputs, "a file", spec.commandLine().getErr());
    }

    private static @Nullable String failure(FailOn condition, Difference difference) {
        if (condition.isBytes()) {
            long grown = difference.bytes(Layer.BASE);
            return grown > condition.bytes()
                    ? "off-heap memory grew by " + grown + " bytes, allowed: " + condition.bytes()
                    : null;
        }
        int count = 0;
        for (Suspect suspect : Judgement.of(difference.after()).suspects()) {
            SiteJudgement judgement = suspect.judgement();
            count += condition.means(judgement.verdict()) && hasGrown(judgement, difference) ? 1 : 0;
        }
        return count == 0 ? null : condition.suspects() + " and grew: " + count;
    }

    private static boolean hasGrown(SiteJudgement judgement, Difference difference) {
        Frame line = judgement.site().callSite();
        for (LineChange change : difference.grown()) {
            if (Objects.equals(change.callSite(), line)
                    && change.kind().equals(judgement.site().kind())) {
                return true;
            }
        }
        return false;
    }
}
