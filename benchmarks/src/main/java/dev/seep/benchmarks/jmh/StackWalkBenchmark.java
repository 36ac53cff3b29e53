// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.benchmarks.jmh;

import dev.seep.agent.stack.StackTable;
import dev.seep.agent.stack.StackWalk;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
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
 * What does it cost to learn the calling thread's stack, once its like has been seen?
 *
 * <p>{@code stackWalker} is the JDK's documented way and the number to beat, {@code throwable} what the raw walk cannot
 * go below. JMH's own frames, about ten, come on top of the depth. Last result, machine and JDK: {@code
 * docs/benchmarks.md#parts-of-the-path}.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 3, jvmArgsAppend = RecorderParts.EXPORTS)
public class StackWalkBenchmark {
    private static final StackWalker WALKER = StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);

    private final StackTable stackTable = RecorderParts.stackTable();
    private final StackWalk walk = StackWalk.choose();

    @Param({"10", "30"})
    int depth;

    /** Checks that what is called raw here is that. */
    @Setup
    public void check() {
        if (!walk.name().equals("raw")) {
            throw new IllegalStateException("no raw walk in this JVM: walk=" + walk.name());
        }
    }

    @Benchmark
    public Object throwable() {
        return below(depth, Throwable::new);
    }

    @Benchmark
    public Object raw() {
        return below(depth, walk::walk);
    }

    @Benchmark
    public Object raw_interned() {
        return below(depth, () -> stackTable.intern(walk.walk(), RecorderParts.kind(), RecorderParts.kind()));
    }

    @Benchmark
    public Object stackWalker() {
        return below(depth, StackWalkBenchmark::frames);
    }

    private static List<StackWalker.StackFrame> frames() {
        return WALKER.walk(frames -> frames.limit(RecorderParts.STACK_DEPTH).toList());
    }

    private static Object below(int frames, Supplier<Object> capture) {
        return frames == 0 ? capture.get() : below(frames - 1, capture);
    }
}
