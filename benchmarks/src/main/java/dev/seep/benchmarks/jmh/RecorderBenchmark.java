// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.benchmarks.jmh;

import dev.seep.agent.hook.CallSlot;
import dev.seep.agent.live.LiveTable;
import dev.seep.agent.record.AllocationRecorder;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What does the recorder spend on an allocation and its free, without the allocator's own time?
 *
 * <p>{@code tableOnly} is the least it has to do and the baseline. Last result, machine and JDK: {@code
 * docs/benchmarks.md#parts-of-the-path}.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 3, jvmArgsAppend = RecorderParts.EXPORTS)
public class RecorderBenchmark {
    private static final long ADDRESS = 0x7f00_1234_5670L;
    private static final long BYTES = 64;

    private final LiveTable table = new LiveTable(1 << 20);
    private final AllocationRecorder seldom = RecorderParts.recorder(Long.MAX_VALUE >>> 8);
    private final AllocationRecorder byDefault = RecorderParts.recorder(512 * 1024);
    private final AllocationRecorder always = RecorderParts.recorder(1);

    @Benchmark
    public long tableOnly() {
        while (table.put(ADDRESS, BYTES, RecorderParts.kind(), 0, 1, 0) < 0) {
            table.makeRoom(ADDRESS, RecorderParts.kind());
        }
        return table.remove(ADDRESS);
    }

    @Benchmark
    public void notDrawn() {
        pair(seldom);
    }

    @Benchmark
    public void drawnByDefault() {
        pair(byDefault);
    }

    @Benchmark
    public void drawn() {
        pair(always);
    }

    private static void pair(AllocationRecorder recorder) {
        recorder.allocated(ADDRESS, BYTES, RecorderParts.kind(), CallSlot.held());
        recorder.freed(ADDRESS, RecorderParts.kind());
    }
}
