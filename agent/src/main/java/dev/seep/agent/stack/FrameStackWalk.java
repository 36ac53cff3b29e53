// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.agent.stack;

import java.util.function.Function;
import java.util.stream.Stream;

/** Walks with the JDK's own {@link StackWalker}: works in every JVM, at several times the price of the raw walk. */
final class FrameStackWalk implements StackWalk {
    /** Frames walked at most: the deepest stack that a report shows, and room for the agent's own frames. */
    static final int MAX_FRAMES = 1100;

    private static final StackWalker WALKER = StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);

    /** A class, not a lambda: those link on first use, which is inside somebody's allocation. */
    private static final Function<Stream<StackWalker.StackFrame>, Object[]> TO_ARRAY = new Function<>() {
        @Override
        public Object[] apply(Stream<StackWalker.StackFrame> frames) {
            return frames.limit(MAX_FRAMES).toArray();
        }
    };

    @Override
    public WalkedStack walk() {
        return new FrameStack(WALKER.walk(TO_ARRAY));
    }

    @Override
    public String name() {
        return "stackwalker";
    }
}
