// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.benchmarks.fork;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An installed JDK.
 *
 * @param feature its feature release, such as 25
 * @param version its full version
 * @param vendor who built it
 * @param home its folder
 */
public record Jdk(int feature, String version, String vendor, Path home) {
    /**
     * Finds an installed JDK: the running one, else the newest of its release in a usual folder or in the environment
     * variable {@code JAVA<feature>_HOME}.
     *
     * @throws IllegalStateException if there is none
     */
    public static Jdk find(int feature) throws IOException {
        List<Jdk> found = new ArrayList<>();
        for (Path home : candidates(feature)) {
            Jdk jdk = read(home);
            if (jdk != null && jdk.feature == feature) {
                found.add(jdk);
            }
        }
        return found.stream()
                .max(Comparator.comparing(jdk -> Runtime.Version.parse(jdk.version)))
                .orElseThrow(() -> new IllegalStateException("no JDK found: release=" + feature + " [set JAVA" + feature
                        + "_HOME, or leave it out by --jdk]"));
    }

    private static List<Path> candidates(int feature) throws IOException {
        List<Path> homes = new ArrayList<>();
        homes.add(Path.of(System.getProperty("java.home")));
        String named = System.getenv("JAVA" + feature + "_HOME");
        if (named != null) {
            homes.add(Path.of(named));
        }
        String user = System.getProperty("user.home");
        for (Path folder :
                List.of(Path.of("/usr/lib/jvm"), Path.of(user, ".jdks"), Path.of(user, ".sdkman/candidates/java"))) {
            if (Files.isDirectory(folder)) {
                try (Stream<Path> entries = Files.list(folder)) {
                    entries.forEach(homes::add);
                }
            }
        }
        return homes;
    }

    private static @Nullable Jdk read(Path home) throws IOException {
        Path release = home.resolve("release");
        if (!Files.isRegularFile(release) || !Files.isExecutable(home.resolve("bin/java"))) {
            return null;
        }
        Properties properties = new Properties();
        try (var reader = Files.newBufferedReader(release)) {
            properties.load(reader);
        }
        String version = unquoted(properties.getProperty("JAVA_VERSION", "0"));
        String vendor = unquoted(properties.getProperty("IMPLEMENTOR", "unknown vendor"));
        return new Jdk(Runtime.Version.parse(version).feature(), version, vendor, home);
    }

    private static String unquoted(String text) {
        return text.replace("\"", "");
    }

    /** {@return the launcher's path} */
    public String java() {
        return home.resolve("bin/java").toString();
    }

    @Override
    public String toString() {
        return "JDK " + version + " (" + vendor + ")";
    }
}
