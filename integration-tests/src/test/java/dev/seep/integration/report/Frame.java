// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.integration.report;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/** One frame of a stack trace. */
public record Frame(
        @JsonProperty("class") String className,
        String method,
        @Nullable String file,
        int line) {

    /** {@return whether this is a frame of {@code type} or a class nested in it} */
    public boolean isIn(Class<?> type) {
        return className.equals(type.getName()) || className.startsWith(type.getName() + "$");
    }

    /** {@return whether this is a frame of the method {@code name} of {@code type}} */
    public boolean isIn(Class<?> type, String name) {
        return className.equals(type.getName()) && method.equals(name);
    }
}
