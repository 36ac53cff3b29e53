// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.benchmarks.program;

/** Ten lines that allocate 64 bytes each; what {@link NumberedClasses} makes copies of. */
interface SiteTemplate {
    int LINES = 10;

    /** {@return the address of 64 bytes, allocated by one of the lines; {@code 0 <= line < LINES}} */
    long allocate(int line);
}
