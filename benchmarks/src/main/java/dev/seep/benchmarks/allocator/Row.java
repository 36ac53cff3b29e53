// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.benchmarks.allocator;

import java.util.ArrayList;
import java.util.List;

/** A program, and on how many threads it is run. */
enum Row {
    PAIR_16("pair-16", "pair, 16 B", "pair-16", 1),
    PAIR_1K("pair-1k", "pair, 1 KiB", "pair-1k", 1),
    PAIR_16K("pair-16k", "pair, 16 KiB", "pair-16k", 1),
    PAIR_1M("pair-1m", "pair, 1 MiB", "pair-1m", 1),
    RANDOM("random", "random, 1,000 live", "random", 1),
    RANDOM_2("random-2", "random, 1,000 live, 2 threads", "random", 2),
    LIVE("live", "random, 100,000 live", "live", 1),
    LIVE_2("live-2", "random, 100,000 live, 2 threads", "live", 2),
    HANDOVER("handover", "producer to consumer (wall)", "handover", 2),
    WEB("web", "web request", "web", 1),
    WEB_2("web-2", "web request, 2 threads", "web", 2),
    DATABASE("database", "database", "database", 1),
    DATABASE_2("database-2", "database, 2 threads", "database", 2),
    GAME("game", "game frame", "game", 1),
    TENSORS("tensors", "ML tensors", "tensors", 1);

    private final String key;
    private final String title;
    private final String program;
    private final int threads;

    Row(String key, String title, String program, int threads) {
        this.key = key;
        this.title = title;
        this.program = program;
        this.threads = threads;
    }

    /** {@return the name it has on the command line} */
    String key() {
        return key;
    }

    /** {@return what tables call it} */
    String title() {
        return title;
    }

    /** {@return the name of the program} */
    String program() {
        return program;
    }

    int threads() {
        return threads;
    }

    /** {@return whether a block may be freed by another thread than the one that allocated it} */
    boolean handsOver() {
        return this == HANDOVER;
    }

    /** {@return whether it is measured by the clock on the wall, because its threads spin while they wait} */
    boolean isByWall() {
        return this == HANDOVER;
    }

    /**
     * {@return the rows of these names, all for {@code all}}
     *
     * @throws IllegalArgumentException if there is none of a name
     */
    static List<Row> of(List<String> keys) {
        if (keys.equals(List.of("all"))) {
            return List.of(values());
        }
        List<Row> rows = new ArrayList<>();
        for (String key : keys) {
            rows.add(of(key));
        }
        return rows;
    }

    private static Row of(String key) {
        List<String> known = new ArrayList<>();
        for (Row row : values()) {
            if (row.key.equals(key)) {
                return row;
            }
            known.add(row.key);
        }
        throw new IllegalArgumentException("unknown row: --rows " + key + " [one of " + String.join(", ", known) + "]");
    }
}
