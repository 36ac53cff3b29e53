// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.allocator.os;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;

/**
 * Pages by VirtualAlloc. It has not been run.
 *
 * <p>Memory is reserved and committed at once: Windows counts it against its commit limit, but makes it resident by touch.
 */
final class WindowsPageSource implements PageSource {
    /*
     * Implementation notes
     *
     * A mapping is given back whole (MEM_RELEASE takes no part of one). So an alignment above GRANULARITY can't be had by
     * cutting: a larger range is reserved, given back, and the aligned part of it asked for by its address. Another thread
     * may be faster; then it is tried again.
     *
     * Purging decommits and commits again, because MEM_RESET does not give zeros.
     */
    private static final int MEM_COMMIT = 0x1000;
    private static final int MEM_RESERVE = 0x2000;
    private static final int MEM_DECOMMIT = 0x4000;
    private static final int MEM_RELEASE = 0x8000;
    private static final int PAGE_NOACCESS = 0x01;
    private static final int PAGE_READWRITE = 0x04;
    private static final long PAGE_SIZE = 4096; // of x86-64 and of AArch64
    private static final long GRANULARITY = 64 * 1024;
    private static final int ATTEMPTS = 16;

    private final CallStates states = new CallStates("GetLastError");
    private final MethodHandle virtualAlloc;
    private final MethodHandle virtualFree;

    WindowsPageSource() {
        Linker linker = Linker.nativeLinker();
        Linker.Option capture = Linker.Option.captureCallState("GetLastError");
        SymbolLookup kernel32 = SymbolLookup.libraryLookup("kernel32", Arena.global());
        virtualAlloc = linker.downcallHandle(
                kernel32.findOrThrow("VirtualAlloc"),
                FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_INT, JAVA_INT),
                capture);
        virtualFree = linker.downcallHandle(
                kernel32.findOrThrow("VirtualFree"),
                FunctionDescriptor.of(JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_INT),
                capture);
    }

    @Override
    public long pageSize() {
        return PAGE_SIZE;
    }

    @Override
    public long map(long bytes, long alignment) {
        if (alignment <= GRANULARITY) {
            return alloc(0, bytes, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE);
        }
        if (bytes + alignment < 0) {
            return 0;
        }
        for (int i = 0; i < ATTEMPTS; i++) {
            long range = alloc(0, bytes + alignment, MEM_RESERVE, PAGE_NOACCESS);
            if (range == 0) {
                return 0;
            }
            free(range, 0, MEM_RELEASE);
            long aligned = range + alignment - 1 & -alignment;
            long address = alloc(aligned, bytes, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE);
            if (address != 0) {
                return address;
            }
        }
        return 0;
    }

    @Override
    public boolean unmap(long address, long bytes) {
        return free(address, 0, MEM_RELEASE);
    }

    @Override
    public boolean unmapsParts() {
        return false;
    }

    @Override
    public boolean purge(long address, long bytes) {
        return free(address, bytes, MEM_DECOMMIT) && alloc(address, bytes, MEM_COMMIT, PAGE_READWRITE) == address;
    }

    @Override
    public boolean grow(long address, long oldBytes, long newBytes) {
        return false;
    }

    @Override
    public boolean move(long address, long bytes, long newAddress, long newBytes) {
        return false;
    }

    @Override
    public String lastRefusal() {
        return "GetLastError=" + states.lastError();
    }

    private long alloc(long address, long bytes, int type, int protection) {
        MemorySegment state = states.current();
        try {
            long mapped = (long) virtualAlloc.invokeExact(state, address, bytes, type, protection);
            return mapped == 0 ? states.refused(state) : mapped;
        } catch (Throwable t) {
            throw CallStates.unexpected(t);
        }
    }

    private boolean free(long address, long bytes, int type) {
        MemorySegment state = states.current();
        try {
            return (int) virtualFree.invokeExact(state, address, bytes, type) != 0 || states.refused(state) != 0;
        } catch (Throwable t) {
            throw CallStates.unexpected(t);
        }
    }
}
