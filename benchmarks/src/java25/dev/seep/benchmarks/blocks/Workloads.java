// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.benchmarks.blocks;

/** Makes programs by name. */
final class Workloads {
    private Workloads() {}

    /**
     * {@return a program for one thread}
     *
     * @param number of the thread, from 0
     */
    static Workload of(String name, Team team, int number) {
        return switch (name) {
            case "pair-16" -> new Pair(team, number, 16);
            case "pair-1k" -> new Pair(team, number, 1 << 10);
            case "pair-16k" -> new Pair(team, number, 16 << 10);
            case "pair-1m" -> new Pair(team, number, 1 << 20);
            case "random" -> new RandomReplacement(team, number, 1000);
            case "live" -> new RandomReplacement(team, number, 100_000);
            case "handover" -> new Handover(team, number);
            case "web" -> new WebRequests(team, number);
            case "database" -> new Transactions(team, number);
            case "game" -> new GameFrames(team, number);
            case "tensors" -> new Tensors(team, number);
            case "arena-1" -> new ArenaOfBlocks(team, number, 1, false);
            case "arena-10" -> new ArenaOfBlocks(team, number, 10, false);
            case "arena-1-zeroed" -> new ArenaOfBlocks(team, number, 1, true);
            case "arena-10-zeroed" -> new ArenaOfBlocks(team, number, 10, true);
            default -> kernel(name, team, number);
        };
    }

    private static Workload kernel(String name, Team team, int number) {
        return switch (name) {
            case "larson" -> new Larson(team, number);
            case "mstress" -> new Stress(team, number);
            case "rptest" -> new CrossFrees(team, number);
            case "xmalloc-test" -> new BatchHandover(team, number);
            case "sh6bench" -> new SizeSweeps(team, number, false);
            case "sh8bench" -> new SizeSweeps(team, number, true);
            case "cache-scratch" -> new CacheScratch(team, number);
            case "alloc-test" -> new Toggles(team, number);
            case "glibc-simple" -> new Bulk(team, number);
            case "glibc-thread" -> new InverseSquare(team, number);
            case "malloc-large" -> new LargeBlocks(team, number);
            default -> throw new IllegalArgumentException("unknown program: name=" + name);
        };
    }
}
