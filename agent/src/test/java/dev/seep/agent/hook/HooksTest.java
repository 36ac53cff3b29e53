// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.agent.hook;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class HooksTest {
    /** These are woven; what they do, compiled into the woven methods, would keep those from being inlined. */
    private static final List<String> WOVEN = List.of(
            "enter",
            "clear",
            "leave",
            "allocated",
            "freed",
            "freedUnlessRefused",
            "freedWithin",
            "reallocating",
            "reallocated",
            "reallocatedUnlessRefused",
            "reallocationFailed",
            "resizedUnlessRefused");

    @Test
    void wovenHooks_thatAreNotOneCallAlready_areNotInlined() {
        List<Method> woven = Arrays.stream(Hooks.class.getDeclaredMethods())
                .filter(method -> WOVEN.contains(method.getName()))
                .filter(method -> !takesSubject(method))
                .toList();

        assertThat(woven)
                .extracting(Method::getName)
                .containsAll(WOVEN)
                .hasSize(WOVEN.size() + 2); // enter and reallocating are two each
        assertThat(woven)
                .allSatisfy(method -> assertThat(method.getAnnotations())
                        .extracting(annotation -> annotation.annotationType().getName())
                        .contains("jdk.internal.vm.annotation.DontInline"));
    }

    /** Inlined, so that the subject does not escape. */
    private static boolean takesSubject(Method method) {
        return Arrays.asList(method.getParameterTypes()).contains(Object.class);
    }
}
