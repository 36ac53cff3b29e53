// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.agent.option;

/**
 * The options that there are. Parsing, help and {@code docs/options.md} all come from this table.
 *
 * <p>The default is written as a user would write it; an empty one means that the option is not set.
 */
enum Option {
    OUT(
            "out",
            Type.FILES,
            "",
            "files to write at exit, joined by +; .json, .txt, .collapsed or .seep; %p pid, %t time, %h host"),
    INTERVAL(
            "interval", Type.BYTES, "512k", "average bytes between two allocations whose stack is walked; 1 walks all"),
    BUDGET(
            "budget",
            Type.PERCENT,
            "1%",
            "processor time for walking stacks of growing sites more often, in percent of one processor; 0 for never"),
    DEPTH("depth", Type.COUNT, "64", "most frames kept of a stack, 1 to 1024"),
    TOP("top", Type.COUNT, "100", "sites kept in a report, by live and by allocated bytes each"),
    MAX_LIVE(
            "max-live",
            Type.BYTES,
            "4m",
            "live blocks with a record each; beyond, one in 2, 4, 8 ... keeps its record"),
    INCLUDE(
            "include",
            Type.PATTERNS,
            "",
            "keep only stacks with a class like com.acme.*, or threads like thread:worker-*"),
    EXCLUDE("exclude", Type.PATTERNS, "", "leave out stacks with such a class, or such threads"),
    SUPPRESS(
            "suppress",
            Type.FILE,
            "",
            "file of what is not to be suspected: lines leak:com.acme.Foo.bar or kind:direct"),
    GC("gc", Type.SWITCH, "false", "collect garbage and wait for Cleaners before a report"),
    JFR("jfr", Type.SWITCH, "true", "write events to Flight Recorder whenever it runs"),
    ENABLED("enabled", Type.SWITCH, "true", "track from the start; false changes nothing in the JVM"),
    QUIET("quiet", Type.SWITCH, "false", "no report on standard error at exit"),
    STRICT("strict", Type.SWITCH, "false", "do not track when there is any problem with the options"),
    EXIT_WAIT("exit-wait", Type.DURATION, "10s", "how long hung shutdown hooks are waited for before the report"),
    CONFIG("config", Type.FILE, "", "properties file with options, one key=value a line"),
    HELP("help", Type.SWITCH, "false", "print this; the application runs all the same");

    /** How an option's value is written. */
    enum Type {
        /** {@code true} or {@code false}; nothing means true. */
        SWITCH,
        /** A whole number. */
        COUNT,
        /** A whole number with an optional suffix k, m or g. */
        BYTES,
        /** A decimal number of percent, with or without the sign. */
        PERCENT,
        /** A whole number with a suffix ms, s, m or h. */
        DURATION,
        /** A file name. */
        FILE,
        /** File names joined by {@code +}. */
        FILES,
        /** Patterns joined by {@code +}. */
        PATTERNS
    }

    final String key;
    final Type type;
    final String defaultText;
    final String description;

    Option(String key, Type type, String defaultText, String description) {
        this.key = key;
        this.type = type;
        this.defaultText = defaultText;
        this.description = description;
    }

    /** {@return the name of the environment variable, such as {@code SEEP_MAX_LIVE}} */
    String environmentKey() {
        return "SEEP_" + name();
    }
}
