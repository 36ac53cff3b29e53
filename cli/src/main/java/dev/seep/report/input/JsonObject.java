// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.report.input;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.JsonEOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An object of a JSON document, read as a whole. What is missing or null has a default; what is of another type is an error. */
final class JsonObject {
    private final Map<String, Object> members;

    private JsonObject(Map<String, Object> members) {
        this.members = members;
    }

    /**
     * Reads a document that is one object.
     *
     * @throws IOException if it is none, or is cut off; the message is one line
     */
    static JsonObject read(InputStream in) throws IOException {
        try (JsonParser parser = new JsonFactory().createParser(in)) {
            if (!startsAnObject(parser)) {
                throw new IOException("neither a snapshot, nor a JSON report, nor a flight recording");
            }
            JsonObject object = object(parser);
            if (parser.nextToken() != null) {
                throw new IOException("more than one JSON value");
            }
            return object;
        } catch (JsonEOFException e) {
            throw new IOException("cut off in line " + e.getLocation().getLineNr(), e);
        } catch (JsonProcessingException e) {
            JsonLocation at = e.getLocation(); // none where a limit of the parser was passed
            throw new IOException(
                    "no JSON" + (at == null ? "" : " from line " + at.getLineNr() + " on") + ": "
                            + e.getOriginalMessage().replace('\n', ' '),
                    e);
        }
    }

    private static boolean startsAnObject(JsonParser parser) throws IOException {
        try {
            return parser.nextToken() == JsonToken.START_OBJECT;
        } catch (JsonProcessingException e) {
            return false;
        }
    }

    private static JsonObject object(JsonParser parser) throws IOException {
        Map<String, Object> members = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            parser.nextToken();
            Object value = value(parser);
            if (value != null) {
                members.put(name, value);
            }
        }
        return new JsonObject(members);
    }

    private static @Nullable Object value(JsonParser parser) throws IOException {
        return switch (parser.currentToken()) {
            case START_OBJECT -> object(parser);
            case START_ARRAY -> {
                List<Object> elements = new ArrayList<>();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    Object element = value(parser);
                    if (element != null) {
                        elements.add(element);
                    }
                }
                yield elements;
            }
            case VALUE_STRING -> parser.getText();
            case VALUE_NUMBER_INT -> parser.getLongValue();
            case VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            default -> null;
        };
    }

    boolean has(String key) {
        return members.containsKey(key);
    }

    Iterable<String> keys() {
        return members.keySet();
    }

    String text(String key, String otherwise) throws IOException {
        String text = nullableText(key);
        return text == null ? otherwise : text;
    }

    @Nullable
    String nullableText(String key) throws IOException {
        return as(String.class, key);
    }

    long number(String key) throws IOException {
        Long number = nullableNumber(key);
        return number == null ? 0 : number;
    }

    @Nullable
    Long nullableNumber(String key) throws IOException {
        Number number = as(Number.class, key);
        return number == null ? null : (Long) number.longValue();
    }

    double decimal(String key) throws IOException {
        Number number = as(Number.class, key);
        return number == null ? 0 : number.doubleValue();
    }

    boolean flag(String key) throws IOException {
        return Boolean.TRUE.equals(as(Boolean.class, key));
    }

    /** {@return the object of that name, an empty one where it is missing} */
    JsonObject object(String key) throws IOException {
        JsonObject object = as(JsonObject.class, key);
        return object == null ? new JsonObject(Map.of()) : object;
    }

    List<JsonObject> objects(String key) throws IOException {
        return elements(JsonObject.class, key);
    }

    List<Long> numbers(String key) throws IOException {
        return elements(Long.class, key);
    }

    List<String> texts(String key) throws IOException {
        return elements(String.class, key);
    }

    private <T> List<T> elements(Class<T> type, String key) throws IOException {
        List<T> elements = new ArrayList<>();
        List<?> list = as(List.class, key);
        for (Object element : list == null ? List.of() : list) {
            elements.add(checked(type, key, element));
        }
        return elements;
    }

    private <T> @Nullable T as(Class<T> type, String key) throws IOException {
        Object value = members.get(key);
        return value == null ? null : checked(type, key, value);
    }

    private static <T> T checked(Class<T> type, String key, Object value) throws IOException {
        if (!type.isInstance(value)) {
            throw new IOException("no report of Seep: unexpected value of " + key);
        }
        return type.cast(value);
    }
}
