// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.benchmarks.jmh;

import dev.seep.allocator.OffHeapAllocator;
import dev.seep.benchmarks.program.NativeMemory;
import java.lang.foreign.Arena;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What does a block of Seep's allocator cost that is freed at once, by its address, in a segment and in an arena?
 *
 * <p>{@code unsafePair} is what the JDK has for addresses, {@code confinedArena} what it has for segments: the numbers
 * to beat. For programs, see {@code ./seep bench allocator}. Last result, machine and JDK: {@code
 * docs/benchmarks.md#allocator}.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
        value = 3,
        jvmArgsAppend = {"--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow"})
public class AllocatorBenchmark {
    private static final OffHeapAllocator ALLOCATOR = OffHeapAllocator.defaultInstance();

    @Param({"16", "1024", "65536", "1048576"})
    long byteSize;

    @Benchmark
    public long pair() {
        long address = ALLOCATOR.allocate(byteSize);
        ALLOCATOR.free(address);
        return address;
    }

    @Benchmark
    public long unsafePair() {
        long address = NativeMemory.UNSAFE.allocateMemory(byteSize);
        NativeMemory.UNSAFE.freeMemory(address);
        return address;
    }

    @Benchmark
    public long zeroedPair() {
        long address = ALLOCATOR.allocateZeroed(byteSize);
        ALLOCATOR.free(address);
        return address;
    }

    @Benchmark
    public long reallocated() {
        long address = ALLOCATOR.reallocate(ALLOCATOR.allocate(byteSize), 2 * byteSize);
        ALLOCATOR.free(address);
        return address;
    }

    @Benchmark
    public long unsafeReallocated() {
        long address = NativeMemory.UNSAFE.reallocateMemory(NativeMemory.UNSAFE.allocateMemory(byteSize), 2 * byteSize);
        NativeMemory.UNSAFE.freeMemory(address);
        return address;
    }

    @Benchmark
    public long pooledArena() {
        try (Arena arena = ALLOCATOR.pooledArena()) {
            return arena.allocate(byteSize).address();
        }
    }

    @Benchmark
    public long pooledArena_zeroed() {
        try (Arena arena = ALLOCATOR.pooledArena(true)) {
            return arena.allocate(byteSize).address();
        }
    }

    @Benchmark
    public long confinedArena() {
        try (Arena arena = Arena.ofConfined()) {
            return arena.allocate(byteSize).address();
        }
    }
}
