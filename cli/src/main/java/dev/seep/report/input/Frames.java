// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.report.input;

import dev.seep.report.snapshot.Frame;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Frames of which not everything was kept. */
final class Frames {
    private static final String[] JDK = {"java.", "javax.", "jdk.", "sun.", "com.sun."};

    private Frames() {}

    /** {@return whether a class is taken for one of the JDK's, by its name} */
    static boolean isJdk(String className) {
        for (String prefix : JDK) {
            if (className.startsWith(prefix)) {
                return true;
            }
        }
        return false;
    }

    /** {@return the frame that reads {@code class.method:line}, or null if there is none in the text} */
    static @Nullable Frame parse(@Nullable String text) {
        if (text == null) {
            return null;
        }
        int end = text.length();
        int line = -1;
        int colon = text.lastIndexOf(':');
        if (colon > 0) {
            try {
                line = Integer.parseInt(text, colon + 1, end, 10);
                end = colon;
            } catch (NumberFormatException e) {
                // a colon of a method's name, as some languages have
            }
        }
        int dot = text.lastIndexOf('.', end - 1);
        if (dot <= 0 || dot == end - 1) {
            return null;
        }
        String className = text.substring(0, dot);
        return new Frame(className, text.substring(dot + 1, end), null, line, isJdk(className));
    }

    /** {@return the frames of a text with one on each line; what is none is left out} */
    static List<Frame> parseLines(@Nullable String text) {
        List<Frame> frames = new ArrayList<>();
        if (text != null) {
            for (String line : text.split("\n", -1)) {
                Frame frame = line.startsWith("and ") ? null : parse(line);
                if (frame != null) {
                    frames.add(frame);
                }
            }
        }
        return frames;
    }
}
