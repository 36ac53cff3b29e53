// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.integration.callsite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seep.integration.fork.EndedJvm;
import dev.seep.integration.fork.EveryJdk;
import dev.seep.integration.fork.ForkedJvm;
import dev.seep.integration.fork.Jdk;
import dev.seep.integration.report.Site;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** Other agents that change the same classes, before Seep and after it, once and again. */
class OtherAgentsIT {
    private static final Path JACOCO = Path.of(System.getProperty("seep.jacoco.jar"));
    private static final Path BYTE_BUDDY = Path.of(System.getProperty("seep.bytebuddy.jar"));

    @EveryJdk
    void jacoco_beforeSeep_bothDoTheirWork(Jdk jdk) throws Exception {
        ForkedJvm fork = ForkedJvm.on(jdk);
        withJacoco(fork).withAgent("");

        checkLabels(fork.run(RetransformedProgram.class));
        assertThat(fork.folder().resolve("jacoco.exec")).isNotEmptyFile();
    }

    @EveryJdk
    void jacoco_afterSeep_bothDoTheirWork(Jdk jdk) throws Exception {
        ForkedJvm fork = ForkedJvm.on(jdk);
        withJacoco(fork.withAgent(""));

        checkLabels(fork.run(RetransformedProgram.class));
        assertThat(fork.folder().resolve("jacoco.exec")).isNotEmptyFile();
    }

    @EveryJdk
    void byteBuddy_beforeSeep_bothDoTheirWork(Jdk jdk) throws Exception {
        ForkedJvm fork = ForkedJvm.on(jdk);
        EndedJvm jvm =
                fork.withBareAgent(byteBuddyAgent(fork), "").withAgent("").run(RetransformedProgram.class);

        checkLabels(jvm);
        assertThat(jvm.out()).isEqualTo("retransformed\nadvised\n");
    }

    @EveryJdk
    void byteBuddy_afterSeep_bothDoTheirWork(Jdk jdk) throws Exception {
        ForkedJvm fork = ForkedJvm.on(jdk);
        EndedJvm jvm =
                fork.withAgent("").withBareAgent(byteBuddyAgent(fork), "").run(RetransformedProgram.class);

        checkLabels(jvm);
        assertThat(jvm.out()).isEqualTo("retransformed\nadvised\n");
    }

    private static ForkedJvm withJacoco(ForkedJvm fork) {
        return fork.withBareAgent(JACOCO, "destfile=" + fork.folder().resolve("jacoco.exec"));
    }

    private static void checkLabels(EndedJvm jvm) throws Exception {
        assertThat(jvm.exitCode()).as(jvm.toString()).isZero();
        assertThat(jvm.agentLines()).isEmpty();
        assertThat(jvm.report().notSeen().classesNotWoven()).isEmpty();
        for (String method : List.of("directly", "byReference")) {
            Site site = jvm.report().siteAt("direct", RetransformedProgram.class, method);
            assertThat(site.exact()).as(method).isTrue();
            assertThat(site.figures().liveBytes()).as(method).isEqualTo(20 * 1_049);
        }
    }

    /** An agent's jar: the agent is {@link AdvisingAgent}, Byte Buddy is on its class path. */
    private static Path byteBuddyAgent(ForkedJvm fork) throws Exception {
        Path jar = fork.folder().resolve("advising.jar");
        Manifest manifest = new Manifest();
        Attributes attributes = manifest.getMainAttributes();
        attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        attributes.put(Attributes.Name.CLASS_PATH, BYTE_BUDDY.toUri().toString());
        attributes.putValue("Premain-Class", AdvisingAgent.class.getName());
        attributes.putValue("Can-Retransform-Classes", "true");
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file, manifest)) {
            for (Class<?> type : List.of(AdvisingAgent.class, AdvisingAgent.Advised.class)) {
                String name = type.getName().replace('.', '/') + ".class";
                out.putNextEntry(new JarEntry(name));
                try (var in = type.getClassLoader().getResourceAsStream(name)) {
                    in.transferTo(out);
                }
            }
        }
        return jar;
    }

    /** Allocates, is retransformed if an agent offers to, and allocates again. */
    static final class RetransformedProgram {
        private static final List<Object> KEPT = new ArrayList<>();

        public static void main(String[] args) {
            allocate();
            if (System.getProperties().get(AdvisingAgent.RETRANSFORMER) instanceof Runnable retransformer) {
                retransformer.run();
                System.out.println("retransformed");
            }
            allocate();
            String advised = System.getProperty("test.advised");
            System.out.print(advised == null ? "" : advised + "\n");
        }

        private static void allocate() {
            for (int i = 0; i < 10; i++) {
                directly();
                byReference();
            }
        }

        private static void directly() {
            KEPT.add(ByteBuffer.allocateDirect(1_049));
        }

        private static void byReference() {
            IntFunction<ByteBuffer> function = ByteBuffer::allocateDirect;
            KEPT.add(function.apply(1_049));
        }
    }
}
