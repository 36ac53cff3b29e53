// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.agent.option;

import java.util.ArrayList;
import java.util.List;

/**
 * What the options {@code include} and {@code exclude} keep: stacks by the classes in them, threads by their name.
 *
 * <p>Immutable and thread-safe. A pattern is a name with {@code *} for any number of characters; {@code thread:} in front
 * makes it one for threads.
 */
public final class FilterPatterns {
    private static final String THREAD = "thread:";

    private final String[] includedClasses;
    private final String[] excludedClasses;
    private final String[] includedThreads;
    private final String[] excludedThreads;

    FilterPatterns(String include, String exclude) {
        includedClasses = patterns(include, false);
        excludedClasses = patterns(exclude, false);
        includedThreads = patterns(include, true);
        excludedThreads = patterns(exclude, true);
    }

    private static String[] patterns(String joined, boolean threads) {
        List<String> found = new ArrayList<>();
        int start = 0;
        while (start < joined.length()) {
            int plus = joined.indexOf('+', start);
            int end = plus < 0 ? joined.length() : plus;
            String pattern = joined.substring(start, end).trim();
            boolean isThread = pattern.startsWith(THREAD);
            if (!pattern.isEmpty() && isThread == threads) {
                found.add(isThread ? pattern.substring(THREAD.length()) : pattern);
            }
            start = end + 1;
        }
        return found.toArray(new String[0]);
    }

    /** {@return whether nothing is left out} */
    public boolean keepsAll() {
        return keepsAllThreads() && includedClasses.length == 0 && excludedClasses.length == 0;
    }

    /** {@return whether no thread is left out} */
    public boolean keepsAllThreads() {
        return includedThreads.length == 0 && excludedThreads.length == 0;
    }

    /** {@return whether allocations of a thread of that name are kept} */
    public boolean keepsThread(String name) {
        return (includedThreads.length == 0 || matchesAny(includedThreads, name)) && !matchesAny(excludedThreads, name);
    }

    /** {@return whether a stack is kept: with a class that is included, and none that is excluded} */
    public boolean keepsStack(StackTraceElement[] frames) {
        boolean included = includedClasses.length == 0;
        for (StackTraceElement frame : frames) {
            if (matchesAny(excludedClasses, frame.getClassName())) {
                return false;
            }
            included = included || matchesAny(includedClasses, frame.getClassName());
        }
        return included;
    }

    private static boolean matchesAny(String[] patterns, String name) {
        for (String pattern : patterns) {
            if (matches(pattern, name)) {
                return true;
            }
        }
        return false;
    }

    /** Matches without going back further than to the last star, so that no pattern is slow. */
    static boolean matches(String pattern, String name) {
        int p = 0;
        int n = 0;
        int star = -1;
        int afterStar = 0;
        while (n < name.length()) {
            if (p < pattern.length() && pattern.charAt(p) == '*') {
                star = p++;
                afterStar = n;
            } else if (p < pattern.length() && pattern.charAt(p) == name.charAt(n)) {
                p++;
                n++;
            } else if (star >= 0) {
                p = star + 1;
                n = ++afterStar;
            } else {
                return false;
            }
        }
        while (p < pattern.length() && pattern.charAt(p) == '*') {
            p++;
        }
        return p == pattern.length();
    }
}
