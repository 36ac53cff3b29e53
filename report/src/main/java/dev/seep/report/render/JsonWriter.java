// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.report.render;

import java.io.IOException;
import java.io.Writer;
import org.jspecify.annotations.Nullable;

/**
 * Writes one JSON value as a stream, indented by two spaces; what stands in an inline object or array stays on its line.
 *
 * <p>The caller keeps begin and end in pairs, and puts a name before every value of an object. Confined to one thread.
 */
final class JsonWriter {
    private static final String HEX = "0123456789abcdef";
    private static final double LARGEST_WITH_MICROS = 9.0e12; // as micros still a long

    private final Writer out;
    private int depth;
    private int inlineDepth = Integer.MAX_VALUE;
    private boolean first = true;
    private boolean named;

    JsonWriter(Writer out) {
        this.out = out;
    }

    JsonWriter beginObject() throws IOException {
        return begin('{');
    }

    /** Begins an object that is written on one line. */
    JsonWriter beginInlineObject() throws IOException {
        begin('{');
        inlineDepth = Math.min(inlineDepth, depth);
        return this;
    }

    JsonWriter endObject() throws IOException {
        return end('}');
    }

    JsonWriter beginArray() throws IOException {
        return begin('[');
    }

    /** Begins an array that is written on one line. */
    JsonWriter beginInlineArray() throws IOException {
        begin('[');
        inlineDepth = Math.min(inlineDepth, depth);
        return this;
    }

    JsonWriter endArray() throws IOException {
        return end(']');
    }

    /** Writes the name of the member whose value comes next. */
    JsonWriter name(String name) throws IOException {
        separate();
        string(name);
        out.write(": ");
        named = true;
        return this;
    }

    JsonWriter value(@Nullable String value) throws IOException {
        separate();
        if (value == null) {
            out.write("null");
        } else {
            string(value);
        }
        return this;
    }

    JsonWriter value(long value) throws IOException {
        separate();
        out.write(Long.toString(value));
        return this;
    }

    JsonWriter value(@Nullable Long value) throws IOException {
        return value == null ? nullValue() : value(value.longValue());
    }

    /** Writes a number to the millionth, without an exponent; what is no finite number becomes null. */
    JsonWriter value(double value) throws IOException {
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            return nullValue();
        }
        separate();
        if (Math.abs(value) >= LARGEST_WITH_MICROS) {
            out.write(Double.toString(value));
            return this;
        }
        long micros = Math.round(value * 1e6);
        String digits = Long.toString(Math.abs(micros) % 1_000_000 + 1_000_000);
        int end = digits.length();
        while (end > 2 && digits.charAt(end - 1) == '0') {
            end--;
        }
        out.write(micros < 0 ? "-" : "");
        out.write(Long.toString(Math.abs(micros) / 1_000_000));
        out.write('.');
        out.write(digits, 1, end - 1);
        return this;
    }

    JsonWriter value(@Nullable Double value) throws IOException {
        return value == null ? nullValue() : value(value.doubleValue());
    }

    JsonWriter value(boolean value) throws IOException {
        separate();
        out.write(value ? "true" : "false");
        return this;
    }

    JsonWriter nullValue() throws IOException {
        return value((String) null);
    }

    /** Writes an array without elements. */
    JsonWriter emptyArray() throws IOException {
        separate();
        out.write("[]");
        return this;
    }

    private JsonWriter begin(char bracket) throws IOException {
        separate();
        out.write(bracket);
        depth++;
        first = true;
        return this;
    }

    private JsonWriter end(char bracket) throws IOException {
        boolean inline = depth >= inlineDepth;
        if (depth == inlineDepth) {
            inlineDepth = Integer.MAX_VALUE;
        }
        depth--;
        if (!first && !inline) {
            newLine();
        }
        out.write(bracket);
        first = false;
        return this;
    }

    private void separate() throws IOException {
        if (named) {
            named = false;
            return;
        }
        if (!first) {
            out.write(',');
        }
        if (depth >= inlineDepth) {
            out.write(first ? "" : " ");
        } else if (depth > 0) {
            newLine();
        }
        first = false;
    }

    private void newLine() throws IOException {
        out.write('\n');
        for (int i = 0; i < depth; i++) {
            out.write("  ");
        }
    }

    private void string(String text) throws IOException {
        out.write('"');
        int start = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else if (c == '"' || c == '\\' || c < ' ' || (c >= 0x7f && mustEscape(c))) {
                out.write(text, start, i - start);
                escape(c);
                start = i + 1;
            }
        }
        out.write(text, start, text.length() - start);
        out.write('"');
    }

    private static boolean mustEscape(char c) {
        return c <= 0x9f || Character.isSurrogate(c) || c == '\u2028' || c == '\u2029';
    }

    private void escape(char c) throws IOException {
        switch (c) {
            case '"' -> out.write("\\\"");
            case '\\' -> out.write("\\\\");
            case '\n' -> out.write("\\n");
            case '\r' -> out.write("\\r");
            case '\t' -> out.write("\\t");
            default -> {
                // Half a surrogate pair is no character: strict readers would refuse the whole file.
                char shown = Character.isSurrogate(c) ? '\ufffd' : c;
                out.write("\\u");
                for (int shift = 12; shift >= 0; shift -= 4) {
                    out.write(HEX.charAt(shown >> shift & 0xf));
                }
            }
        }
    }
}
