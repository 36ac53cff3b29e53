// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.allocator.os;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;

/**
 * Pages by mmap.
 *
 * <p>On macOS it has not been run: its constants are those of the headers, and it has no call to move a mapping.
 */
final class PosixPageSource implements PageSource {
    /*
     * Implementation notes
     *
     * No call is linked as critical: mmap and its kin take the lock of the address space and may wait for it, and a critical
     * call would make every safepoint wait as well.
     */
    private static final int PROT_READ_WRITE = 0x1 | 0x2;
    private static final int MAP_PRIVATE = 0x2;
    private static final int MAP_FIXED = 0x10;
    private static final int MREMAP_MAYMOVE = 1;
    private static final int MREMAP_FIXED = 2;
    private static final int MREMAP_FIXED_ARGUMENTS = 4; // of five; the last one is variadic
    private static final long MAP_FAILED = -1;
    /** What differs between the systems: their headers, read on Linux 6 and macOS 14. */
    enum Dialect {
        /** MAP_ANONYMOUS | MAP_NORESERVE; MADV_DONTNEED gives zeros. */
        LINUX(0x20 | 0x4000, 4),
        /** MAP_ANON | MAP_NORESERVE; no advice gives zeros, so a new mapping is laid over the old one. */
        MACOS(0x1000 | 0x40, 0);

        private final int mapFlags;
        private final int purgeAdvice;

        Dialect(int mapFlags, int purgeAdvice) {
            this.mapFlags = MAP_PRIVATE | mapFlags;
            this.purgeAdvice = purgeAdvice;
        }
    }

    private final Dialect dialect;
    private final CallStates states = new CallStates("errno");
    private final MethodHandle mmap;
    private final MethodHandle munmap;
    private final MethodHandle madvise;
    private final MethodHandle mremap;
    private final long pageSize;

    PosixPageSource(Dialect dialect) {
        this.dialect = dialect;
        Linker linker = Linker.nativeLinker();
        SymbolLookup symbols = linker.defaultLookup();
        mmap = link(
                linker,
                symbols,
                "mmap",
                FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_LONG));
        munmap = link(linker, symbols, "munmap", FunctionDescriptor.of(JAVA_INT, JAVA_LONG, JAVA_LONG));
        madvise = link(linker, symbols, "madvise", FunctionDescriptor.of(JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_INT));
        mremap = dialect == Dialect.LINUX
                ? linker.downcallHandle(
                        symbols.findOrThrow("mremap"),
                        FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_INT, JAVA_LONG),
                        Linker.Option.captureCallState("errno"),
                        Linker.Option.firstVariadicArg(MREMAP_FIXED_ARGUMENTS))
                : mmap; // never called
        pageSize = readPageSize(linker, symbols);
    }

    private static MethodHandle link(Linker linker, SymbolLookup symbols, String name, FunctionDescriptor function) {
        return linker.downcallHandle(symbols.findOrThrow(name), function, Linker.Option.captureCallState("errno"));
    }

    private static long readPageSize(Linker linker, SymbolLookup symbols) {
        try {
            MethodHandle getpagesize =
                    linker.downcallHandle(symbols.findOrThrow("getpagesize"), FunctionDescriptor.of(JAVA_INT));
            return (int) getpagesize.invokeExact();
        } catch (Throwable t) {
            throw new IllegalStateException("cannot read the page size", t);
        }
    }

    @Override
    public long pageSize() {
        return pageSize;
    }

    @Override
    public long map(long bytes, long alignment) {
        if (alignment <= pageSize) {
            return mmap(0, bytes, 0);
        }
        long padded = bytes + alignment - pageSize;
        long start = padded < 0 ? 0 : mmap(0, padded, 0);
        if (start == 0) {
            return 0;
        }
        long address = start + alignment - 1 & -alignment;
        // What is cut off and refused stays mapped, but is never touched: it costs address space only.
        cut(start, address - start);
        cut(address + bytes, start + padded - address - bytes);
        return address;
    }

    private void cut(long address, long bytes) {
        if (bytes > 0) {
            unmap(address, bytes);
        }
    }

    private long mmap(long address, long bytes, int flags) {
        MemorySegment state = states.current();
        long mapped;
        try {
            mapped = (long) mmap.invokeExact(state, address, bytes, PROT_READ_WRITE, dialect.mapFlags | flags, -1, 0L);
        } catch (Throwable t) {
            throw CallStates.unexpected(t);
        }
        return mapped == MAP_FAILED ? states.refused(state) : mapped;
    }

    @Override
    public boolean unmap(long address, long bytes) {
        MemorySegment state = states.current();
        int result;
        try {
            result = (int) munmap.invokeExact(state, address, bytes);
        } catch (Throwable t) {
            throw CallStates.unexpected(t);
        }
        return result == 0 || states.refused(state) != 0;
    }

    @Override
    public boolean unmapsParts() {
        return true;
    }

    @Override
    public boolean purge(long address, long bytes) {
        if (dialect == Dialect.MACOS) {
            return mmap(address, bytes, MAP_FIXED) != 0;
        }
        MemorySegment state = states.current();
        int result;
        try {
            result = (int) madvise.invokeExact(state, address, bytes, dialect.purgeAdvice);
        } catch (Throwable t) {
            throw CallStates.unexpected(t);
        }
        return result == 0 || states.refused(state) != 0;
    }

    @Override
    public boolean grow(long address, long oldBytes, long newBytes) {
        return dialect == Dialect.LINUX && remap(address, oldBytes, newBytes, 0, 0) == address;
    }

    @Override
    public boolean move(long address, long bytes, long newAddress, long newBytes) {
        int flags = MREMAP_MAYMOVE | MREMAP_FIXED;
        return dialect == Dialect.LINUX && remap(address, bytes, newBytes, flags, newAddress) == newAddress;
    }

    private long remap(long address, long oldBytes, long newBytes, int flags, long newAddress) {
        MemorySegment state = states.current();
        long mapped;
        try {
            mapped = (long) mremap.invokeExact(state, address, oldBytes, newBytes, flags, newAddress);
        } catch (Throwable t) {
            throw CallStates.unexpected(t);
        }
        return mapped == MAP_FAILED ? states.refused(state) : mapped;
    }

    @Override
    public String lastRefusal() {
        return "errno=" + states.lastError();
    }
}
