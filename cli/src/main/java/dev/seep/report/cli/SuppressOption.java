// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.report.cli;

import dev.seep.report.analysis.Suppression;
import dev.seep.report.snapshot.Snapshot;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option {@code --suppress}: more rules of what is not to be suspected than the snapshot came with. */
final class SuppressOption {
    private static final long MAX_BYTES = 1 << 20;

    @Option(
            names = "--suppress",
            paramLabel = "RULES",
            description = "A file of what is not to be suspected, a rule a line: leak:pattern or kind:pattern.")
    private @Nullable Path file;

    /**
     * {@return {@code snapshot} with the rules of the file}
     *
     * @throws CommandFailure if it cannot be read, or holds something else
     */
    Snapshot applied(Snapshot snapshot) {
        Path rules = file;
        if (rules == null) {
            return snapshot;
        }
        List<String> all = new ArrayList<>(snapshot.suppressions());
        int number = 0;
        for (String line : lines(rules)) {
            number++;
            String rule = line.trim();
            if (Suppression.isRule(rule)) {
                if (!all.contains(rule)) {
                    all.add(rule);
                }
            } else if (!rule.isEmpty() && rule.charAt(0) != '#') {
                throw new CommandFailure(
                        SeepCommand.BAD_INPUT, rules + ": neither leak: nor kind: with a pattern: line=" + number);
            }
        }
        return snapshot.withSuppressions(all);
    }

    private static List<String> lines(Path rules) {
        try {
            if (Files.size(rules) > MAX_BYTES) {
                throw new CommandFailure(SeepCommand.BAD_INPUT, rules + ": larger than " + MAX_BYTES + " bytes");
            }
            return Files.readAllLines(rules, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new CommandFailure(SeepCommand.BAD_INPUT, rules + ": cannot be read as rules");
        }
    }
}
