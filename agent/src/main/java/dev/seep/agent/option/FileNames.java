// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.agent.option;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;

/** Fills in the parts of a file name that are known only when it is written. */
final class FileNames {
    private static final Path HOST_NAME = Path.of("/proc/sys/kernel/hostname");

    private FileNames() {}

    /** {@return the name with %p (process id), %t (local time, yyyyMMdd-HHmmss), %h (host name) and %% replaced} */
    static String expand(String name) {
        if (name.indexOf('%') < 0) {
            return name;
        }
        StringBuilder expanded = new StringBuilder();
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c != '%' || i + 1 == name.length()) {
                expanded.append(c);
                continue;
            }
            char code = name.charAt(++i);
            switch (code) {
                case 'p' -> expanded.append(ProcessHandle.current().pid());
                case 't' -> appendTime(expanded);
                case 'h' -> expanded.append(hostName());
                case '%' -> expanded.append('%');
                default -> expanded.append('%').append(code);
            }
        }
        return expanded.toString();
    }

    private static void appendTime(StringBuilder to) {
        LocalDateTime now = LocalDateTime.now(ZoneId.systemDefault());
        to.append(now.getYear());
        appendTwo(to, now.getMonthValue());
        appendTwo(to, now.getDayOfMonth());
        to.append('-');
        appendTwo(to, now.getHour());
        appendTwo(to, now.getMinute());
        appendTwo(to, now.getSecond());
    }

    private static void appendTwo(StringBuilder to, int number) {
        to.append((char) ('0' + number / 10)).append((char) ('0' + number % 10));
    }

    /** Asks the kernel, not the resolver: a name server that does not answer would hold up the JVM's exit. */
    private static String hostName() {
        try (BufferedReader reader = Files.newBufferedReader(HOST_NAME)) {
            String line = reader.readLine();
            return line == null ? "unknown" : line;
        } catch (IOException e) {
            String name = System.getenv("HOSTNAME");
            return name == null ? "unknown" : name;
        }
    }
}
