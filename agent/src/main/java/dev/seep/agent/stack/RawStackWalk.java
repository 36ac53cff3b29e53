// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.agent.stack;

/** Walks by recording the stack of an exception that is never thrown. */
final class RawStackWalk implements StackWalk {
    @Override
    public WalkedStack walk() {
        return RawStack.capture();
    }

    @Override
    public String name() {
        return "raw";
    }
}
