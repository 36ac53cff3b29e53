// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.integration.callsite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seep.integration.fork.EndedJvm;
import dev.seep.integration.fork.EveryJdk;
import dev.seep.integration.fork.ForkedJvm;
import dev.seep.integration.fork.Jdk;
import dev.seep.integration.report.Site;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.Test;

/** Classes that come from a signed jar, or from an archive of the JVM. */
class ArchivedClassesIT {
    @EveryJdk
    void signedJar_staysSigned_andIsWoven(Jdk jdk) throws Exception {
        ForkedJvm fork = ForkedJvm.on(jdk);
        Path jar = pack(fork);
        run(
                fork,
                jdk,
                "keytool",
                "-genkeypair",
                "-keystore",
                "keys",
                "-storepass",
                "secret",
                "-alias",
                "test",
                "-keyalg",
                "RSA",
                "-dname",
                "CN=Test");
        run(fork, jdk, "jarsigner", "-keystore", "keys", "-storepass", "secret", jar.toString(), "test");

        EndedJvm jvm = fork.withAgent("").runFrom(jar, Archived.class.getName());

        checkLabels(jvm);
        assertThat(jvm.out()).isEqualTo("signers 1\n");
    }

    @EveryJdk
    void dynamicArchive_madeWithoutSeep_isUsedUnderIt(Jdk jdk) throws Exception {
        ForkedJvm first = ForkedJvm.on(jdk);
        Path jar = pack(first);
        Path archive = first.folder().resolve("dynamic.jsa");
        EndedJvm made = first.withJvmArgs("-XX:ArchiveClassesAtExit=" + archive).runFrom(jar, Archived.class.getName());
        assertThat(made.exitCode()).as(made.toString()).isZero();
        assertThat(archive).exists();

        EndedJvm jvm = ForkedJvm.on(jdk)
                .withAgent("")
                .withJvmArgs("-XX:SharedArchiveFile=" + archive)
                .runFrom(jar, Archived.class.getName());

        checkLabels(jvm);
    }

    @EveryJdk
    void staticArchive_madeWithoutSeep_isUsedUnderIt(Jdk jdk) throws Exception {
        ForkedJvm first = ForkedJvm.on(jdk);
        Path jar = pack(first);
        Path list = first.folder().resolve("classes.list");
        Path archive = first.folder().resolve("static.jsa");
        first.withJvmArgs("-XX:DumpLoadedClassList=" + list).runFrom(jar, Archived.class.getName());
        run(
                first,
                jdk,
                "java",
                "-Xshare:dump",
                "-XX:SharedClassListFile=" + list,
                "-XX:SharedArchiveFile=" + archive,
                "-cp",
                jar.toString());

        EndedJvm jvm = ForkedJvm.on(jdk)
                .withAgent("")
                .withJvmArgs("-XX:SharedArchiveFile=" + archive)
                .runFrom(jar, Archived.class.getName());

        checkLabels(jvm);
    }

    @Test
    void aotCache_trainedWithAgentSwitchedOff_isUsedUnderIt() throws Exception {
        checkAotCache(ForkedJvm.on(Jdk.JAVA_25).withAgent("enabled=false"));
    }

    @Test
    void aotCache_trainedWithoutAgentButWithItsModule_isUsedUnderIt() throws Exception {
        checkAotCache(ForkedJvm.on(Jdk.JAVA_25).withJvmArgs("--add-modules", "java.instrument"));
    }

    private static void checkAotCache(ForkedJvm training) throws Exception {
        Path jar = pack(training);
        Path cache = training.folder().resolve("cache.aot");
        training.withJvmArgs("-XX:AOTCacheOutput=" + cache).runFrom(jar, Archived.class.getName());
        assertThat(cache).exists();

        EndedJvm jvm = ForkedJvm.on(Jdk.JAVA_25)
                .withAgent("")
                .withJvmArgs("-XX:AOTCache=" + cache, "-XX:AOTMode=on")
                .runFrom(jar, Archived.class.getName());

        checkLabels(jvm);
        assertThat(jvm.out()).isEqualTo("signers 0\n");
    }

    private static void checkLabels(EndedJvm jvm) throws IOException {
        assertThat(jvm.exitCode()).as(jvm.toString()).isZero();
        assertThat(jvm.report().notSeen().classesNotWoven()).isEmpty();
        for (String method : List.of("directly", "byReference", "lambda$inLambda$0")) {
            Site site = jvm.report().siteAt("direct", Archived.class, method);
            assertThat(site.exact()).as(method).isTrue();
            assertThat(site.figures().liveBytes()).as(method).isEqualTo(10 * 1_051);
        }
    }

    private static Path pack(ForkedJvm fork) throws IOException {
        Path jar = fork.folder().resolve("archived.jar");
        String name = Archived.class.getName().replace('.', '/') + ".class";
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file);
                var in = Archived.class.getClassLoader().getResourceAsStream(name)) {
            out.putNextEntry(new JarEntry(name));
            in.transferTo(out);
        }
        return jar;
    }

    private static void run(ForkedJvm fork, Jdk jdk, String tool, String... arguments) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(jdk.home().resolve("bin").resolve(tool).toString());
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .directory(fork.folder().toFile())
                .redirectErrorStream(true)
                .start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(printed).isZero();
    }

    /** Allocates by a call, a method reference and a lambda. */
    static final class Archived {
        private static final List<Object> KEPT = new ArrayList<>();

        public static void main(String[] args) {
            for (int i = 0; i < 10; i++) {
                directly();
                byReference();
                inLambda();
            }
            Object[] signers = Archived.class.getSigners();
            System.out.println("signers " + (signers == null ? 0 : signers.length));
        }

        private static void directly() {
            KEPT.add(ByteBuffer.allocateDirect(1_051));
        }

        private static void byReference() {
            IntFunction<ByteBuffer> function = ByteBuffer::allocateDirect;
            KEPT.add(function.apply(1_051));
        }

        private static void inLambda() {
            Runnable runnable = () -> KEPT.add(ByteBuffer.allocateDirect(1_051));
            runnable.run();
        }
    }
}
