// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.integration.program;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;
import java.nio.ByteBuffer;

/**
 * Memory by {@code sun.misc.Unsafe}, for programs under test.
 *
 * <p>The call site of a block from {@link #allocate} is in this class. Programs that want it at a line of their own invoke
 * {@link #ALLOCATE}: method handles leave no frame in a stack trace.
 */
public final class OffHeap {
    /*
     * Implementation notes
     *
     * By method handles, because javac warns at every mention of sun.misc.Unsafe, and no option turns that off.
     */

    /** {@code (long) ALLOCATE.invokeExact(size)} calls {@code Unsafe.allocateMemory}. */
    public static final MethodHandle ALLOCATE = unsafe("allocateMemory", MethodType.methodType(long.class, long.class));

    /** {@code (long) REALLOCATE.invokeExact(address, size)} calls {@code Unsafe.reallocateMemory}. */
    public static final MethodHandle REALLOCATE =
            unsafe("reallocateMemory", MethodType.methodType(long.class, long.class, long.class));

    /** {@code FREE.invokeExact(address)} calls {@code Unsafe.freeMemory}. */
    public static final MethodHandle FREE = unsafe("freeMemory", MethodType.methodType(void.class, long.class));

    private static final MethodHandle CLEAN =
            unsafe("invokeCleaner", MethodType.methodType(void.class, ByteBuffer.class));

    private OffHeap() {}

    private static MethodHandle unsafe(String name, MethodType type) {
        try {
            Class<?> unsafe = Class.forName("sun.misc.Unsafe");
            Field instance = unsafe.getDeclaredField("theUnsafe");
            instance.setAccessible(true);
            return MethodHandles.publicLookup().findVirtual(unsafe, name, type).bindTo(instance.get(null));
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** Allocates a block of {@code size} bytes. */
    public static long allocate(long size) {
        try {
            return (long) ALLOCATE.invokeExact(size);
        } catch (Throwable t) {
            throw OffHeap.<RuntimeException>asIs(t);
        }
    }

    /** Moves a block to one of {@code size} bytes. */
    public static long reallocate(long address, long size) {
        try {
            return (long) REALLOCATE.invokeExact(address, size);
        } catch (Throwable t) {
            throw OffHeap.<RuntimeException>asIs(t);
        }
    }

    /** Frees a block. */
    public static void free(long address) {
        try {
            FREE.invokeExact(address);
        } catch (Throwable t) {
            throw OffHeap.<RuntimeException>asIs(t);
        }
    }

    /** Frees the memory of a direct or mapped buffer, which must not be used again. */
    public static void free(ByteBuffer buffer) {
        try {
            CLEAN.invokeExact(buffer);
        } catch (Throwable t) {
            throw OffHeap.<RuntimeException>asIs(t);
        }
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <T extends Throwable> RuntimeException asIs(Throwable t) throws T {
        throw (T) t;
    }
}
