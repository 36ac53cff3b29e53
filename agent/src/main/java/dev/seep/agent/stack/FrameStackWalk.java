// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.agent.stack;

/** Walks with the JDK's own {@link StackWalker}: works in every JVM, at several times the price of the raw walk. */
final class FrameStackWalk implements StackWalk {
    @Override
    public WalkedStack newStack() {
        return new FrameStack();
    }

    @Override
    public String name() {
        return "stackwalker";
    }
}
