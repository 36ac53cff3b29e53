// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.agent.stack;

import org.jspecify.annotations.Nullable;

/** A stack made of a number: its two digits to base 128 are the lines of two frames. */
record NumberedStack(int number) implements WalkedStack {
    @Override
    public @Nullable Throwable fillInStackTrace() {
        return null;
    }

    @Override
    public long hash(int depth) {
        return number * 0x9E3779B97F4A7C15L;
    }

    @Override
    public StackTraceElement[] decode(int depth) {
        return new StackTraceElement[] {
            new StackTraceElement("com.acme.Inner", "low", "Inner.java", number & 127),
            new StackTraceElement("com.acme.Outer", "high", "Outer.java", number >> 7)
        };
    }
}
