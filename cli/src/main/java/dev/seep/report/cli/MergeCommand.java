// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.report.cli;

import dev.seep.report.analysis.SnapshotMerge;
import dev.seep.report.snapshot.Snapshot;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code seep merge}: adds what many JVMs hold. */
@Command(
        name = "merge",
        description = "Add the snapshots of many JVMs, so that they read like one.",
        mixinStandardHelpOptions = true)
final class MergeCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(
            arity = "1..*",
            paramLabel = "FILE",
            description = ".seep, .json or .jfr; FILE#NAME for a mark in a .seep")
    private List<String> files = new ArrayList<>();

    @Option(
            names = {"-o", "--out"},
            required = true,
            paramLabel = "OUT",
            description = "Where to write the sum, in the format of its extension: .seep, .txt, .json or .collapsed.")
    private Path out = Path.of("merged.seep");

    @Override
    public Integer call() {
        List<Snapshot> snapshots = new ArrayList<>();
        for (String file : files) {
            snapshots.add(new Inputs(spec.commandLine().getErr()).snapshot(file));
        }
        OutputFiles.write(out, SnapshotMerge.of(snapshots), List.of());
        return 0;
    }
}
