// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.benchmarks.program;

import java.lang.reflect.Field;
import sun.misc.Unsafe;

/** The allocator that the programs use. */
public final class NativeMemory {
    /** The same object for all, and constant, so that the JIT compiles calls on it as calls and nothing more. */
    public static final Unsafe UNSAFE = unsafe();

    private NativeMemory() {}

    private static Unsafe unsafe() {
        try {
            Field field = Unsafe.class.getDeclaredField("theUnsafe");
            field.setAccessible(true);
            return (Unsafe) field.get(null);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("sun.misc.Unsafe cannot be used", e);
        }
    }
}
