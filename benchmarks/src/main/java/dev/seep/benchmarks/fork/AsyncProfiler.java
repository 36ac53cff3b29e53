// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.benchmarks.fork;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;

/**
 * The native library of async-profiler, from its jar on the class path.
 *
 * @param library where it was unpacked to
 */
public record AsyncProfiler(Path library) {
    /**
     * Unpacks the library for this platform into a temporary file that goes with the JVM.
     *
     * @throws IllegalStateException if the jar is not on the class path or has none for this platform
     */
    public static AsyncProfiler unpack() throws IOException {
        String resource = "/" + platform() + "/libasyncProfiler.so";
        try (InputStream in = AsyncProfiler.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("no async-profiler for this platform on the class path: resource="
                        + resource + " [tools.profiler:async-profiler]");
            }
            Path library = Files.createTempFile("libasyncProfiler", ".so");
            library.toFile().deleteOnExit();
            Files.copy(in, library, StandardCopyOption.REPLACE_EXISTING);
            return new AsyncProfiler(library);
        }
    }

    private static String platform() {
        if (System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("mac")) {
            return "macos";
        }
        return System.getProperty("os.arch").equals("aarch64") ? "linux-arm64" : "linux-x64";
    }

    /**
     * {@return the JVM option that starts a recording with the JVM}
     *
     * @param arguments what to record, such as {@code nativemem=512k}
     * @param file where to, {@code {dir}} for the folder of the run
     */
    public String option(String arguments, String file) {
        return "-agentpath:" + library + "=start," + arguments + ",file=" + file;
    }
}
