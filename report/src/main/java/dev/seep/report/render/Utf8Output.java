// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.report.render;

import java.io.BufferedWriter;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;

/** Writers of text over streams of bytes. */
final class Utf8Output {
    private static final int BUFFER_CHARS = 8 * 1024;

    private Utf8Output() {}

    /** {@return a buffered writer of UTF-8 over {@code out}; flush it, and leave {@code out} to its owner} */
    static Writer over(OutputStream out) {
        return new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8), BUFFER_CHARS);
    }
}
