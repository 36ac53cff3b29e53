// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.benchmarks.fork;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The options of a comparison: {@code --name value}, lists with commas, and flags. */
public final class CommandLine {
    private final Map<String, String> values = new HashMap<>();

    /**
     * Reads the options of a program. Where there is anything else, says what there could be and ends the JVM.
     *
     * @param flags names that take no value
     * @param names names that take one
     */
    public static CommandLine read(String[] arguments, Set<String> flags, Set<String> names) {
        try {
            return new CommandLine(arguments, flags, names);
        } catch (IllegalArgumentException e) {
            System.err.println("[seep] " + e.getMessage());
            System.exit(2);
            throw e;
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

    /** {@return an option's value as a number} */
    public int number(String name, int otherwise) {
        return Integer.parseInt(text(name, Integer.toString(otherwise)));
    }

    /** {@return the parts of an option's value} */
    public List<String> list(String name, String otherwise) {
        return List.of(text(name, otherwise).split(","));
    }

    /** {@return the parts of an option's value as numbers} */
    public List<Integer> numbers(String name, String otherwise) {
        List<Integer> numbers = new ArrayList<>();
        for (String part : list(name, otherwise)) {
            numbers.add(Integer.valueOf(part));
        }
        return numbers;
    }
}
