// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.report.snapshot;

import java.util.Arrays;

/** Bytes that grow. Confined to one thread. */
final class ByteRow {
    private byte[] bytes = new byte[256];
    private int length;

    void clear() {
        length = 0;
    }

    int length() {
        return length;
    }

    byte[] array() {
        return bytes;
    }

    void add(int value) {
        if (length == bytes.length) {
            bytes = Arrays.copyOf(bytes, 2 * length);
        }
        bytes[length++] = (byte) value;
    }

    /** Adds a number that is not negative, in one byte for every seven bits of it. */
    void addUnsigned(long value) {
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            add((int) (rest & 0x7f | 0x80));
            rest >>>= 7;
        }
        add((int) rest);
    }

    /** Adds a number; small ones are short, whatever their sign. */
    void addSigned(long value) {
        addUnsigned(value << 1 ^ value >> 63);
    }

    void add(ByteRow other) {
        int end = length + other.length;
        if (end > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(end, 2 * bytes.length));
        }
        System.arraycopy(other.bytes, 0, bytes, length, other.length);
        length = end;
    }

    void addInt(int value) {
        for (int shift = 24; shift >= 0; shift -= 8) {
            add(value >>> shift);
        }
    }
}
