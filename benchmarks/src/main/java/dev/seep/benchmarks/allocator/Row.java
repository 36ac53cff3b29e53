// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.benchmarks.allocator;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A program, and on how many threads it is run. */
enum Row {
    PAIR_16("pair-16", "pair, 16 B", "pair-16", 1, Part.PROGRAMS),
    PAIR_1K("pair-1k", "pair, 1 KiB", "pair-1k", 1, Part.PROGRAMS),
    PAIR_16K("pair-16k", "pair, 16 KiB", "pair-16k", 1, Part.PROGRAMS),
    PAIR_1M("pair-1m", "pair, 1 MiB", "pair-1m", 1, Part.PROGRAMS),
    RANDOM("random", "random, 1,000 live", "random", 1, Part.PROGRAMS),
    RANDOM_2("random-2", "random, 1,000 live, 2 threads", "random", 2, Part.PROGRAMS),
    LIVE("live", "random, 100,000 live", "live", 1, Part.PROGRAMS),
    LIVE_2("live-2", "random, 100,000 live, 2 threads", "live", 2, Part.PROGRAMS),
    HANDOVER("handover", "producer to consumer (wall)", "handover", 2, Part.PROGRAMS),
    WEB("web", "web request", "web", 1, Part.PROGRAMS),
    WEB_2("web-2", "web request, 2 threads", "web", 2, Part.PROGRAMS),
    DATABASE("database", "database", "database", 1, Part.PROGRAMS),
    DATABASE_2("database-2", "database, 2 threads", "database", 2, Part.PROGRAMS),
    GAME("game", "game frame", "game", 1, Part.PROGRAMS),
    TENSORS("tensors", "ML tensors", "tensors", 1, Part.PROGRAMS),

    LARSON("larson", "larson, 2 threads", "larson", 2, Part.KERNELS),
    MSTRESS("mstress", "mstress, 2 threads", "mstress", 2, Part.KERNELS),
    RPTEST("rptest", "rptest, 2 threads", "rptest", 2, Part.KERNELS),
    XMALLOC("xmalloc-test", "xmalloc-test, 2 threads (wall)", "xmalloc-test", 2, Part.KERNELS),
    SH6BENCH("sh6bench", "sh6bench", "sh6bench", 1, Part.KERNELS),
    SH8BENCH("sh8bench", "sh8bench, 2 threads", "sh8bench", 2, Part.KERNELS),
    CACHE_SCRATCH("cache-scratch", "cache-scratch, 2 threads", "cache-scratch", 2, Part.KERNELS),
    ALLOC_TEST("alloc-test", "alloc-test", "alloc-test", 1, Part.KERNELS),
    GLIBC_SIMPLE("glibc-simple", "glibc-simple", "glibc-simple", 1, Part.KERNELS),
    GLIBC_THREAD("glibc-thread", "glibc-thread, 2 threads", "glibc-thread", 2, Part.KERNELS),
    MALLOC_LARGE("malloc-large", "malloc-large", "malloc-large", 1, Part.KERNELS),

    ARENA_1("arena-1", "arena, 1 block", "arena-1", 1, Part.ARENAS),
    ARENA_1_ZEROED("arena-1-zeroed", "arena, 1 zeroed block", "arena-1-zeroed", 1, Part.ARENAS),
    ARENA_10("arena-10", "arena, 10 blocks", "arena-10", 1, Part.ARENAS),
    ARENA_10_ZEROED("arena-10-zeroed", "arena, 10 zeroed blocks", "arena-10-zeroed", 1, Part.ARENAS);

    private final String key;
    private final String title;
    private final String program;
    private final int threads;
    private final Part part;

    Row(String key, String title, String program, int threads, Part part) {
        this.key = key;
        this.title = title;
        this.program = program;
        this.threads = threads;
        this.part = part;
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

    /** {@return what it belongs to} */
    Part part() {
        return part;
    }

    /** {@return whether a block may be freed by another thread than the one that allocated it} */
    boolean handsOver() {
        return this == HANDOVER;
    }

    /** {@return whether it is measured by the clock on the wall, because its threads spin while they wait} */
    boolean isByWall() {
        return this == HANDOVER || this == XMALLOC;
    }

    /** {@return the rows of a part} */
    static List<Row> of(Part part) {
        return Stream.of(values()).filter(row -> row.part == part).toList();
    }

    /**
     * {@return the rows of these names}
     *
     * @throws IllegalArgumentException if there is none of a name
     */
    static List<Row> of(List<String> keys) {
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
