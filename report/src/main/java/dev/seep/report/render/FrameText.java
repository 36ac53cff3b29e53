// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.report.render;

import dev.seep.report.snapshot.Frame;
import java.util.ArrayList;
import java.util.List;

/** Frames as a stack trace of Java shows them, shortened to the room there is. */
final class FrameText {
    private static final int MIN_WIDTH = 20;

    private FrameText() {}

    /** {@return such as {@code com.acme.Cache.load(Cache.java:42)}; packages and then the front give way to the width} */
    static String of(Frame frame, int width) {
        return fit(frame.className(), "." + frame.methodName() + source(frame), width);
    }

    /** {@return such as {@code java.nio.ByteBuffer.allocateDirect}, in {@code width} characters} */
    static String method(Frame frame, int width) {
        return fit(frame.className(), "." + frame.methodName(), width);
    }

    /**
     * Lists callers, a line each; two or more frames of the JDK in a row share one. The JDK's frames at the far end, which
     * only say how the thread was started, are left out if there are others.
     *
     * @param frames from the inner to the outer
     * @param from index of the first frame to show
     * @param to index behind the last
     */
    static List<String> callers(List<Frame> frames, int from, int to, int width) {
        int last = to;
        while (to == frames.size() && last > from && frames.get(last - 1).jdk()) {
            last--;
        }
        int until = last > from ? last : to;
        List<String> lines = new ArrayList<>();
        int i = from;
        while (i < until) {
            int end = i;
            while (end < until && frames.get(end).jdk()) {
                end++;
            }
            if (end - i >= 2) {
                lines.add("(" + (end - i) + " frames of the JDK)");
                i = end;
            } else {
                lines.add(of(frames.get(i), width));
                i++;
            }
        }
        return lines;
    }

    private static String source(Frame frame) {
        String file = frame.fileName();
        if (file == null) {
            return frame.line() >= 0 ? "(line " + frame.line() + ")" : "(Unknown Source)";
        }
        return frame.line() >= 0 ? "(" + file + ":" + frame.line() + ")" : "(" + file + ")";
    }

    private static String fit(String className, String rest, int width) {
        int room = Math.max(MIN_WIDTH, width);
        StringBuilder text = new StringBuilder(className);
        int start = 0;
        int dot = text.indexOf(".");
        while (dot > 0 && text.length() + rest.length() > room) {
            text.delete(Math.min(start + 1, dot), dot);
            start = text.indexOf(".", start) + 1;
            dot = text.indexOf(".", start);
        }
        text.append(rest);
        if (text.length() > room) {
            text.replace(0, text.length() - room + 3, "...");
        }
        return text.toString();
    }
}
