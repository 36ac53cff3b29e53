// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package jdk.internal.misc;

import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;

/** The part of the JDK's class of this name that the agent calls. */
@NullMarked
public final class Unsafe {
    private Unsafe() {}

    public static Unsafe getUnsafe() {
        throw new UnsupportedOperationException();
    }

    public long allocateMemory(long bytes) {
        throw new UnsupportedOperationException();
    }

    public void freeMemory(long address) {
        throw new UnsupportedOperationException();
    }

    public long reallocateMemory(long address, long bytes) {
        throw new UnsupportedOperationException();
    }

    public void setMemory(long address, long bytes, byte value) {
        throw new UnsupportedOperationException();
    }

    public void copyMemory(long sourceAddress, long destinationAddress, long bytes) {
        throw new UnsupportedOperationException();
    }

    public byte getByte(long address) {
        throw new UnsupportedOperationException();
    }

    public void putByte(long address, byte x) {
        throw new UnsupportedOperationException();
    }

    public short getShort(long address) {
        throw new UnsupportedOperationException();
    }

    public void putShort(long address, short x) {
        throw new UnsupportedOperationException();
    }

    public int getInt(long address) {
        throw new UnsupportedOperationException();
    }

    public void putInt(long address, int x) {
        throw new UnsupportedOperationException();
    }

    public long getLong(long address) {
        throw new UnsupportedOperationException();
    }

    public void putLong(long address, long x) {
        throw new UnsupportedOperationException();
    }

    public int getInt(@Nullable Object o, long offset) {
        throw new UnsupportedOperationException();
    }

    public void putInt(@Nullable Object o, long offset, int x) {
        throw new UnsupportedOperationException();
    }

    public long getLong(@Nullable Object o, long offset) {
        throw new UnsupportedOperationException();
    }

    public void putLong(@Nullable Object o, long offset, long x) {
        throw new UnsupportedOperationException();
    }

    public @Nullable Object getReference(@Nullable Object o, long offset) {
        throw new UnsupportedOperationException();
    }

    public void putReference(@Nullable Object o, long offset, @Nullable Object x) {
        throw new UnsupportedOperationException();
    }

    public int getIntVolatile(@Nullable Object o, long offset) {
        throw new UnsupportedOperationException();
    }

    public void putIntVolatile(@Nullable Object o, long offset, int x) {
        throw new UnsupportedOperationException();
    }

    public int getIntAcquire(@Nullable Object o, long offset) {
        throw new UnsupportedOperationException();
    }

    public void putIntRelease(@Nullable Object o, long offset, int x) {
        throw new UnsupportedOperationException();
    }

    public long getLongVolatile(@Nullable Object o, long offset) {
        throw new UnsupportedOperationException();
    }

    public void putLongVolatile(@Nullable Object o, long offset, long x) {
        throw new UnsupportedOperationException();
    }

    public long getLongAcquire(@Nullable Object o, long offset) {
        throw new UnsupportedOperationException();
    }

    public void putLongRelease(@Nullable Object o, long offset, long x) {
        throw new UnsupportedOperationException();
    }

    public boolean compareAndSetInt(@Nullable Object o, long offset, int expected, int x) {
        throw new UnsupportedOperationException();
    }

    public boolean compareAndSetLong(@Nullable Object o, long offset, long expected, long x) {
        throw new UnsupportedOperationException();
    }

    public int compareAndExchangeInt(@Nullable Object o, long offset, int expected, int x) {
        throw new UnsupportedOperationException();
    }

    public long compareAndExchangeLong(@Nullable Object o, long offset, long expected, long x) {
        throw new UnsupportedOperationException();
    }

    public boolean compareAndSetReference(
            @Nullable Object o, long offset, @Nullable Object expected, @Nullable Object x) {
        throw new UnsupportedOperationException();
    }

    public int getAndAddInt(@Nullable Object o, long offset, int delta) {
        throw new UnsupportedOperationException();
    }

    public long getAndAddLong(@Nullable Object o, long offset, long delta) {
        throw new UnsupportedOperationException();
    }

    /** As in the JDK but for its checked exception: to catch it would load its class at start. */
    public Object allocateInstance(Class<?> cls) {
        throw new UnsupportedOperationException();
    }

    public long objectFieldOffset(Class<?> c, String name) {
        throw new UnsupportedOperationException();
    }

    public void fullFence() {
        throw new UnsupportedOperationException();
    }

    public int pageSize() {
        throw new UnsupportedOperationException();
    }
}
