// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.agent.site;

/**
 * A thread name with a star for each run of digits, cut off where it gets too long: {@code pool-*-thread-*}.
 *
 * <p>Patterns are compared and hashed without making them.
 */
final class NamePattern {
    /** Most characters that are looked at of a name. */
    static final int MAX_LENGTH = 128;

    private NamePattern() {}

    /** {@return the pattern of a name} */
    static String of(String name) {
        StringBuilder pattern = new StringBuilder();
        for (int i = 0; i < end(name); i = next(name, i)) {
            pattern.append(at(name, i));
        }
        return pattern.toString();
    }

    /** {@return the hash of a name's pattern} */
    static int hash(String name) {
        int hash = 0;
        for (int i = 0; i < end(name); i = next(name, i)) {
            hash = 31 * hash + at(name, i);
        }
        return hash;
    }

    /** {@return whether a string is the pattern of a name} */
    static boolean matches(String pattern, String name) {
        int p = 0;
        for (int i = 0; i < end(name); i = next(name, i)) {
            if (p == pattern.length() || pattern.charAt(p++) != at(name, i)) {
                return false;
            }
        }
        return p == pattern.length();
    }

    private static int end(String name) {
        return Math.min(name.length(), MAX_LENGTH);
    }

    private static char at(String name, int i) {
        return isDigit(name.charAt(i)) ? '*' : name.charAt(i);
    }

    /** {@return the place after the character at {@code i}, or after the run of digits there} */
    private static int next(String name, int i) {
        int next = i + 1;
        if (isDigit(name.charAt(i))) {
            while (next < end(name) && isDigit(name.charAt(next))) {
                next++;
            }
        }
        return next;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
