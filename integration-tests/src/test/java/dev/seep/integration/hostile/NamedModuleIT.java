// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.integration.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seep.integration.fork.EndedJvm;
import dev.seep.integration.fork.EveryJdk;
import dev.seep.integration.fork.ForkedJvm;
import dev.seep.integration.fork.Jdk;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;

/** An application in a module of its own. */
class NamedModuleIT {
    @EveryJdk
    void applicationModule_isNoPartOfTheJdk(Jdk jdk) throws Exception {
        ForkedJvm fork = ForkedJvm.on(jdk);
        Path jar = fork.folder().resolve("application.jar");
        pack(LeaksBuffers.class, jar);

        EndedJvm jvm = fork.withAgent("interval=1")
                .withJvmArgs("-p", jar.toString(), "--add-modules", "application")
                .runMain(LeaksBuffers.class.getName());

        assertThat(jvm.exitCode()).as(jvm.toString()).isZero();
        assertThat(jvm.out()).isEqualTo("module application\n");
        var site = jvm.report().siteAt("direct", LeaksBuffers.class, "leak");
        assertThat(site.jdkInternal()).isFalse();
        assertThat(site.figures().liveBytes()).isEqualTo(30L * 3_001);
    }

    private static void pack(Class<?> program, Path jar) throws Exception {
        String name = program.getName().replace('.', '/') + ".class";
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file);
                var in = program.getClassLoader().getResourceAsStream(name)) {
            out.putNextEntry(new JarEntry(name));
            in.transferTo(out);
        }
    }

    /** Leaks 30 buffers. */
    static final class LeaksBuffers {
        private static final List<ByteBuffer> KEPT = new ArrayList<>();

        public static void main(String[] args) {
            for (int i = 0; i < 30; i++) {
                leak();
            }
            System.out.println(LeaksBuffers.class.getModule());
        }

        private static void leak() {
            KEPT.add(ByteBuffer.allocateDirect(3_001));
        }
    }
}
