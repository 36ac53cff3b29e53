// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.agent.stack;

import java.lang.StackWalker.StackFrame;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A stack as {@link StackWalker} delivers it. */
final class FrameStack implements WalkedStack {
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

    private Object[] frames = {}; // StackFrames, innermost first

    @Override
    public @Nullable Throwable fillInStackTrace() {
        frames = WALKER.walk(TO_ARRAY);
        return null;
    }

    @Override
    public long hash(int depth) {
        int skipped = ownFrames();
        int end = (int) Math.min(frames.length, (long) skipped + depth);
        long hash = 0;
        for (int i = skipped; i < end; i++) {
            StackFrame frame = (StackFrame) frames[i];
            int method = 31 * frame.getMethodName().hashCode()
                    + frame.getDescriptor().hashCode();
            int type = System.identityHashCode(frame.getDeclaringClass());
            hash = Hashing.frame(hash, type, method, frame.getByteCodeIndex());
        }
        return hash;
    }

    @Override
    public StackTraceElement[] decode(int depth) {
        StackTraceElement[] all = new StackTraceElement[frames.length];
        int skipped = ownFrames();
        int end = (int) Math.min(frames.length, (long) skipped + depth);
        for (int i = skipped; i < end; i++) {
            all[i] = ((StackFrame) frames[i]).toStackTraceElement();
        }
        return FrameNames.normalised(all, skipped, end);
    }

    private int ownFrames() {
        int own = 0;
        while (own < frames.length && OwnFrames.isOwn(((StackFrame) frames[own]).getDeclaringClass())) {
            own++;
        }
        return own;
    }
}
