// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.benchmarks.fork;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds shared libraries in the usual folders. */
public final class NativeLibrary {
    private NativeLibrary() {}

    /** {@return the path of the first of these files that is there; null if none is} */
    public static @Nullable Path find(List<String> fileNames) throws IOException {
        List<Path> folders = folders();
        for (String name : fileNames) {
            for (Path folder : folders) {
                Path file = folder.resolve(name);
                if (Files.isRegularFile(file)) {
                    return file.toRealPath();
                }
            }
        }
        return null;
    }

    private static List<Path> folders() throws IOException {
        List<Path> folders = new ArrayList<>();
        for (Path parent : List.of(Path.of("/usr/local/lib"), Path.of("/usr/lib64"), Path.of("/usr/lib"))) {
            if (Files.isDirectory(parent)) {
                folders.add(parent);
                try (Stream<Path> entries = Files.list(parent)) {
                    entries.filter(entry -> entry.getFileName().toString().contains("-linux-"))
                            .forEach(folders::add);
                }
            }
        }
        return folders;
    }
}
