// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.benchmarks.program;

/** The first of the classes that {@link NumberedClasses} makes. */
final class Sites0000 implements SiteTemplate {
    private static final long BYTES = 64;

    @Override
    public long allocate(int line) {
        return switch (line) {
            case 0 -> NativeMemory.UNSAFE.allocateMemory(BYTES);
            case 1 -> NativeMemory.UNSAFE.allocateMemory(BYTES);
            case 2 -> NativeMemory.UNSAFE.allocateMemory(BYTES);
            case 3 -> NativeMemory.UNSAFE.allocateMemory(BYTES);
            case 4 -> NativeMemory.UNSAFE.allocateMemory(BYTES);
            case 5 -> NativeMemory.UNSAFE.allocateMemory(BYTES);
            case 6 -> NativeMemory.UNSAFE.allocateMemory(BYTES);
            case 7 -> NativeMemory.UNSAFE.allocateMemory(BYTES);
            case 8 -> NativeMemory.UNSAFE.allocateMemory(BYTES);
            default -> NativeMemory.UNSAFE.allocateMemory(BYTES);
        };
    }
}
