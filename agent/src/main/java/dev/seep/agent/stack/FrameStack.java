// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.agent.stack;

import java.lang.StackWalker.StackFrame;

/** A stack as {@link StackWalker} delivers it. */
final class FrameStack implements WalkedStack {
    private final Object[] frames; // StackFrames, innermost first

    FrameStack(Object[] frames) {
        this.frames = frames;
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
