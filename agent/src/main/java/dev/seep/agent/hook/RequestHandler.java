// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.agent.hook;

import org.jspecify.annotations.Nullable;

/** Answers what a program asks the agent for. */
public interface RequestHandler {
    /**
     * Does what is asked, on the program's thread. Never throws.
     *
     * @param request what to do
     * @param argument what to do it with
     * @return the result behind a {@code +}, or a reason why not behind a {@code -}; null for a request that is not known
     */
    @Nullable
    String answer(String request, String argument);
}
