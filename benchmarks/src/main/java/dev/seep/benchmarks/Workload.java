// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.benchmarks;

import java.util.ArrayList;
import java.util.List;

/** A program of {@code dev.seep.benchmarks.program.PairLoop}, and how it is to be run. */
enum Workload {
    HOT("hot", "hot (one 64-byte pair, 20 frames deep)", 1.0, 17),
    MIXED("mixed", "mixed (1,024 stack paths, 100,000 live blocks a thread)", 1.0, 17),
    SITES("sites", "sites (one 64-byte pair from 1,000 lines at random)", 1.0, 17),
    DIRECT("direct", "direct (ByteBuffer.allocateDirect(1024), dropped to the GC)", 0.2, 17),
    ARENA("arena", "arena (Arena.ofConfined(), 64 bytes, close)", 0.5, 25),
    ARENA_SHARED("arena-shared", "arena-shared (Arena.ofShared(), 64 bytes, close)", 0.02, 25),
    POOL("pool", "pool (OffHeapAllocator, one 64-byte pair, 20 frames deep)", 1.0, 25),
    POOL_MIXED("pool-mixed", "pool-mixed (OffHeapAllocator, 100,000 live blocks a thread)", 1.0, 25);

    private final String key;
    private final String title;
    private final double shareOfPairs;
    private final int sinceJdk;

    Workload(String key, String title, double shareOfPairs, int sinceJdk) {
        this.key = key;
        this.title = title;
        this.shareOfPairs = shareOfPairs;
        this.sinceJdk = sinceJdk;
    }

    /** {@return the name it has on the command line} */
    String key() {
        return key;
    }

    /** {@return what tables call it} */
    String title() {
        return title;
    }

    /** {@return how many pairs to run where {@link #HOT} runs {@code pairs}: dearer ones need fewer} */
    int pairs(int pairs) {
        return Math.max(1000, (int) (pairs * shareOfPairs));
    }

    /** {@return whether a JDK of that release can run it} */
    boolean runsOn(int feature) {
        return feature >= sinceJdk;
    }

    /** {@return the JVM options for its Java heap, which is the same under every tool} */
    List<String> heap() {
        return this == DIRECT
                ? List.of(
                        "-Xms96m", "-Xmx96m", "-XX:MaxDirectMemorySize=2g") // small, so that garbage is collected often
                : List.of("-Xms512m", "-Xmx512m");
    }

    /**
     * {@return the programs of these names}
     *
     * @throws IllegalArgumentException if there is none of a name
     */
    static List<Workload> of(List<String> keys) {
        List<Workload> workloads = new ArrayList<>();
        for (String key : keys) {
            workloads.add(of(key));
        }
        return workloads;
    }

    private static Workload of(String key) {
        List<String> known = new ArrayList<>();
        for (Workload workload : values()) {
            if (workload.key.equals(key)) {
                return workload;
            }
            known.add(workload.key);
        }
        throw new IllegalArgumentException(
                "unknown program: --programs " + key + " [one of " + String.join(", ", known) + "]");
    }
}
