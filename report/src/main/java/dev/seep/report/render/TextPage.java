// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.report.render;

/**
 * Lines of plain text, none wider than a terminal. Confined to one thread.
 *
 * <p>Control characters, which a thread's or a file's name may hold, become {@code ?}: nobody forges a line of a log.
 */
final class TextPage {
    /** Characters on a line. */
    static final int WIDTH = 80;

    private static final char GLUE = '\u00a0';

    private final StringBuilder text = new StringBuilder(4096);

    /** Adds a line; what does not fit is cut off. */
    void line(String line) {
        int end = line.length();
        if (end > WIDTH) {
            end = WIDTH - 3;
        }
        append(line, 0, end);
        if (end < line.length()) {
            text.append("...");
        }
        text.append('\n');
    }

    void blank() {
        text.append('\n');
    }

    /** Adds words, as many on a line as fit; lines after the first are indented by {@code indent} spaces. */
    void wrapped(String words, int indent) {
        int start = 0;
        int left = WIDTH;
        while (words.length() - start > left) {
            int end = words.lastIndexOf(' ', start + left);
            if (end <= start || isBlank(words, start, end)) {
                end = start + left;
            }
            append(words, start, end);
            text.append('\n');
            spaces(text, indent);
            start = end < words.length() && words.charAt(end) == ' ' ? end + 1 : end;
            left = WIDTH - indent;
        }
        append(words, start, words.length());
        text.append('\n');
    }

    /** {@return {@code words} as {@link #wrapped} never breaks them, however short the line} */
    static String glued(String words) {
        return words.replace(' ', GLUE);
    }

    /** Pads {@code target} with {@code count} spaces. */
    static void spaces(StringBuilder target, int count) {
        for (int i = 0; i < count; i++) {
            target.append(' ');
        }
    }

    private static boolean isBlank(String words, int start, int end) {
        for (int i = start; i < end; i++) {
            if (words.charAt(i) != ' ') {
                return false;
            }
        }
        return true;
    }

    private void append(String line, int start, int end) {
        for (int i = start; i < end; i++) {
            char c = line.charAt(i);
            if (c == GLUE) {
                text.append(' ');
            } else if (Character.isHighSurrogate(c) && i + 1 < end && Character.isLowSurrogate(line.charAt(i + 1))) {
                text.append(c).append(line.charAt(++i));
            } else {
                text.append(isShown(c) ? c : '?');
            }
        }
    }

    private static boolean isShown(char c) {
        return !Character.isISOControl(c) && !Character.isSurrogate(c) && c != '\u2028' && c != '\u2029';
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
