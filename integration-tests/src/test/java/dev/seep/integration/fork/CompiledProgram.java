// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.integration.fork;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/** Programs that are compiled by the test: those that javac warns of, and cannot be told not to. */
public final class CompiledProgram {
    private CompiledProgram() {}

    /** Compiles a class for JDK 17 into a folder, that of a {@link ForkedJvm} in general. */
    public static void compile(Path folder, String name, String source) throws IOException {
        Path file = folder.resolve(name + ".java");
        Files.writeString(file, source);
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter printed = new StringWriter();
        boolean compiled;
        try (var files = compiler.getStandardFileManager(null, null, null)) {
            List<String> options = List.of("-source", "17", "-target", "17", "-d", folder.toString());
            compiled = compiler.getTask(printed, files, null, options, null, files.getJavaFileObjects(file))
                    .call();
        }
        assertThat(compiled).as(printed.toString()).isTrue();
    }
}
