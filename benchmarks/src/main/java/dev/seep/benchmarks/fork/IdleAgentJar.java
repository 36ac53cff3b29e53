// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.benchmarks.fork;

import dev.seep.benchmarks.program.IdleAgent;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.jspecify.annotations.Nullable;

/** The jar of {@link IdleAgent}, made when it is first asked for. */
final class IdleAgentJar {
    private static @Nullable Path jar;

    private IdleAgentJar() {}

    /** {@return where the jar is; it goes with the JVM} */
    static synchronized Path path() {
        Path made = jar;
        if (made == null) {
            try {
                made = make();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            jar = made;
        }
        return made;
    }

    private static Path make() throws IOException {
        Path file = Files.createTempFile("idle-agent", ".jar");
        file.toFile().deleteOnExit();
        Manifest manifest = new Manifest();
        Attributes attributes = manifest.getMainAttributes();
        attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        attributes.putValue("Premain-Class", IdleAgent.class.getName());
        attributes.putValue("Can-Retransform-Classes", "true");
        String name = IdleAgent.class.getName().replace('.', '/') + ".class";
        try (InputStream in = IdleAgent.class.getClassLoader().getResourceAsStream(name);
                OutputStream out = Files.newOutputStream(file);
                JarOutputStream entries = new JarOutputStream(out, manifest)) {
            if (in == null) {
                throw new IOException("class missing: name=" + name);
            }
            entries.putNextEntry(new JarEntry(name));
            in.transferTo(entries);
            entries.closeEntry();
        }
        return file;
    }
}
