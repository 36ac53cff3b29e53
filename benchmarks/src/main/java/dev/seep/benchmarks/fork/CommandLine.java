// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.benchmarks.fork;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The options of a comparison: {@code --name value}, lists with commas, and flags. */
public final class CommandLine {
    private final Map<String, String> values = new HashMap<>();

    /** What a program does with its options. */
    public interface Body {
        /**
         * Runs.
         *
         * @throws IllegalArgumentException if an option's value is no use
         * @throws IllegalStateException if something is missing or fails
         */
        void run(CommandLine options) throws IOException, InterruptedException;
    }

    /**
     * Runs a program. A mistake in its options, or a JDK that is missing, is told in one line and ends the JVM.
     *
     * @param flags names that take no value
     * @param names names that take one
     */
    public static void run(String[] arguments, Set<String> flags, Set<String> names, Body body)
            throws IOException, InterruptedException {
        try {
            body.run(new CommandLine(arguments, flags, names));
        } catch (IllegalArgumentException e) {
            System.err.println("[seep] " + e.getMessage());
            System.exit(2);
        } catch (IllegalStateException e) {
            System.err.println("[seep] " + e.getMessage());
            System.exit(1);
        }
    }

    /**
     * Reads the options.
     *
     * @throws IllegalArgumentException if there is anything else
     */
    CommandLine(String[] arguments, Set<String> flags, Set<String> names) {
        for (int i = 0; i < arguments.length; i++) {
            String name = arguments[i].startsWith("--") ? arguments[i].substring(2) : "";
            if (flags.contains(name)) {
                values.put(name, "true");
            } else if (names.contains(name) && i + 1 < arguments.length) {
                values.put(name, arguments[++i]);
            } else {
                throw new IllegalArgumentException("unknown option, or no value: option=" + arguments[i] + " [--"
                        + String.join(", --", new TreeSet<>(flags)) + "; with a value: --"
                        + String.join(", --", new TreeSet<>(names)) + "]");
            }
        }
    }

    /** {@return whether a flag is given} */
    public boolean has(String flag) {
        return values.containsKey(flag);
    }

    /** {@return an option's value} */
    public String text(String name, String otherwise) {
        return values.getOrDefault(name, otherwise);
    }

    /**
     * {@return an option's value as a whole number of at least 1}
     *
     * @throws IllegalArgumentException if it is none
     */
    public int number(String name, int otherwise) {
        return positive(name, text(name, Integer.toString(otherwise)));
    }

    /**
     * {@return an option's value as a number of seconds, as it was written}
     *
     * @throws IllegalArgumentException if it is none
     */
    public String seconds(String name, String otherwise) {
        String text = text(name, otherwise);
        try {
            if (Double.parseDouble(text) > 0) {
                return text;
            }
        } catch (NumberFormatException e) {
            // As any other value that is no use.
        }
        throw new IllegalArgumentException("option wants a number of seconds above 0: --" + name + " " + text);
    }

    private static int positive(String name, String text) {
        try {
            int number = Integer.parseInt(text);
            if (number > 0) {
                return number;
            }
        } catch (NumberFormatException e) {
            // As any other value that is no use.
        }
        throw new IllegalArgumentException("option wants whole numbers of at least 1: --" + name + " " + text);
    }

    /** {@return the parts of an option's value} */
    public List<String> list(String name, String otherwise) {
        return List.of(text(name, otherwise).split(",", -1));
    }

    /**
     * {@return the parts of an option's value as whole numbers of at least 1}
     *
     * @throws IllegalArgumentException if one is none
     */
    public List<Integer> numbers(String name, String otherwise) {
        List<Integer> numbers = new ArrayList<>();
        for (String part : list(name, otherwise)) {
            numbers.add(positive(name, part));
        }
        return numbers;
    }
}
