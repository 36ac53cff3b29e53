// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.api;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import org.jspecify.annotations.Nullable;

/**
 * The agent of this JVM.
 *
 * <p>It has put a class into {@code java.lang} that every class loader sees. Texts go in and out, of the JDK's own class,
 * so that neither side keeps the other's class loader alive.
 */
final class Agent {
    private static final String CLASS = "java.lang.SeepRequests";
    private static final char DONE = '+';

    private static volatile @Nullable MethodHandle handle; // of a class that is never unloaded

    private Agent() {}

    /**
     * {@return the agent's answer, or null without an agent, or with one that does not know the request}
     *
     * @throws IllegalStateException if the agent could not do it; the message says why
     */
    static @Nullable String ask(String request, String argument) {
        MethodHandle ask = handle();
        if (ask == null) {
            return null;
        }
        String answer;
        try {
            answer = (String) ask.invokeExact(request, argument);
        } catch (Throwable t) { // the agent's method throws nothing but what comes over every method
            throw new IllegalStateException("the agent did not answer: request=" + request, t);
        }
        if (answer != null && answer.charAt(0) != DONE) {
            throw new IllegalStateException(answer.substring(1));
        }
        return answer == null ? null : answer.substring(1);
    }

    private static @Nullable MethodHandle handle() {
        MethodHandle known = handle;
        if (known != null) {
            return known;
        }
        try {
            Class<?> requests = Class.forName(CLASS, true, null);
            MethodHandle found = MethodHandles.publicLookup()
                    .findStatic(requests, "ask", MethodType.methodType(String.class, String.class, String.class));
            handle = found;
            return found;
        } catch (ReflectiveOperationException e) {
            return null; // no agent yet: one may be attached later
        }
    }
}
