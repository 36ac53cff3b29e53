// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.integration.report;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The blocks of one kind from one call site. */
public record Site(
        String kind,
        String layer,
        @Nullable Frame callSite,
        boolean exact,
        double errorBytes,
        boolean jdkInternal,
        boolean rest,
        @JsonUnwrapped Figures figures,
        List<Stack> stacks) {

    /** {@return the figures of the stacks that hold a frame of the method {@code method} of {@code type}} */
    public Figures below(Class<?> type, String method) {
        return stacks.stream()
                .filter(stack -> stack.holds(type, method))
                .map(Stack::figures)
                .reduce(Figures.NONE, Figures::plus);
    }
}
