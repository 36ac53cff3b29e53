// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.benchmarks.jmh;

import dev.seep.agent.hook.AllocationListener;
import dev.seep.agent.hook.Hooks;
import dev.seep.benchmarks.program.NativeMemory;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What do the hooks add to a pair of {@code allocateMemory} and {@code freeMemory}?
 *
 * <p>{@code pair} is the pair by itself, the number to stay close to. Last result, machine and JDK: {@code
 * docs/benchmarks.md#parts-of-the-path}.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 3, jvmArgsAppend = RecorderParts.EXPORTS)
public class HookBenchmark {
    private static final long BYTES = 64;

    @Benchmark
    public void pair() {
        NativeMemory.UNSAFE.freeMemory(NativeMemory.UNSAFE.allocateMemory(BYTES));
    }

    @Benchmark
    public void hookedPair(Listening listening) {
        long address = NativeMemory.UNSAFE.allocateMemory(BYTES);
        Hooks.allocated(address, BYTES, RecorderParts.kind());
        Hooks.freed(address, RecorderParts.kind());
        NativeMemory.UNSAFE.freeMemory(address);
    }

    /** As an arena or a direct buffer is woven: an outer hook point has said what the block is. */
    @Benchmark
    public void labelledPair(Listening listening) {
        Hooks.enter(BYTES, RecorderParts.kind());
        long address = NativeMemory.UNSAFE.allocateMemory(BYTES);
        Hooks.allocated(address, BYTES, RecorderParts.kind());
        Hooks.leave();
        Hooks.freed(address, RecorderParts.kind());
        NativeMemory.UNSAFE.freeMemory(address);
    }

    /** Who listens to the hooks. */
    @State(Scope.Benchmark)
    public static class Listening {
        /** Bytes between samples; 0 stands for nobody listening. */
        @Param({"0", "524288", "1"})
        long interval;

        @Setup
        public void listen() {
            Hooks.listen(interval == 0 ? AllocationListener.NONE : RecorderParts.recorder(interval));
        }
    }
}
