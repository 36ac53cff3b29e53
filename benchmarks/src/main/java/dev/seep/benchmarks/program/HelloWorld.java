// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.benchmarks.program;

/** The smallest program there is; all of its time is start-up and exit. */
public final class HelloWorld {
    private HelloWorld() {}

    /** Prints one line. */
    public static void main(String[] args) {
        System.out.println("Hello, world");
    }
}
