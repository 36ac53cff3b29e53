// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.agent;

import java.io.FileInputStream;
import java.io.IOException;
import jdk.internal.misc.Unsafe;

/**
 * Reads how much memory this process has, cheaply enough to be asked twenty times a second.
 *
 * <p>Confined to one thread.
 */
final class ProcessMemory {
    /** What stands for a figure that is not known. */
    static final long UNKNOWN = -1;

    /** Sizes in pages: of the address space, resident, ... See proc(5). */
    private static final String STATM = "/proc/self/statm";

    private static final int MOST_BYTES = 128; // seven numbers

    private final String file;
    private final byte[] text = new byte[MOST_BYTES];
    private boolean hasRead;
    private boolean isMissing;

    ProcessMemory() {
        this(STATM);
    }

    ProcessMemory(String file) {
        this.file = file;
    }

    /** {@return the resident set size in bytes, or {@link #UNKNOWN} where there is no /proc} */
    long rssBytes() {
        if (isMissing) {
            return UNKNOWN;
        }
        try (FileInputStream in = new FileInputStream(file)) {
            long pages = secondNumber(in.read(text));
            hasRead = true;
            return pages < 0 ? UNKNOWN : pages * Unsafe.getUnsafe().pageSize();
        } catch (IOException e) {
            isMissing = !hasRead; // not Linux, rather than a process that has run out of files
            return UNKNOWN;
        }
    }

    private long secondNumber(int length) {
        int at = 0;
        while (at < length && text[at] != ' ') {
            at++;
        }
        int first = ++at;
        long number = 0;
        while (at < length && text[at] >= '0' && text[at] <= '9') {
            number = number * 10 + text[at++] - '0';
        }
        return at > first ? number : UNKNOWN;
    }

    /** {@return the size of the Java heap as committed, in bytes} */
    static long javaHeapBytes() {
        return Runtime.getRuntime().totalMemory();
    }
}
