// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.report.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class JsonWriterTest {
    private final StringWriter out = new StringWriter();
    private final JsonWriter json = new JsonWriter(out);

    @Test
    void object_withMembers_isIndented() throws IOException {
        json.beginObject();
        json.name("a").value(1);
        json.name("b").beginArray().value("x").value(true).endArray();
        json.name("c").emptyArray();
        json.endObject();

        assertThat(out).hasToString("""
            {
              "a": 1,
              "b": [
                "x",
                true
              ],
              "c": []
            }\
            """);
    }

    @Test
    void inlineObject_withMembers_staysOnItsLine() throws IOException {
        json.beginArray();
        json.beginInlineObject();
        json.name("a").value(1);
        json.name("b").beginArray().value(2).value(3).endArray();
        json.endObject();
        json.beginInlineObject().endObject();
        json.endArray();

        assertThat(out).hasToString("""
            [
              {"a": 1, "b": [2, 3]},
              {}
            ]\
            """);
    }

    @Test
    void emptyContainers_haveNothingBetweenTheirBrackets() throws IOException {
        json.beginObject();
        json.name("a").beginObject().endObject();
        json.name("b").beginArray().endArray();
        json.endObject();

        assertThat(out).hasToString("""
            {
              "a": {},
              "b": []
            }\
            """);
    }

    @Test
    void string_withCharactersThatNeedIt_isEscaped() throws IOException {
        json.value("\"\\\n\r\t\b\u0000\u001f\u007f\u0085\u2028\u2029/");

        assertThat(out).hasToString("\"\\\"\\\\\\n\\r\\t\\u0008\\u0000\\u001f\\u007f\\u0085\\u2028\\u2029/\"");
    }

    @Test
    void string_beyondAscii_isKept() throws IOException {
        json.value("Gr\u00f6\u00dfe \u65e5\u672c \ud83d\ude00");

        assertThat(out).hasToString("\"Gr\u00f6\u00dfe \u65e5\u672c \ud83d\ude00\"");
    }

    @Test
    void string_withHalfASurrogatePair_holdsTheReplacementCharacter() throws IOException {
        json.value("a\ud83db\ude00c\ud83d");

        assertThat(out).hasToString("\"a\\ufffdb\\ufffdc\\ufffd\"");
    }

    @Test
    void string_ofEveryCharacter_isReadBackAsItWas() throws IOException {
        StringBuilder every = new StringBuilder();
        for (int c = 0; c < 0x11_000; c += c < 0x300 ? 1 : 31) {
            if (c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE) {
                every.appendCodePoint(c);
            }
        }

        json.value(every.toString());

        assertThat(Json.parse(out.toString())).isEqualTo(every.toString());
    }

    @Test
    void number_isWrittenWithoutExponent() throws IOException {
        json.beginInlineObject();
        json.name("a").value(0.0000015);
        json.name("b").value(-0.25);
        json.name("c").value(125.0);
        json.name("d").value(1_234_567.875);
        json.name("e").value(Long.MIN_VALUE);
        json.name("f").value(0.9999999);
        json.endObject();

        assertThat(out)
                .hasToString("{\"a\": 0.000002, \"b\": -0.25, \"c\": 125.0, \"d\": 1234567.875, "
                        + "\"e\": -9223372036854775808, \"f\": 1.0}");
    }

    @Test
    void number_thatIsNone_isNull() throws IOException {
        json.beginArray();
        json.value(Double.NaN)
                .value(Double.POSITIVE_INFINITY)
                .value((Long) null)
                .value((String) null);
        json.endArray();

        assertThat(Json.parse(out.toString())).asString().isEqualTo("[null, null, null, null]");
    }

    @Test
    void number_howeverLarge_isReadable() throws IOException {
        json.value(Double.MAX_VALUE);

        assertThat(Json.parse(out.toString())).isEqualTo(Double.MAX_VALUE);
    }
}
