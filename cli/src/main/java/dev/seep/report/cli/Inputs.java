// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.report.cli;

import dev.seep.report.input.InputFile;
import dev.seep.report.snapshot.Snapshot;
import dev.seep.report.snapshot.SnapshotFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Finds the snapshots that arguments name, and reads each file once. Confined to one thread. */
final class Inputs {
    private final PrintWriter messages;
    private final Map<Path, SnapshotFile> files = new HashMap<>();
    private boolean damaged;

    Inputs(PrintWriter messages) {
        this.messages = messages;
    }

    /**
     * {@return the snapshot that {@code FILE} or {@code FILE#NAME} names}
     *
     * @throws CommandFailure if there is none
     */
    Snapshot snapshot(String argument) {
        int hash = argument.lastIndexOf('#');
        if (hash < 0 || Files.exists(path(argument))) {
            return file(argument).snapshot();
        }
        String name = argument.substring(hash + 1);
        SnapshotFile file = file(argument.substring(0, hash));
        List<String> names = new ArrayList<>();
        for (SnapshotFile.Mark mark : file.marks()) {
            if (mark.name().equals(name)) {
                return mark.snapshot();
            }
            names.add(mark.name());
        }
        throw new CommandFailure(
                SeepCommand.BAD_INPUT,
                argument + ": no mark of that name"
                        + (names.isEmpty() ? " (the file has none)" : " (it has " + String.join(", ", names) + ")"));
    }

    /**
     * {@return what a file holds}
     *
     * @throws CommandFailure if it cannot be read
     */
    SnapshotFile file(String name) {
        Path path = path(name);
        SnapshotFile known = files.get(path);
        if (known != null) {
            return known;
        }
        SnapshotFile file;
        try (ProgressBar bar = new ProgressBar(messages, "reading " + path.getFileName())) {
            file = InputFile.read(path, bar);
        } catch (IOException e) {
            throw new CommandFailure(SeepCommand.BAD_INPUT, String.valueOf(e.getMessage()));
        }
        files.put(path, file);
        if (file.damage() != null) {
            damaged = true;
            messages.println("seep: " + path + ": " + file.damage());
        }
        return file;
    }

    private static Path path(String name) {
        if (name.isEmpty()) {
            throw new CommandFailure(SeepCommand.BAD_INPUT, "the name of a file is empty");
        }
        try {
            return Path.of(name);
        } catch (InvalidPathException e) {
            throw new CommandFailure(SeepCommand.BAD_INPUT, name + ": no possible name of a file");
        }
    }

    /** {@return whether a file was read that is not whole} */
    boolean isDamaged() {
        return damaged;
    }
}
