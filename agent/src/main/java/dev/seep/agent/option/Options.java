// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.agent.option;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The options in force. Immutable and thread-safe.
 *
 * <p>A value that is no use is replaced by its default, with a line in {@link #warnings}.
 */
public final class Options {
    /*
     * Implementation notes
     *
     * Parsed before the application starts: no regular expressions, lambdas or streams, whose first use costs
     * milliseconds.
     */
    static final String[] EXTENSIONS = {".json", ".txt", ".collapsed", ".seep"
    }; // ReportFormat is not loaded at the start
    private static final long MAX_DEPTH = 1024;
    private static final long MAX_TOP = 1_000_000;
    private static final long MIN_LIVE = 64;
    private static final long MAX_LIVE = 1L << 31;
    private static final long MAX_INTERVAL = 1L << 40;
    private static final int HELP_INDENT = 18;
    private static final int HELP_WIDTH = 80;

    private final SortedMap<String, String> texts;
    private final List<String> warnings;
    private final boolean[] switches = new boolean[Option.values().length];
    private final long[] numbers = new long[Option.values().length];
    private final List<String> out;
    private final FilterPatterns filter;
    private final List<String> suppressions;

    private Options(Settings settings) {
        for (Option option : Option.values()) {
            try {
                readValue(option, settings.text(option));
            } catch (IllegalArgumentException e) {
                settings.reject(option, String.valueOf(e.getMessage()));
                readValue(option, option.defaultText);
            }
        }
        out = readFiles(settings);
        filter = new FilterPatterns(settings.text(Option.INCLUDE), settings.text(Option.EXCLUDE));
        String suppress = settings.text(Option.SUPPRESS);
        suppressions = suppress.isEmpty() ? List.of() : List.copyOf(SuppressionFile.read(suppress, settings));
        texts = Collections.unmodifiableSortedMap(textsInForce(settings));
        warnings = List.copyOf(settings.warnings());
    }

    /**
     * Reads the options of this JVM. Never throws.
     *
     * @param arguments the agent's arguments, {@code key[=value],...}, or null
     */
    public static Options parse(@Nullable String arguments) {
        try {
            return parse(arguments, System.getProperties(), System.getenv());
        } catch (
                RuntimeException e) { // a security manager refuses, or the application has properties of its own making
            Settings settings = new Settings(arguments, new Properties(), Map.of());
            settings.warn("cannot read system properties and environment: reason=" + e);
            return new Options(settings);
        }
    }

    static Options parse(@Nullable String arguments, Properties properties, Map<String, String> environment) {
        return new Options(new Settings(arguments, properties, environment));
    }

    private void readValue(Option option, String text) {
        int at = option.ordinal();
        switch (option) {
            case INTERVAL -> numbers[at] = Values.readBytes(text, 1, MAX_INTERVAL);
            case BUDGET -> numbers[at] = Values.readPercent(text);
            case DEPTH -> numbers[at] = Values.readCount(text, 1, MAX_DEPTH);
            case TOP -> numbers[at] = Values.readCount(text, 1, MAX_TOP);
            case MAX_LIVE -> numbers[at] = Values.readBytes(text, MIN_LIVE, MAX_LIVE);
            case EXIT_WAIT -> numbers[at] = Values.readMillis(text);
            default -> {
                if (option.type == Option.Type.SWITCH) {
                    switches[at] = Values.readSwitch(text);
                }
            }
        }
    }

    private static List<String> readFiles(Settings settings) {
        List<String> files = new ArrayList<>();
        String joined = settings.text(Option.OUT);
        int start = 0;
        while (start < joined.length()) {
            int plus = joined.indexOf('+', start);
            int end = plus < 0 ? joined.length() : plus;
            String file = joined.substring(start, end).trim();
            String problem = file.isEmpty() ? null : problemOf(file);
            if (problem != null) {
                settings.warn("out has " + problem + ": file=" + file + " (this one is not written)");
            } else if (!file.isEmpty()) {
                files.add(file);
            }
            start = end + 1;
        }
        return List.copyOf(files);
    }

    private static @Nullable String problemOf(String file) {
        String name;
        try {
            Path fileName = Path.of(file).getFileName();
            name = fileName == null ? "" : fileName.toString();
        } catch (InvalidPathException e) { // such as letters that the locale's character set lacks
            return "a file of a name that is impossible here";
        }
        for (String extension : EXTENSIONS) {
            int start = name.length() - extension.length();
            if (start > 0 && name.regionMatches(true, start, extension, 0, extension.length())) {
                return null;
            }
        }
        return "a file whose name does not end in .json, .txt, .collapsed or .seep";
    }

    private SortedMap<String, String> textsInForce(Settings settings) {
        SortedMap<String, String> inForce = new TreeMap<>();
        for (Option option : Option.values()) {
            String text = settings.text(option);
            inForce.put(option.key, option.type == Option.Type.SWITCH ? String.valueOf(is(option)) : text);
        }
        inForce.put(Option.OUT.key, String.join("+", out));
        return inForce;
    }

    private boolean is(Option option) {
        return switches[option.ordinal()];
    }

    /** {@return one line for each problem with the options} */
    public List<String> warnings() {
        return warnings;
    }

    /** {@return whether tracking starts with the JVM} */
    public boolean enabled() {
        return is(Option.ENABLED);
    }

    /** {@return whether no report goes to standard error} */
    public boolean quiet() {
        return is(Option.QUIET);
    }

    /** {@return whether tracking is refused when there are {@link #warnings}} */
    public boolean strict() {
        return is(Option.STRICT);
    }

    /** {@return whether garbage is collected before a report} */
    public boolean gc() {
        return is(Option.GC);
    }

    /** {@return whether Flight Recorder gets events} */
    public boolean jfr() {
        return is(Option.JFR);
    }

    /** {@return whether the user wants to see {@link #helpText}} */
    public boolean helpRequested() {
        return is(Option.HELP);
    }

    /** {@return average number of bytes between two drawn allocations; 1 draws all} */
    public long intervalBytes() {
        return numbers[Option.INTERVAL.ordinal()];
    }

    /** {@return processor time that walks of growing sites may take, as a share of one processor's; 0 to 1} */
    public double budget() {
        return numbers[Option.BUDGET.ordinal()] / (100.0 * Values.PARTS_OF_ONE_PERCENT);
    }

    /** {@return most frames kept of a stack} */
    public int depth() {
        return (int) numbers[Option.DEPTH.ordinal()];
    }

    /** {@return sites kept in a report} */
    public int top() {
        return (int) numbers[Option.TOP.ordinal()];
    }

    /** {@return live blocks with a record each, before the tables are thinned} */
    public long maxLive() {
        return numbers[Option.MAX_LIVE.ordinal()];
    }

    /** {@return how long hung shutdown hooks are waited for, in milliseconds} */
    public long exitWaitMillis() {
        return numbers[Option.EXIT_WAIT.ordinal()];
    }

    /** {@return what is kept by stack and by thread} */
    public FilterPatterns filter() {
        return filter;
    }

    /** {@return rules of what is not to be suspected, {@code leak:pattern} or {@code kind:pattern} each} */
    public List<String> suppressions() {
        return suppressions;
    }

    /** {@return the files to write, with %p, %t and %h filled in as of now} */
    public List<Path> out() {
        List<Path> paths = new ArrayList<>();
        for (String file : out) {
            paths.add(Path.of(FileNames.expand(file)));
        }
        return paths;
    }

    /** {@return every option with the value in force, as text; unmodifiable} */
    public SortedMap<String, String> asText() {
        return texts;
    }

    /** {@return a page that describes the options, for a terminal of 80 columns} */
    public static String helpText() {
        StringBuilder text = new StringBuilder();
        text.append("-javaagent:seep.jar[=key[=value],...]\n");
        text.append("Options are also read from -Dseep.key=value, SEEP_KEY=value and config=FILE.\n\n");
        for (Option option : Option.values()) {
            String shown = option.defaultText.isEmpty() ? option.key : option.key + "=" + option.defaultText;
            text.append("  ").append(shown);
            indent(text, HELP_INDENT - 2 - shown.length());
            appendWrapped(text, option.description);
        }
        return text.toString();
    }

    private static void appendWrapped(StringBuilder text, String words) {
        int start = 0;
        while (words.length() - start > HELP_WIDTH - HELP_INDENT) {
            int end = words.lastIndexOf(' ', start + HELP_WIDTH - HELP_INDENT);
            text.append(words, start, end).append('\n');
            indent(text, HELP_INDENT);
            start = end + 1;
        }
        text.append(words, start, words.length()).append('\n');
    }

    private static void indent(StringBuilder text, int columns) {
        for (int i = 0; i < columns; i++) {
            text.append(' ');
        }
    }
}
