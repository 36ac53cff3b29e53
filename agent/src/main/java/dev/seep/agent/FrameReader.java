// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.agent;

import dev.seep.report.snapshot.Frame;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes frames of reports from stack trace elements, each once. Confined to one snapshot. */
final class FrameReader {
    private final Map<StackTraceElement, Frame> known = new HashMap<>();

    List<Frame> read(StackTraceElement[] elements) {
        List<Frame> frames = new ArrayList<>(elements.length);
        for (StackTraceElement element : elements) {
            frames.add(read(element));
        }
        return frames;
    }

    Frame read(StackTraceElement element) {
        Frame frame = known.get(element);
        if (frame == null) {
            frame = new Frame(
                    element.getClassName(),
                    element.getMethodName(),
                    element.getFileName(),
                    Math.max(-1, element.getLineNumber()), // -2 is a native method
                    isJdk(element.getModuleName()));
            known.put(element, frame);
        }
        return frame;
    }

    /** The JDK's own modules: {@code java.} is reserved for them, {@code jdk.} is theirs by custom. */
    private static boolean isJdk(@Nullable String module) {
        return module != null && (module.startsWith("java.") || module.startsWith("jdk."));
    }
}
