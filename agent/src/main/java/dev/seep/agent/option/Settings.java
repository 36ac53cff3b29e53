// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.agent.option;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * The texts that were given for options, and the problems met on the way.
 *
 * <p>Looked for, in this order, in the agent's arguments, {@code -Dseep.key}, {@code SEEP_KEY} and the file that
 * {@code config} names.
 */
final class Settings {
    private static final String PROPERTY_PREFIX = "seep.";

    private final Map<Option, String> texts = new EnumMap<>(Option.class);
    private final List<String> warnings = new ArrayList<>();

    /**
     * Reads all sources.
     *
     * @param arguments {@code key[=value],...}, or null
     * @param properties the system properties
     * @param environment the environment variables
     */
    Settings(@Nullable String arguments, Properties properties, Map<String, String> environment) {
        if (arguments != null) {
            readArguments(arguments);
        }
        readProperties(properties);
        for (Option option : Option.values()) {
            String text = environment.get(option.environmentKey());
            if (text != null) {
                texts.putIfAbsent(option, text.trim());
            }
        }
        String config = texts.get(Option.CONFIG);
        if (config != null && !config.isEmpty()) {
            readConfig(config);
        }
    }

    private void readArguments(String arguments) {
        int start = 0;
        while (start <= arguments.length()) {
            int comma = arguments.indexOf(',', start);
            int end = comma < 0 ? arguments.length() : comma;
            String argument = arguments.substring(start, end).trim();
            if (!argument.isEmpty()) {
                int equals = argument.indexOf('=');
                String key =
                        equals < 0 ? argument : argument.substring(0, equals).trim();
                read(key, equals < 0 ? "" : argument.substring(equals + 1).trim(), true);
            }
            start = end + 1;
        }
    }

    private void readProperties(Properties properties) {
        for (Object name : properties.keySet()) {
            if (name instanceof String property && property.startsWith(PROPERTY_PREFIX)) {
                read(
                        property.substring(PROPERTY_PREFIX.length()),
                        properties.getProperty(property, "").trim(),
                        false);
            }
        }
    }

    private void readConfig(String file) {
        Properties properties = new Properties();
        try (InputStream in = Files.newInputStream(Path.of(file))) {
            properties.load(in);
        } catch (IOException | IllegalArgumentException e) {
            warnings.add("cannot read the options file: config=" + file + ", reason=" + e);
            return;
        }
        for (Object name : properties.keySet()) {
            String key = (String) name;
            read(key, properties.getProperty(key, "").trim(), false);
        }
    }

    private void read(String key, String text, boolean replace) {
        Option option = find(key);
        if (option == null) {
            warnings.add("unknown option: " + key + didYouMean(key));
        } else if (replace) {
            texts.put(option, text);
        } else {
            texts.putIfAbsent(option, text);
        }
    }

    private static @Nullable Option find(String key) {
        for (Option option : Option.values()) {
            if (option.key.equals(key)) {
                return option;
            }
        }
        return null;
    }

    private static String didYouMean(String key) {
        Option nearest = Option.HELP;
        int least = Integer.MAX_VALUE;
        for (Option option : Option.values()) {
            int distance = distance(key.toLowerCase(Locale.ROOT), option.key);
            if (distance < least) {
                least = distance;
                nearest = option;
            }
        }
        return least <= Math.max(1, key.length() / 3)
                ? " (did you mean " + nearest.key + "?)"
                : " (ignored; help lists the options)";
    }

    /** {@return the Levenshtein distance of two words} */
    static int distance(String from, String to) {
        int[] row = new int[to.length() + 1];
        for (int j = 0; j <= to.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int replaced = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[to.length()];
    }

    /** {@return what was given for an option, or its default} */
    String text(Option option) {
        return texts.getOrDefault(option, option.defaultText);
    }

    /** Says that an option's value is of no use, and goes back to its default. */
    void reject(Option option, String problem) {
        String text = texts.remove(option);
        String fallback = option.defaultText.isEmpty() ? "without it" : "with " + option.key + "=" + option.defaultText;
        warnings.add(option.key + " " + problem + ": " + option.key + "=" + text + " (going on " + fallback + ")");
    }

    List<String> warnings() {
        return warnings;
    }
}
