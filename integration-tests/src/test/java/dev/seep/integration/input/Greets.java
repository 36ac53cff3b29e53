// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.integration.input;

import dev.seep.integration.program.OffHeap;

/** Prints two lines, leaks a block and ends with an exit code of its own: a program that shows when it is disturbed. */
final class Greets {
    static final int LEAKED_SIZE = 40_009;
    static final int EXIT_CODE = 3;
    static final String OUT = "hello\nbye\n";

    private Greets() {}

    public static void main(String[] args) {
        System.out.println("hello");
        OffHeap.allocate(LEAKED_SIZE);
        System.out.println("bye");
        System.exit(EXIT_CODE);
    }
}
