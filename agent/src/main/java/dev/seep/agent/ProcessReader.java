// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.agent;

import dev.seep.report.snapshot.MemoryReadings;
import dev.seep.report.snapshot.ProcessDescription;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads what the JVM and the operating system say about this process, without java.management. */
final class ProcessReader {
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final String RSS = "VmRSS:";

    ProcessDescription describe(long startedMillis, long elapsedNanos) {
        String command = System.getProperty("sun.java.command", "");
        String jvm = System.getProperty("java.vm.name") + " " + System.getProperty("java.runtime.version");
        String os = System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
                + System.getProperty("os.arch");
        Instant started = Instant.ofEpochMilli(startedMillis);
        return new ProcessDescription(
                ProcessHandle.current().pid(),
                command,
                jvm,
                os,
                started,
                started.plusNanos(elapsedNanos),
                elapsedNanos / 1e9);
    }

    MemoryReadings memory() {
        return new MemoryReadings(rssBytes(), Runtime.getRuntime().totalMemory());
    }

    private static @Nullable Long rssBytes() {
        try {
            List<String> lines = Files.readAllLines(STATUS);
            for (String line : lines) {
                if (line.startsWith(RSS)) {
                    String kib = line.substring(RSS.length(), line.length() - "kB".length())
                            .trim();
                    return Long.parseLong(kib) * 1024;
                }
            }
        } catch (IOException | NumberFormatException | IndexOutOfBoundsException e) {
            return null; // not Linux, or not as we know it
        }
        return null;
    }
}
