// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.benchmarks.allocator;

import static java.util.Objects.requireNonNull;

import dev.seep.benchmarks.fork.CProgram;
import dev.seep.benchmarks.fork.ChildJvm;
import dev.seep.benchmarks.fork.ClassPath;
import dev.seep.benchmarks.fork.Jdk;
import dev.seep.benchmarks.fork.NativeLibrary;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Runs programs on allocators, each in a process of its own. */
final class PeerRuns {
    /** The options for the Java heap, and against a limit of what Netty takes, that all programs get. */
    static final List<String> HEAP = List.of("-Xms512m", "-Xmx512m", "-XX:MaxDirectMemorySize=4g");

    private static final String PACKAGE = "dev.seep.benchmarks.blocks.";
    private static final String C_SOURCE = "/dev/seep/benchmarks/allocator/blocks.c";
    private static final List<String> RESOURCES = List.of(
            "dev/seep/allocator/OffHeapAllocator.class",
            "io/netty/buffer/ByteBuf.class",
            "io/netty/util/concurrent/FastThreadLocalThread.class",
            "org/lwjgl/system/MemoryUtil.class",
            "org/lwjgl/system/jemalloc/JEmalloc.class",
            "linux/x64/org/lwjgl/liblwjgl.so",
            "linux/x64/org/lwjgl/jemalloc/libjemalloc.so",
            "org/HdrHistogram/Histogram.class");

    private final Jdk jdk = Jdk.find(25);
    private final String classPath = ClassPath.of(RESOURCES);
    private final Map<Library, Path> libraries = new EnumMap<>(Library.class);
    private final @Nullable CProgram program;
    private final List<Peer> present = new ArrayList<>();

    /** Finds what the peers need. Says on standard error which of them can't be run, and what to install. */
    PeerRuns(List<Peer> peers) throws IOException, InterruptedException {
        for (Library library : Library.values()) {
            Path file = NativeLibrary.find(library.fileNames());
            if (file != null) {
                libraries.put(library, file);
            }
        }
        program = peers.stream().anyMatch(peer -> peer.blocksClass() == null) ? CProgram.compile(C_SOURCE) : null;
        for (Peer peer : peers) {
            String missing = missing(peer);
            if (missing == null) {
                present.add(peer);
            } else {
                System.err.println("[seep] left out: peer=" + peer.key() + ", missing=" + missing);
            }
        }
    }

    private @Nullable String missing(Peer peer) {
        Library library = peer.library();
        if (library != null && !libraries.containsKey(library)) {
            return library.fileNames().get(0) + " [Debian: apt install " + library.debianPackage() + "]";
        }
        if (peer.blocksClass() == null && program == null) {
            return "a C compiler named cc on the PATH [Debian: apt install gcc libc6-dev]";
        }
        return null;
    }

    /** {@return those of the peers that can be run, in their order} */
    List<Peer> present() {
        return List.copyOf(present);
    }

    Jdk jdk() {
        return jdk;
    }

    /** Runs the program of a row, and tells the time that a pair took. */
    PairTime time(Peer peer, Row row, String warmUpSeconds, String seconds) throws IOException, InterruptedException {
        List<String> arguments = List.of(row.program(), Integer.toString(row.threads()), warmUpSeconds, seconds);
        ChildJvm.Outcome outcome = peer.blocksClass() == null
                ? requireNonNull(program).run(preload(peer), arguments)
                : java(peer, HEAP, "BlockLoop", arguments);
        double pairs = outcome.number("pairs");
        return new PairTime(
                outcome.number("cpuNanos") / pairs,
                outcome.number("wallNanos") / pairs,
                outcome.number("heapBytes") / pairs);
    }

    private @Nullable Path preload(Peer peer) {
        Library library = peer.library();
        return library == null ? null : requireNonNull(libraries.get(library));
    }

    /**
     * Runs a program in Java.
     *
     * @param options of the JVM, beside those that the peer needs
     * @param arguments those behind the class of the blocks
     */
    ChildJvm.Outcome java(Peer peer, List<String> options, String mainClass, List<String> arguments)
            throws IOException, InterruptedException {
        List<String> jvmArguments = new ArrayList<>(options);
        jvmArguments.addAll(peer.jvmArguments());
        Library library = peer.library();
        if (library != null) {
            jvmArguments.add("-Dblocks.library=" + libraries.get(library));
            jvmArguments.add("-Dblocks.malloc=" + library.prefix() + "malloc");
            jvmArguments.add("-Dblocks.free=" + library.prefix() + "free");
        }
        List<String> all = new ArrayList<>(List.of(requireNonNull(peer.blocksClass())));
        all.addAll(arguments);
        return new ChildJvm(jdk, jvmArguments, classPath).run(PACKAGE + mainClass, all.toArray(new String[0]));
    }
}
