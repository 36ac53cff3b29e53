// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.agent.hook;

import org.jspecify.annotations.Nullable;

/**
 * Where programs reach the agent, from any class loader: {@code dev.seep.api} calls {@link #ask}, by its name.
 *
 * <p>Thread-safe. Only texts pass, so that neither side can keep the other's classes alive.
 */
public final class Requests {
    private static volatile @Nullable RequestHandler handler;

    private Requests() {}

    /** Lets {@code newHandler} answer from now on. */
    public static void answerBy(RequestHandler newHandler) {
        handler = newHandler;
    }

    /**
     * {@return the agent's answer, as {@link RequestHandler#answer} gives it; null while there is nobody to ask}
     */
    public static @Nullable String ask(String request, String argument) {
        RequestHandler current = handler;
        return current == null ? null : current.answer(request, argument);
    }
}
