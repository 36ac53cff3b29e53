// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.integration.program;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Tells the test what only the running program knows, as lines {@code name=value} on its standard output. */
public final class Marks {
    private static final Set<String> SAID = ConcurrentHashMap.newKeySet();

    private Marks() {}

    /**
     * Hands {@code size} back, and says at which line of which method that was, once a {@code name}.
     *
     * <p>Written as the argument of an allocating call, so that both are on one line however the source is formatted.
     */
    public static long line(String name, long size) {
        if (SAID.add(name)) {
            say(name, callerLine());
        }
        return size;
    }

    /** {@link #line(String, long)} for calls that take an {@code int}. */
    public static int line(String name, int size) {
        if (SAID.add(name)) {
            say(name, callerLine());
        }
        return size;
    }

    private static int callerLine() {
        return StackWalker.getInstance()
                .walk(frames -> frames.skip(2).findFirst().orElseThrow())
                .getLineNumber();
    }

    /** Says a number. */
    public static void say(String name, long value) {
        System.out.println(name + "=" + value);
    }
}
