// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.integration.fork;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assertions;
import org.opentest4j.TestAbortedException;

/** The JDKs that the agent is tried on. */
public enum Jdk {
    JAVA_17(17, 17),
    JAVA_25(25, Integer.MAX_VALUE);

    private final int feature;
    private final int lastFeature;

    Jdk(int feature, int lastFeature) {
        this.feature = feature;
        this.lastFeature = lastFeature;
    }

    /** {@return the oldest feature release that this stands for} */
    public int feature() {
        return feature;
    }

    /**
     * {@return the folder of this JDK}
     *
     * <p>Where it is not installed the calling test is skipped with the reason, or fails if this JDK was demanded.
     */
    public Path home() {
        Path home = find();
        if (home != null) {
            return home;
        }
        String reason = "no JDK " + feature + " was found (install one, or point JAVA" + feature + "_HOME at it)";
        if (List.of(System.getProperty("seep.demand.jdks", "").split(",", -1)).contains(String.valueOf(feature))) {
            return Assertions.fail(reason);
        }
        System.out.println("[skipped] " + reason);
        throw new TestAbortedException(reason);
    }

    private @Nullable Path find() {
        String told = System.getProperty("seep.java" + feature + ".home", "");
        if (!told.isEmpty()) {
            return Path.of(told);
        }
        String variable = System.getenv("JAVA" + feature + "_HOME");
        if (variable != null) {
            return Path.of(variable);
        }
        return isThis(Runtime.version().feature()) ? Path.of(System.getProperty("java.home")) : findInUsualFolder();
    }

    private @Nullable Path findInUsualFolder() {
        try (DirectoryStream<Path> homes = Files.newDirectoryStream(Path.of("/usr/lib/jvm"))) {
            for (Path candidate : homes) {
                if (Files.isExecutable(candidate.resolve("bin/jcmd")) && isThis(featureOf(candidate))) {
                    return candidate;
                }
            }
        } catch (IOException e) {
            return null; // no such folder: nothing is installed in the usual place
        }
        return null;
    }

    private static int featureOf(Path home) throws IOException {
        for (String line : Files.readAllLines(home.resolve("release"))) {
            if (line.startsWith("JAVA_VERSION=")) {
                String version = line.substring(line.indexOf('"') + 1, line.lastIndexOf('"'));
                return Runtime.Version.parse(version).feature();
            }
        }
        return 0;
    }

    private boolean isThis(int someFeature) {
        return someFeature >= feature && someFeature <= lastFeature;
    }
}
