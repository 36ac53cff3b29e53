// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.allocator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** The allocator in a JVM whose address space is limited by the operating system (RLIMIT_AS). */
class AddressSpaceTest {
    private static final int LIMIT_KIBIBYTES = 1536 << 10;

    /** Allocates blocks until the system refuses, and frees them, for several sizes. */
    static final class Program {
        private static final long[] SIZES = {4000, 60_000, 1 << 20, 40 << 20};
        private static final long ADDRESS_SPACE = LIMIT_KIBIBYTES * 1024L;

        private final OffHeapAllocator allocator = OffHeapAllocator.create();
        private long[] blocks = new long[1 << 21];
        private int count;

        public static void main(String[] args) {
            Program program = new Program();
            for (long size : SIZES) {
                program.fill(size);
                program.beRefused(size);
                program.empty();
            }
            program.allocator.close();
            System.out.println("done");
        }

        private void fill(long size) {
            long block = allocator.tryAllocate(size);
            while (block != 0) {
                blocks[count++] = block;
                block = allocator.tryAllocate(size);
            }
            check(count > 0 && count * size < ADDRESS_SPACE, "blocks until the limit", count);
        }

        private void beRefused(long size) {
            try {
                allocator.allocate(size);
                throw new AssertionError("there is room for one more: size=" + size);
            } catch (OutOfMemoryError e) {
                check(!e.getMessage().contains("last refusal by the system: none"), e.getMessage(), size);
            }
            check(allocator.tryReallocate(blocks[0], ADDRESS_SPACE) == 0, "a block grows to all there is", size);
            check(allocator.usableSize(blocks[0]) >= size, "the block that could not grow", size);
            allocator.checkInvariants();
            check(
                    allocator.stats().liveBlocks() == count,
                    "live blocks",
                    allocator.stats().liveBlocks());
        }

        private void empty() {
            while (count > 0) {
                allocator.free(blocks[--count]);
            }
            allocator.purge();
            allocator.checkInvariants();
            AllocatorStats stats = allocator.stats();
            check(stats.liveBlocks() == 0 && stats.mappedBytes() <= 64 << 20, "bytes left", stats.mappedBytes());
        }

        private static void check(boolean holds, String what, long value) {
            if (!holds) {
                throw new AssertionError(what + ": value=" + value);
            }
        }
    }

    private static String classPathOf(Class<?> type) {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().getPath())
                .toString();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void allocator_withoutAddressSpace_refusesAndLeaksNothing() throws Exception {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String classPath =
                classPathOf(OffHeapAllocator.class) + File.pathSeparator + classPathOf(AddressSpaceTest.class);
        String command = "ulimit -v " + LIMIT_KIBIBYTES + " && exec \"$@\"";
        ProcessBuilder builder = new ProcessBuilder(List.of(
                "sh",
                "-c",
                command,
                "sh",
                java,
                "-Xint", // the JIT ends the JVM when it gets no memory
                "-Xmx128m",
                "-XX:+UseSerialGC",
                "-XX:ReservedCodeCacheSize=48m",
                "-XX:CompressedClassSpaceSize=64m",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                classPath,
                Program.class.getName()));
        builder.environment().put("MALLOC_ARENA_MAX", "1"); // each takes 64 MiB of address space
        Process process = builder.redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor() + ": " + output).isEqualTo("0: done" + System.lineSeparator());
    }
}
