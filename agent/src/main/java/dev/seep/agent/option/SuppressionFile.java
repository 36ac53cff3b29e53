// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.agent.option;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Reads the file that {@code suppress} names: a rule a line, {@code leak:pattern} or {@code kind:pattern}. */
final class SuppressionFile {
    private static final int MAX_BYTES = 1 << 20; // more is no such file, but perhaps a device without an end

    private SuppressionFile() {}

    /** {@return the rules of a file; none, and a warning, where it cannot be read} */
    static List<String> read(String file, Settings settings) {
        // Not a channel: it would leave a direct buffer with this thread.
        try (InputStream in = new FileInputStream(file)) {
            byte[] bytes = in.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw new IOException("larger than " + MAX_BYTES + " bytes");
            }
            return rules(new String(bytes, StandardCharsets.UTF_8), file, settings);
        } catch (IOException e) {
            settings.warn("cannot read the suppressions: suppress=" + file + ", reason=" + e.getMessage());
            return List.of();
        }
    }

    private static List<String> rules(String text, String file, Settings settings) {
        List<String> rules = new ArrayList<>();
        int firstBad = 0;
        int bad = 0;
        int number = 0;
        int start = text.startsWith("\uFEFF") ? 1 : 0;
        while (start < text.length()) {
            int feed = text.indexOf('\n', start);
            int end = feed < 0 ? text.length() : feed;
            String line = text.substring(start, end).trim();
            number++;
            if (isRule(line)) {
                rules.add(line);
            } else if (!line.isEmpty() && line.charAt(0) != '#') {
                firstBad = bad++ == 0 ? number : firstBad;
            }
            start = end + 1;
        }
        if (bad > 0) {
            settings.warn(
                    "suppress has " + (bad == 1 ? "a line" : bad + " lines") + " without leak: or kind: and a pattern"
                            + ": suppress=" + file + ", line=" + firstBad + " (ignored)");
        }
        return rules;
    }

    private static boolean isRule(String line) {
        return (line.startsWith("leak:") || line.startsWith("kind:")) && line.length() > "leak:".length();
    }
}
