// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.agent;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** The process's own standard error, whatever the application has made of {@code System.err}. */
final class StandardError {
    private static final String PREFIX = "[seep] ";

    private StandardError() {}

    /** Prints one line with Seep's prefix. Never throws: a closed standard error is the user's wish. */
    static void line(String text) {
        text(PREFIX + text + System.lineSeparator());
    }

    /** Prints a text as it is, in one write, so that other writers' lines do not come in between. */
    static void text(String text) {
        try {
            // Not closed: that would close the descriptor.
            new FileOutputStream(FileDescriptor.err).write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            // There is nobody left to tell.
        }
    }
}
