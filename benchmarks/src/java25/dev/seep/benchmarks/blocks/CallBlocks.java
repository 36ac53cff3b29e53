// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.benchmarks.blocks;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;

/**
 * Blocks of a native library, by the fastest call there is: one that does not tell the JVM that it left Java.
 *
 * <p>System properties: {@code blocks.library} (path), {@code blocks.malloc} and {@code blocks.free} (names).
 */
final class CallBlocks extends AddressBlocks {
    private static final MethodHandle MALLOC = find("malloc", FunctionDescriptor.of(JAVA_LONG, JAVA_LONG));
    private static final MethodHandle FREE = find("free", FunctionDescriptor.ofVoid(JAVA_LONG));

    CallBlocks(int slots) {
        super(slots);
    }

    private static MethodHandle find(String function, FunctionDescriptor descriptor) {
        String library = System.getProperty("blocks.library", "");
        String name = System.getProperty("blocks." + function, function);
        SymbolLookup lookup = SymbolLookup.libraryLookup(library, Arena.global());
        return Linker.nativeLinker()
                .downcallHandle(lookup.findOrThrow(name), descriptor, Linker.Option.critical(false));
    }

    @Override
    long take(long bytes) {
        try {
            return (long) MALLOC.invokeExact(bytes);
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    void giveBack(long address) {
        try {
            FREE.invokeExact(address);
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }
}
