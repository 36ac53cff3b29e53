// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.api;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Asks the Seep agent of this JVM.
 *
 * <p>Where there is no agent, or one that was started with {@code enabled=false}, every method does nothing and says so by
 * what it returns: leave the calls in. It makes no difference which class loader this class comes from, nor how many do.
 * Thread-safe.
 */
public final class Seep {
    private Seep() {}

    /** {@return whether the agent is at work in this JVM} */
    public static boolean isPresent() {
        return Agent.ask("present", "") != null;
    }

    /**
     * Keeps a snapshot of this moment under a name, to be compared with later: by {@link #since}, or by {@code seep diff
     * FILE#NAME FILE} once the JVM has written its {@code .seep} file, which holds all marks.
     *
     * <p>Takes milliseconds, or longer with millions of live blocks. The newest 32 marks are kept, and 16 MiB of them in
     * all; a mark of the same name takes the place of the older one.
     *
     * @param name any text that is not empty
     * @return whether it was kept: false without the agent, and for a snapshot that is too large
     * @throws IllegalArgumentException if {@code name} is empty
     * @throws IllegalStateException if the agent cannot do it; the message says why
     */
    public static boolean mark(String name) {
        checkName(name);
        return "kept".equals(Agent.ask("mark", name));
    }

    /**
     * Forgets a mark.
     *
     * @return whether there was one of that name; false without the agent
     */
    public static boolean forget(String name) {
        return "forgotten".equals(Agent.ask("forget", name));
    }

    /**
     * Says which lines hold more than they did at a mark.
     *
     * <p>Exact: only lines are looked at whose blocks are counted where they are allocated. What the JDK takes for itself,
     * and what was allocated by reflection or a method handle, is left out; so is what a pool maps to hand out in blocks.
     * The garbage collector is not run: buffers that nobody holds any more may still count.
     *
     * @return a text that names them, a few rows each, of at most 80 columns; empty if there are none, and without the agent
     * @throws IllegalArgumentException if {@code name} is empty
     * @throws IllegalStateException if there is no such mark, or the agent cannot compare; the message says why
     */
    public static String since(String name) {
        checkName(name);
        String text = Agent.ask("since", name);
        return text == null ? "" : text;
    }

    /** {@return the text report of this moment, as at exit; empty without the agent} */
    public static String report() {
        String text = Agent.ask("report", "");
        return text == null ? "" : text;
    }

    /**
     * Writes what is known at this moment to a file.
     *
     * @param file its extension is the format: {@code .seep} with all marks, {@code .json}, {@code .txt} or {@code .collapsed}
     * @return whether it was written; false without the agent
     * @throws IOException if it cannot be written, or has another extension
     */
    public static boolean snapshot(Path file) throws IOException {
        try {
            return Agent.ask("snapshot", file.toAbsolutePath().toString()) != null;
        } catch (IllegalStateException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private static void checkName(@Nullable String name) {
        if (name == null || name.isEmpty()) {
            throw new IllegalArgumentException("a mark must have a name: name=" + name);
        }
    }
}
