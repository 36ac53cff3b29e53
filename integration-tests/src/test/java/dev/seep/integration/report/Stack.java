// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.integration.report;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;

/** The blocks of one site with one stack trace, which runs from the allocation outwards. */
public record Stack(
        List<Frame> frames,
        boolean exact,
        double errorBytes,
        @JsonUnwrapped Figures figures) {

    /** {@return whether a frame is of {@code type} or a class nested in it} */
    public boolean holds(Class<?> type) {
        return frames.stream().anyMatch(frame -> frame.isIn(type));
    }

    /** {@return whether a frame is of the method {@code method} of {@code type}} */
    public boolean holds(Class<?> type, String method) {
        return frames.stream().anyMatch(frame -> frame.isIn(type, method));
    }
}
