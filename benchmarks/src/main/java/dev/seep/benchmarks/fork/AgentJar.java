// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.benchmarks.fork;

import java.nio.file.Files;
import java.nio.file.Path;

/** Finds the agent that is measured. */
public final class AgentJar {
    private static final String PLACE = "agent/target/seep.jar";

    private AgentJar() {}

    /**
     * {@return the path of the agent's jar: the system property {@code seep.jar}, else where the build puts it}
     *
     * @throws IllegalStateException if it is not there
     */
    public static String find() {
        String named = System.getProperty("seep.jar");
        if (named != null) {
            return named;
        }
        Path folder = Path.of(ChildJvm.programsOnly());
        while (folder != null) {
            Path jar = folder.resolve(PLACE);
            if (Files.isRegularFile(jar)) {
                return jar.toString();
            }
            folder = folder.getParent();
        }
        throw new IllegalStateException("agent jar not found: place=" + PLACE + " [build it, or set -Dseep.jar]");
    }
}
