// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.integration.build;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;

/** The layout of the packaged agent: what the application can see of it, and what it cannot. */
final class AgentJarTest {
    private static final Path JAR = Path.of(System.getProperty("seep.jar"));
    private static final long MAX_BYTES = 2_000_000;

    @Test
    void jar_onTheApplicationsClassPath_showsTheLauncherOnly() throws IOException {
        List<String> visible = entries().stream()
                .filter(name -> !name.startsWith("META-INF/") && !name.startsWith("seep/"))
                .toList();

        assertThat(visible).containsExactly("dev/seep/Launcher.class");
    }

    @Test
    void jar_withAllItNeeds_staysSmall() throws IOException {
        assertThat(Files.size(JAR)).isLessThan(MAX_BYTES);
    }

    @Test
    void jar_ofTheAgent_hasNothingOfTheCommandLine() throws IOException {
        assertThat(entries())
                .noneMatch(name -> name.contains("picocli")
                        || name.contains("jackson")
                        || name.contains("report/cli")
                        || name.contains("report/input"));
    }

    @Test
    void hookClasses_whenPackaged_areInJavaLang() throws IOException {
        assertThat(entries()).contains("seep/java/lang/SeepHooks.class").noneMatch(name -> name.contains("agent/hook"));
    }

    @Test
    void classes_whenPackaged_nameNothingThatWasRelocated() throws IOException {
        try (JarFile jar = new JarFile(JAR.toFile())) {
            for (ZipEntry entry : jar.stream().toList()) {
                String content = new String(jar.getInputStream(entry).readAllBytes(), ISO_8859_1);

                assertThat(content)
                        .as(entry.getName())
                        .doesNotContain("org/objectweb/asm", "org.objectweb.asm")
                        .doesNotContain("dev/seep/agent/hook/", "dev.seep.agent.hook.");
            }
        }
    }

    @Test
    void classes_whenPackaged_haveFramesForAFastVerification() throws IOException {
        try (JarFile jar = new JarFile(JAR.toFile())) {
            for (ZipEntry entry : jar.stream()
                    .filter(entry -> entry.getName().endsWith(".class"))
                    .toList()) {
                byte[] classfile = jar.getInputStream(entry).readAllBytes();

                assertThat(classfile[7]).as(entry.getName()).isEqualTo((byte) 61); // JDK 17
            }
        }
    }

    @Test
    void manifest_namesTheLauncher_forStartAndAttach() throws IOException {
        try (JarFile jar = new JarFile(JAR.toFile())) {
            Attributes manifest = jar.getManifest().getMainAttributes();

            assertThat(manifest.getValue("Premain-Class")).isEqualTo("dev.seep.Launcher");
            assertThat(manifest.getValue("Agent-Class")).isEqualTo("dev.seep.Launcher");
            assertThat(manifest.getValue("Can-Retransform-Classes")).isEqualTo("true");
            assertThat(manifest.getValue("Can-Redefine-Classes")).isEqualTo("true");
            assertThat(manifest.getValue("Implementation-Version")).isNotBlank();
        }
    }

    private static List<String> entries() throws IOException {
        try (JarFile jar = new JarFile(JAR.toFile())) {
            return jar.stream().map(ZipEntry::getName).toList();
        }
    }
}
