// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.benchmarks.jmh;

import dev.seep.agent.live.LiveTable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What does it cost to put a block into the live table and to take it out again, hot and among 100,000 others?
 *
 * <p>{@code concurrentHashMap} is what one would take from the JDK and the number to beat, with a size as its value.
 * Last result, machine and JDK: {@code docs/benchmarks.md#parts-of-the-path}.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
        value = 3,
        jvmArgsAppend = {RecorderParts.EXPORTS, "-Xms1g", "-Xmx1g"})
public class LiveTableBenchmark {
    private static final int LIVE_BLOCKS = 100_000;
    private static final long BYTES = 64;
    private static final int SITE = 0;

    private final LiveTable table = new LiveTable(Long.MAX_VALUE);
    private final ConcurrentHashMap<Long, Long> map = new ConcurrentHashMap<>();

    /** The blocks of one thread, at addresses of its own. */
    @State(Scope.Thread)
    public static class Blocks {
        private final long[] addresses = new long[LIVE_BLOCKS];
        private long random = 0x9e3779b97f4a7c15L * (1 + Thread.currentThread().getId());
        private long hot;

        @Setup
        public void put(LiveTableBenchmark benchmark) {
            long first = 0x7f00_0000_0000L + (Thread.currentThread().getId() << 32);
            for (int i = 0; i < LIVE_BLOCKS; i++) {
                addresses[i] = first + 16 * (64L * i + (next() & 63));
                benchmark.putIntoTable(addresses[i]);
                benchmark.map.put(addresses[i], BYTES);
            }
            hot = first - 16;
        }

        private long victim() {
            return addresses[(int) ((next() & Long.MAX_VALUE) % LIVE_BLOCKS)];
        }

        private long next() {
            random ^= random << 13;
            random ^= random >>> 7;
            random ^= random << 17;
            return random;
        }
    }

    private void putIntoTable(long address) {
        while (table.put(address, BYTES, SITE, 0, 1, 0) < 0) {
            table.makeRoom(address, SITE);
        }
    }

    @Benchmark
    public long hot(Blocks blocks) {
        putIntoTable(blocks.hot);
        return table.remove(blocks.hot);
    }

    @Benchmark
    public @Nullable Long hot_concurrentHashMap(Blocks blocks) {
        map.put(blocks.hot, BYTES);
        return map.remove(blocks.hot);
    }

    @Benchmark
    public long random(Blocks blocks) {
        long victim = blocks.victim();
        long meta = table.remove(victim);
        putIntoTable(victim);
        return meta;
    }

    @Benchmark
    public @Nullable Long random_concurrentHashMap(Blocks blocks) {
        long victim = blocks.victim();
        Long size = map.remove(victim);
        map.put(victim, BYTES);
        return size;
    }
}
