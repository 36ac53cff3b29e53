// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.benchmarks.jmh;

import dev.seep.agent.kind.Kinds;
import dev.seep.agent.site.CallSites;
import dev.seep.agent.weave.CallSiteCatalogue;
import dev.seep.agent.weave.CallSiteWeaver;
import dev.seep.agent.weave.NotWovenClasses;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
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
import org.openjdk.jmh.infra.Blackhole;

/**
 * What does the look at a class cost that has no call to label?
 *
 * <p>One operation is all such classes of java.base, about 7,000; {@code copied} copies their bytes, which is the least that
 * the JVM does to show them to a transformer. Last result, machine and JDK: {@code docs/benchmarks.md#parts-of-the-path}.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 3, jvmArgsAppend = RecorderParts.EXPORTS)
public class ClassScanBenchmark {
    private final CallSiteWeaver weaver = new CallSiteWeaver(
            CallSiteCatalogue.forJdk(Runtime.version().feature()), new Kinds(), new CallSites(), new NotWovenClasses());
    private final List<byte[]> classes = new ArrayList<>();

    @Setup
    public void readClasses() throws IOException {
        Path root = FileSystems.getFileSystem(URI.create("jrt:/")).getPath("/modules/java.base");
        try (Stream<Path> files = Files.walk(root)) {
            files.filter(file -> file.toString().endsWith(".class")).forEach(this::add);
        }
        System.out.println("classes: " + classes.size());
    }

    private void add(Path file) {
        try {
            byte[] classfile = Files.readAllBytes(file);
            if (look(classfile) == null) {
                classes.add(classfile);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private byte @Nullable [] look(byte[] classfile) {
        return weaver.transform(null, null, "Any", null, null, classfile);
    }

    @Benchmark
    public void copied(Blackhole blackhole) {
        for (byte[] classfile : classes) {
            blackhole.consume(classfile.clone());
        }
    }

    @Benchmark
    public void scanned(Blackhole blackhole) {
        for (byte[] classfile : classes) {
            blackhole.consume(look(classfile));
        }
    }
}
