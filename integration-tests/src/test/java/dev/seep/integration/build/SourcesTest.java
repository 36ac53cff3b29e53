// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.integration.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the style guide asks of every source file and neither the compiler nor the formatter looks at. */
final class SourcesTest {
    private static final Path ROOT = Path.of(System.getProperty("seep.root"));
    private static final int MAX_LINES = 400;
    private static final List<String> HEADER =
            List.of("// SPDX-FileCopyrightText: The Seep authors", "// SPDX-License-Identifier: Apache-2.0");

    @Test
    void sources_everywhere_startWithTheHeader() throws IOException {
        assertThat(sourcesWhere(
                        lines -> !lines.subList(0, Math.min(2, lines.size())).equals(HEADER)))
                .isEmpty();
    }

    @Test
    void sources_everywhere_areShort() throws IOException {
        assertThat(sourcesWhere(lines -> lines.size() > MAX_LINES)).isEmpty();
    }

    @Test
    void imports_everywhere_nameOneClass() throws IOException {
        assertThat(sourcesWhere(
                        lines -> lines.stream().anyMatch(line -> line.startsWith("import ") && line.endsWith("*;"))))
                .isEmpty();
    }

    @Test
    void packages_inMainSources_areNullMarked() throws IOException {
        List<Path> folders = sources()
                .filter(file -> file.toString().contains("/src/main/"))
                .filter(file -> !file.endsWith("module-info.java"))
                .map(Path::getParent)
                .distinct()
                .filter(folder -> !lines(folder.resolve("package-info.java")).contains("@NullMarked"))
                .toList();

        assertThat(folders).isEmpty();
    }

    private static List<Path> sourcesWhere(Predicate<List<String>> violated) throws IOException {
        return sources().filter(file -> violated.test(lines(file))).toList();
    }

    private static Stream<Path> sources() throws IOException {
        try (Stream<Path> files = Files.walk(ROOT)) {
            List<Path> sources = files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> ROOT.relativize(file).toString().contains("src/"))
                    .filter(file -> !ROOT.relativize(file).toString().contains("target/"))
                    .toList();
            assertThat(sources).isNotEmpty();
            return sources.stream();
        }
    }

    private static List<String> lines(Path file) {
        try {
            return Files.exists(file) ? Files.readAllLines(file) : List.of();
        } catch (IOException e) {
            throw new AssertionError("cannot read " + file, e);
        }
    }
}
