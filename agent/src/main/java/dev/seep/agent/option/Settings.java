// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.agent.option;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
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
 * {@code config} names. An environment variable that is empty counts as not set, and one that names no option is none of
 * ours: {@code SEEP_HOME} may be anybody's.
 */
final class Settings {
    private static final String PROPERTY_PREFIX = "seep.";
    private static final int MAX_CONFIG_BYTES = 1 << 20; // more is no options file, but perhaps a device without an end
    private static final int MAX_WARNING_LENGTH = 400;
    private static final int MAX_WARNINGS = 20;

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
            if (text != null && !text.isBlank()) {
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
                readArgument(argument);
            }
            start = end + 1;
        }
    }

    private void readArgument(String argument) {
        int equals = argument.indexOf('=');
        String key = equals < 0 ? argument : argument.substring(0, equals).trim();
        Option option = known(key, "");
        if (option == null) {
            return;
        }
        if (equals < 0 && option.type != Option.Type.SWITCH) {
            warn("option without a value: " + key + " (ignored; write " + key + "=...)");
        } else {
            texts.put(option, equals < 0 ? "" : argument.substring(equals + 1).trim()); // the last one wins
        }
    }

    private void readProperties(Properties properties) {
        for (Object name : properties.keySet()) {
            if (name instanceof String property
                    && property.startsWith(PROPERTY_PREFIX)
                    && properties.get(property) instanceof String text) {
                Option option = known(property.substring(PROPERTY_PREFIX.length()), "-D" + PROPERTY_PREFIX);
                if (option != null) {
                    texts.putIfAbsent(option, text.trim());
                }
            }
        }
    }

    private void readConfig(String file) {
        Properties properties = new Properties();
        // Not a channel: it would leave a direct buffer with this thread.
        try (InputStream in = new FileInputStream(file)) {
            byte[] bytes = in.readNBytes(MAX_CONFIG_BYTES + 1);
            if (bytes.length > MAX_CONFIG_BYTES) {
                throw new IOException("larger than " + MAX_CONFIG_BYTES + " bytes");
            }
            String text = new String(bytes, StandardCharsets.UTF_8);
            properties.load(new StringReader(text.startsWith("\uFEFF") ? text.substring(1) : text));
        } catch (IOException | IllegalArgumentException e) {
            warn("cannot read the options file: config=" + file + ", reason=" + e.getMessage());
            return;
        }
        for (Object name : properties.keySet()) {
            Option option = known((String) name, file + ": ");
            if (option == Option.CONFIG) {
                warn("an options file cannot name another: config=" + file + " (its config is ignored)");
            } else if (option != null) {
                texts.putIfAbsent(option, properties.getProperty((String) name).trim());
            }
        }
    }

    /** {@return the option of that key, or null after a warning; {@code source} is empty for the agent's arguments} */
    private @Nullable Option known(String key, String source) {
        Option option = find(key);
        if (option == null) {
            warn(
                    key.isEmpty()
                            ? "option without a name (ignored)"
                            : "unknown option: " + source + key + hint(key, source.isEmpty()));
        }
        return option;
    }

    private static @Nullable Option find(String key) {
        for (Option option : Option.values()) {
            if (option.key.equals(key)) {
                return option;
            }
        }
        return null;
    }

    private static String hint(String key, boolean inArguments) {
        Option nearest = Option.HELP;
        int least = Integer.MAX_VALUE;
        for (Option option : Option.values()) {
            int distance = distance(key.toLowerCase(Locale.ROOT), option.key);
            if (distance < least) {
                least = distance;
                nearest = option;
            }
        }
        if (least <= Math.max(1, key.length() / 3)) {
            return " (did you mean " + nearest.key + "?)";
        }
        return isWord(key) || !inArguments
                ? " (ignored; help lists the options)"
                : " (ignored; a comma separates options, so a value cannot hold one)";
    }

    /** {@return whether a key is one that an option could have, unlike the rest of a file name or a list} */
    private static boolean isWord(String key) {
        for (int i = 0; i < key.length(); i++) {
            char c = key.charAt(i);
            if (!Character.isLetterOrDigit(c) && c != '-' && c != '_') {
                return false;
            }
        }
        return true;
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
        warn(option.key + " " + problem + ": " + option.key + "=" + text + " (going on " + fallback + ")");
    }

    /** Keeps a problem to be told, as one line of printable characters whatever the user has written. */
    void warn(String problem) {
        if (warnings.size() == MAX_WARNINGS) {
            warnings.set(MAX_WARNINGS - 1, "there are more problems with the options than are told");
            return;
        }
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < problem.length() && i < MAX_WARNING_LENGTH; i++) {
            char c = problem.charAt(i);
            boolean breaksLine = Character.isISOControl(c) || c == '\u2028' || c == '\u2029';
            line.append(breaksLine ? '?' : c);
        }
        if (problem.length() > MAX_WARNING_LENGTH) {
            line.append("...");
        }
        warnings.add(line.toString());
    }

    List<String> warnings() {
        return warnings;
    }
}
